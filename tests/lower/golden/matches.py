match command:
    case 1 | -1 | "one": a()
    case None | True: b()
    case Color.RED: c()
    case other: d(other)
match command():
    case _ if guard: a()
    case whole if whole > 1: b()
    case _: c()
match a, b:
    case [x, y, *rest]: c(x)
    case (1, {"k": v, **more}) if v: d()
    case Point(0, y=(Y.ONE | Y.TWO) as z): e()
    case str() | int() as value: f(value)
    case []: g()
def f():
    match a:
        case {"only": None}:
            match b:
                case [first, _] | (_, first): return first
