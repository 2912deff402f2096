"""A docstring is dropped."""
a = 1, 0x_ff, 0b1, 1_000, 00
b = 1.5, 1e3, .5
c = 2j, ..., b"bytes", b"a" b"b", rb"\d"
d = True, False, None
e = -1, +1, ~1, not 1
pass
"so is a bare string"
1
...
