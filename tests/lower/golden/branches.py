if a:
    b
if a: b; c
if a:
    pass
elif b:
    c
elif d:
    e
else:
    f
if a:
    b
else:
    if c:
        d
    e
while a:
    if b: break
    continue
else:
    c
for x in xs:
    print(x)
for x, *y in xs: pass
else: done()
assert a
assert a, "message"
