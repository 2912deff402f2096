a = [], [1, *b], (), (1,), (1, *b), {1, *b}
a = {}, {"k": v, **more, k: "v"}
a = [x for x in xs]
a = {x for x in xs if x if y}
a = {k: v for k, v in items}
a = (x + y for x in xs for y in ys(x) if (z := y))
a = [await x async for x in xs]
a = {**d for d in ds}
a = [*x for x in xs]


def outer():
    names = [name for name in names_of(name := 1) if (last := name)]
    return [inner for inner in names]
