a = 1; b = 2; pass; c()
if a: b; c()
x = (
    1 +
    2
)
y = \
    3
def f(): return 1; g()
class C: a = 1; b = 2
