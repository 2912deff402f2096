a = 1
a = b = 2
a, (b, *c), [d, e.f, g[0]] = value
a: int = 1
a: int
a.b: int = 1
a += 1
a.b -= 1
a[0] *= 1
a /= b; a //= b; a %= b; a **= b; a @= b
a &= b; a |= b; a ^= b; a <<= b; a >>= b
del a
del a, b.c, (d[0], [e])
type Alias = list[int]
