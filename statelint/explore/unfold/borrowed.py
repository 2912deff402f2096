"""A container that is taken out of the state under a name for a moment. In: the body of a function, one of its
assignments. Out: whether nobody but this body gets hold of what the name means.

    rows = st.session_state.rows
    rows.append(row)                 the key still holds it alone when the function is left
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from statelint.ir.expr import Attr, Call, Clause, Const, Expr, Item, Lambda, Name, Op
from statelint.ir.stmt import Assign, AugAssign, DefineClass, DefineFunction, Delete, For, FunctionIR, If
from statelint.ir.walk import Node, walk

# Builtins that look at a container, or give another one.
LOOKING = frozenset(
    (
        *("len", "print", "str", "repr", "bool", "sum", "min", "max", "any", "all", "int", "float", "round"),
        *("list", "dict", "set", "tuple", "sorted"),
    )
)
COMPARING = frozenset({"in", "not in", "==", "!=", "is", "is not"})


def borrows(function: FunctionIR, taken: Assign, harmless: Callable[[Expr], bool]) -> bool:
    """`harmless` tells of what is called whether it changes no key and keeps nothing."""
    target, *others = taken.targets
    if others or not isinstance(target, Name) or target.id not in function.locals or function.is_generator:
        return False
    nodes = tuple(walk(function.body))
    key = _key(taken.value)
    if key is None or not all(_leaves_alone(node, target.id, key, taken, harmless) for node in nodes):
        return False
    seen = Counter(node.id for node in nodes if isinstance(node, Name))
    return seen[target.id] == 1 + sum(_uses(node, target.id) for node in nodes)


def _leaves_alone(node: Node, name: str, key: object, taken: Assign, harmless: Callable[[Expr], bool]) -> bool:
    """Does this run nothing that is not seen here, and store nothing under the key?"""
    match node:
        case DefineFunction() | DefineClass() | Lambda():
            return False
        case Call(func=func):
            return (isinstance(func, Attr) and _is(func.obj, name)) or harmless(func)
        case Assign(targets=targets) if node is not taken:
            return all(_stores_elsewhere(target, name, key) for target in targets)
        case AugAssign(target=target):
            return _stores_elsewhere(target, name, key)
        case Delete(targets=targets):
            return all(_stores_elsewhere(target, name, key) for target in targets)
    return True


def _stores_elsewhere(target: Expr, name: str, key: object) -> bool:
    if isinstance(target, Name):
        return target.id != name
    if not isinstance(target, (Attr, Item)):
        return False
    return _is(target.obj, name) or _key(target) not in (None, key)


def _key(expr: Expr) -> object:
    """The constant name behind the last dot or in the last brackets, None if there is none."""
    if isinstance(expr, Attr):
        return expr.name
    return expr.index.value if isinstance(expr, Item) and isinstance(expr.index, Const) else None


def _uses(node: Node, name: str) -> int:
    """How often a node looks at what the name means, without giving it away."""
    match node:
        case Item(obj=one) | For(iterable=one) | Clause(iterable=one) | If(test=one) | Call(func=Attr(obj=one)):
            return _is(one, name)
        case Call(func=Name(), args=args):
            return sum(_is(arg.value, name) for arg in args)
        case Op(kind=kind, operands=operands) if kind in COMPARING:
            return sum(_is(operand, name) for operand in operands)
    return 0


def _is(expr: Expr, name: str) -> bool:
    return isinstance(expr, Name) and expr.id == name
