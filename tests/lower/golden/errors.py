try:
    a()
except ValueError:
    b()
except (KeyError, errors.Own) as error:
    raise
except:
    raise Failure(c) from None
else:
    d()
finally:
    e()
try: a()
finally: b()
try:
    a()
except* OSError as group:
    raise group
with a: pass
with a as b, c() as (d, e), f as g.h:
    i()
with (
    a as b,
    c,
):
    pass
