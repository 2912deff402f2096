"""In: CST expressions. Out: IR expressions, children in evaluation order. EXPRESSIONS says how each kind is lowered.

Chains that lean to the left (`a.b().c`, `a + b + c`) are walked in a loop: code chains further than Python recurses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import libcst as cst

from statelint.ir import expr as ir
from statelint.lower.literals import integer
from statelint.lower.operators import BINARY, COMPARISON, UNARY
from statelint.lower.strings import STRINGS
from statelint.lower.walk import LowerExpr, Walk

_KEYWORDS = {"True": True, "False": False, "None": None}


def _name(walk: Walk, node: cst.Name) -> ir.Expr:
    name = node.value
    if name in _KEYWORDS:
        return ir.Const(_KEYWORDS[name], walk.at(node))
    return ir.Name(name, walk.at(node))


def _integer(walk: Walk, node: cst.Integer) -> ir.Expr:
    value = integer(node.value)
    return ir.Opaque((), walk.at(node)) if value is None else ir.Const(value, walk.at(node))


def _float(walk: Walk, node: cst.Float) -> ir.Expr:
    return ir.Const(float(node.value), walk.at(node))


def _nothing_inside(walk: Walk, node: cst.CSTNode) -> ir.Expr:
    return ir.Opaque((), walk.at(node))


def _postfix(walk: Walk, node: cst.BaseExpression) -> ir.Expr:
    """A chain of `.name`, `[index]` and `(args)`, from its innermost value outwards."""
    chain: list[cst.Attribute | cst.Subscript | cst.Call] = []
    while isinstance(node, (cst.Attribute, cst.Subscript, cst.Call)):
        chain.append(node)
        node = node.func if isinstance(node, cst.Call) else node.value
    value = walk.expr(node)
    for link in reversed(chain):
        if isinstance(link, cst.Attribute):
            value = ir.Attr(value, link.attr.value, walk.at(link))
        elif isinstance(link, cst.Call):
            value = ir.Call(value, arguments(walk, link.args), walk.at(link))
        else:
            value = ir.Item(value, _index(walk, link), walk.at(link))
    return value


def arguments(walk: Walk, args: Sequence[cst.Arg]) -> tuple[ir.Arg, ...]:
    """The arguments of a call or a class."""
    return tuple(
        ir.Arg(walk.expr(arg.value), None if arg.keyword is None else arg.keyword.value, arg.star) for arg in args
    )


def _index(walk: Walk, node: cst.Subscript) -> ir.Expr:
    elements = node.slice
    if len(elements) == 1 and not isinstance(elements[0].comma, cst.Comma):
        return _subscript_element(walk, elements[0])
    return ir.Collection("tuple", tuple(_subscript_element(walk, each) for each in elements), walk.at(node))


def _subscript_element(walk: Walk, node: cst.SubscriptElement) -> ir.Expr:
    part = node.slice
    if isinstance(part, cst.Index):
        value = walk.expr(part.value)
        return ir.Starred(value, walk.at(node)) if part.star else value
    assert isinstance(part, cst.Slice)
    ends = (part.lower, part.upper, part.step)
    return ir.Op("slice", tuple(walk.maybe(end) or ir.Const(None) for end in ends), walk.at(node))


def _binary(walk: Walk, node: cst.BaseExpression) -> ir.Expr:
    chain: list[cst.BinaryOperation] = []
    while isinstance(node, cst.BinaryOperation):
        chain.append(node)
        node = node.left
    value = walk.expr(node)
    for link in reversed(chain):
        value = ir.Op(BINARY[type(link.operator)], (value, walk.expr(link.right)), walk.at(link))
    return value


def _unary(walk: Walk, node: cst.UnaryOperation) -> ir.Expr:
    operand = walk.expr(node.expression)
    if isinstance(node.operator, cst.Not):
        return ir.Not(operand, walk.at(node))
    return ir.Op(UNARY[type(node.operator)], (operand,), walk.at(node))


def _boolean(walk: Walk, node: cst.BooleanOperation) -> ir.Expr:
    """`a and b and c` is one Bool of three operands."""
    operator = type(node.operator)
    rights = [node.right]
    left = node.left
    while isinstance(left, cst.BooleanOperation) and type(left.operator) is operator:
        rights.append(left.right)
        left = left.left
    operands = (walk.expr(left), *(walk.expr(right) for right in reversed(rights)))
    return ir.Bool("and" if operator is cst.And else "or", operands, walk.at(node))


def _comparison(walk: Walk, node: cst.Comparison) -> ir.Expr:
    operands = [walk.expr(node.left), *(walk.expr(link.comparator) for link in node.comparisons)]
    kinds = [COMPARISON[type(link.operator)] for link in node.comparisons]
    at = walk.at(node)
    if len(kinds) == 1:
        return ir.Op(kinds[0], tuple(operands), at)
    if not all(map(_repeatable, operands[1:-1])):
        return ir.Opaque(tuple(operands), at)
    links = zip(kinds, pairwise(operands), strict=True)
    return ir.Bool("and", tuple(ir.Op(kind, pair, at) for kind, pair in links), at)


def _repeatable(value: ir.Expr) -> bool:
    """Whether a value may be written twice although Python evaluates it once."""
    while isinstance(value, ir.Attr):
        value = value.obj
    return isinstance(value, (ir.Name, ir.Const))


def _if_else(walk: Walk, node: cst.IfExp) -> ir.Expr:
    return ir.IfElse(walk.expr(node.test), walk.expr(node.body), walk.expr(node.orelse), walk.at(node))


def _walrus(walk: Walk, node: cst.NamedExpr) -> ir.Expr:
    target = walk.expr(node.target)
    value = walk.expr(node.value)
    if not isinstance(target, ir.Name):
        return ir.Opaque((value,), walk.at(node))
    walk.scope.bound[target.id] = None
    return ir.Walrus(target, value, walk.at(node))


def _display(kind: str) -> Callable[[Walk, Any], ir.Expr]:
    def lower(walk: Walk, node: cst.List | cst.Tuple | cst.Set) -> ir.Expr:
        return ir.Collection(kind, tuple(_element(walk, each) for each in node.elements), walk.at(node))

    return lower


def _element(walk: Walk, node: cst.BaseElement) -> ir.Expr:
    return _starred(walk, node) if isinstance(node, cst.StarredElement) else walk.expr(node.value)


def _starred(walk: Walk, node: cst.StarredElement) -> ir.Expr:
    return ir.Starred(walk.expr(node.value), walk.at(node))


def _dict(walk: Walk, node: cst.Dict) -> ir.Expr:
    items = tuple(
        (walk.expr(each.key) if isinstance(each, cst.DictElement) else None, walk.expr(each.value))
        for each in node.elements
    )
    return ir.Dict(items, walk.at(node))


def _comprehension(kind: str) -> Callable[[Walk, Any], ir.Expr]:
    def lower(walk: Walk, node: cst.BaseSimpleComp) -> ir.Expr:
        clauses = _clauses(walk, node.for_in)
        return ir.Comprehension(kind, clauses, walk.expr(node.elt), None, walk.at(node))

    return lower


def _dict_comprehension(walk: Walk, node: cst.DictComp) -> ir.Expr:
    clauses = _clauses(walk, node.for_in)
    return ir.Comprehension("dict", clauses, walk.expr(node.key), walk.expr(node.value), walk.at(node))


def _merging_comprehension(walk: Walk, node: cst.StarredDictComp) -> ir.Expr:
    """`{**d for d in ds}`: an element without a value, as in a dict display."""
    clauses = _clauses(walk, node.for_in)
    at = walk.at(node)
    return ir.Comprehension("dict", clauses, ir.Starred(walk.expr(node.value), at), None, at)


def _clauses(walk: Walk, node: cst.CompFor | None) -> tuple[ir.Clause, ...]:
    """The targets are read like expressions: they bind nothing outside the comprehension."""
    clauses = []
    while node is not None:
        iterable = walk.expr(node.iter)
        tests = tuple(walk.expr(each.test) for each in node.ifs)
        clauses.append(ir.Clause(walk.expr(node.target), iterable, tests))
        node = node.inner_for_in
    return tuple(clauses)


def _await(walk: Walk, node: cst.Await) -> ir.Expr:
    return ir.Await(walk.expr(node.expression), walk.at(node))


def _yield(walk: Walk, node: cst.Yield) -> ir.Expr:
    walk.scope.is_generator = True
    value = node.value
    if isinstance(value, cst.From):
        return ir.Yield(walk.expr(value.item), True, walk.at(node))
    return ir.Yield(walk.maybe(value), False, walk.at(node))


EXPRESSIONS: dict[str, LowerExpr] = {
    **STRINGS,
    "Name": _name,
    "Integer": _integer,
    "Float": _float,
    "Imaginary": _nothing_inside,
    "Ellipsis": _nothing_inside,
    "Attribute": _postfix,
    "Subscript": _postfix,
    "Call": _postfix,
    "BinaryOperation": _binary,
    "UnaryOperation": _unary,
    "BooleanOperation": _boolean,
    "Comparison": _comparison,
    "IfExp": _if_else,
    "NamedExpr": _walrus,
    "List": _display("list"),
    "Tuple": _display("tuple"),
    "Set": _display("set"),
    "StarredElement": _starred,
    "Dict": _dict,
    "ListComp": _comprehension("list"),
    "SetComp": _comprehension("set"),
    "GeneratorExp": _comprehension("generator"),
    "DictComp": _dict_comprehension,
    "StarredDictComp": _merging_comprehension,
    "Await": _await,
    "Yield": _yield,
}
