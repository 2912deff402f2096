"""Walks visit every node once, in the order of evaluation."""

from __future__ import annotations

import dataclasses
from typing import get_args

from statelint.ir import expr, stmt
from statelint.ir.expr import Call, Expr, Name
from statelint.ir.stmt import ModuleIR, Stmt
from statelint.ir.walk import _FIELDS, expressions, walk, walk_module
from statelint.lower import lower

PLAIN = {"at", "value", "id", "name", "kind", "op", "star", "function", "cls", "delegates", "names"}


def module(source: str) -> ModuleIR:
    lowered = lower("a.py", source.encode())
    assert isinstance(lowered, ModuleIR)
    return lowered


def names(nodes: object) -> list[str]:
    return [node.id for node in nodes if isinstance(node, Name)]  # type: ignore[attr-defined]


def test_every_node_type_is_known() -> None:
    kinds = {*get_args(Expr), *get_args(Stmt), expr.Arg, expr.Clause, stmt.Handler, stmt.WithItem}
    assert set(_FIELDS) == kinds


def test_every_field_that_holds_nodes_is_known() -> None:
    for kind, fields in _FIELDS.items():
        unknown = {field.name for field in dataclasses.fields(kind)} - {*fields} - PLAIN
        assert not unknown, (kind, unknown)


def test_nodes_come_in_the_order_of_evaluation() -> None:
    source = "a[b] = c(d, e=f) if g else h\nfor i in j:\n    k\nelse:\n    l\nwith m as n:\n    o\n"
    assert names(walk(module(source).body)) == [*"gcdfhabjiklmno"]
    assert names(walk(module("{a: b for c in d if e}\nf'{g}'\nh and not i\nlambda: j\n").body)) == [*"dceabghi"]


def test_functions_and_classes_are_entered_only_with_their_module() -> None:
    source = (
        "@a\ndef f(b=c):\n    d\nclass K(e, metaclass=g):\n    h\n    def m(self):\n        return i\nlambda j=k: l\n"
    )
    whole = module(source)
    assert names(walk(whole.body)) == []
    assert sorted(names(walk_module(whole))) == [*"acdeghikl"]


def test_a_statement_has_its_own_expressions_only() -> None:
    (statement,) = module("if a(b):\n    c()\nelse:\n    d()\n").body
    assert names(expressions(statement)) == ["a", "b"]
    (statement,) = module("try:\n    a\nexcept b:\n    c\n").body
    assert names(expressions(statement)) == []
    (statement,) = module("with a(b) as c:\n    d\n").body
    assert names(expressions(statement)) == ["a", "b", "c"]


def test_deep_nesting_is_no_problem() -> None:
    tree: Expr = Name("x")
    for _ in range(20_000):
        tree = Call(tree)
    assert sum(1 for _ in walk(tree)) == 20_001
