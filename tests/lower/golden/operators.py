a = b + c - d * e / f // g % h ** i @ j
a = b & c | d ^ e << f >> g
a = -b + ~c - (+d)
a = b == c, b != c, b < c, b <= c, b > c, b >= c, b in c, b not in c, b is c, b is not c
a = b and c and d or e and not f
a = b if c else d if e else f
a = (n := 10) + n
a = b.c().d[e](f).g
