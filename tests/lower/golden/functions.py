@decorate
@st.cache_data(ttl=60)
def everything(a, b: int, /, c, d=1, *args, e, f=2, **kwargs) -> None:
    """Docstring."""
    global g1, g2
    g1 = local = 1
    import os.path, sys as system
    from a import b as c2, d2
    for i, (j, k) in pairs: pass
    with open(a) as handle: pass
    try: pass
    except E as error: pass
    if (walrus := 1): pass
    annotated: int
    del deleted
    [comprehended for comprehended in a]

    def inner(default=local):
        nonlocal local
        local += 1
        return lambda x: (y := x)

    class Inner: pass

    return inner


def keyword_only(*, a, b=1): return
def positional_only(a, /): return a
def generic[T: int, *Ts, **P](a: T) -> T: ...
def generator():
    x = yield
    yield x
    yield from x
async def coroutine():
    async with a as b: pass
    async for c in d: pass
    return await e
def not_a_generator():
    return lambda: (yield)
