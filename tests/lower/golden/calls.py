f()
f(a, *b, c=d, **e)
f(g for g in h)
f(lambda: 1, key=lambda x, *y: x + y)
a[b]
a[b, c]
a[b,]
a[1:2], a[:], a[::2], a[1:, ..., None]
a[*b]
a.b.c
await_ = print  # a bare name is evaluated: Streamlit shows it
await_
