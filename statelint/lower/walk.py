"""In: two tables that say how each CST node is lowered. Out: `Walk`, what one walk over a file carries along.

A node is lowered by `table[type(node)](walk, node)`, which reads its fields: LibCST's visitors rebuild every node.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import Any, TypeVar

import libcst as cst

from statelint.ir.expr import Expr, Opaque
from statelint.ir.stmt import ClassIR, Do, FunctionIR, Stmt

LowerExpr = Callable[["Walk", Any], Expr]
LowerStmt = Callable[["Walk", Any, list[Stmt]], None]
_Lower = TypeVar("_Lower")


class Table(dict[type, _Lower]):
    """How each kind of node is lowered, and how one that only a later LibCST knows."""

    def __init__(self, by_name: dict[str, _Lower], unknown: _Lower) -> None:
        """`by_name` goes by the names of LibCST's classes; those that this LibCST does not have yet are left out."""
        super().__init__({getattr(cst, name): lower for name, lower in by_name.items() if hasattr(cst, name)})
        self._unknown = unknown

    def __missing__(self, kind: type) -> _Lower:
        return self._unknown


class Scope:
    """The names that one body binds, in the order in which they are met, and what it declares."""

    __slots__ = ("bound", "globals", "is_generator", "nonlocals", "prefix")

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.bound: dict[str, None] = {}
        self.globals: dict[str, None] = {}
        self.nonlocals: dict[str, None] = {}
        self.is_generator = False

    def locals(self) -> tuple[str, ...]:
        """What the body binds and does not declare to live elsewhere."""
        return tuple(name for name in self.bound if name not in self.globals and name not in self.nonlocals)


class Walk:
    """One walk over a file: its scope, the functions and classes so far, the nodes whose position is wanted."""

    __slots__ = ("_expressions", "_statements", "_temporaries", "classes", "functions", "scope", "wanted")

    def __init__(self, expressions: Table[LowerExpr], statements: Table[LowerStmt]) -> None:
        self._expressions = expressions
        self._statements = statements
        self._temporaries = 0
        self.scope = Scope("")
        self.functions: list[FunctionIR | None] = []
        self.classes: list[ClassIR | None] = []
        self.wanted: dict[int, int] = {}

    def at(self, node: cst.CSTNode) -> int:
        """The index of this node's position; asking twice gives the same index."""
        return self.wanted.setdefault(id(node), len(self.wanted))

    def expr(self, node: cst.CSTNode) -> Expr:
        return self._expressions[type(node)](self, node)

    def maybe(self, node: cst.CSTNode | None) -> Expr | None:
        return None if node is None else self._expressions[type(node)](self, node)

    def block(self, suite: cst.BaseSuite) -> tuple[Stmt, ...]:
        return self.run(suite.body)

    def run(self, nodes: Sequence[cst.CSTNode]) -> tuple[Stmt, ...]:
        """Statements one after the other."""
        out: list[Stmt] = []
        statements = self._statements
        for node in nodes:
            statements[type(node)](self, node, out)
        return tuple(out)

    def temporary(self) -> str:
        """A new name that no program can spell, bound in this scope."""
        self._temporaries += 1
        name = f"%{self._temporaries}"
        self.scope.bound[name] = None
        return name


def unknown_expression(walk: Walk, node: cst.CSTNode) -> Expr:
    """Something whose value is not modelled, holding every expression below it."""
    return Opaque(tuple(walk.expr(part) for part in _expressions_below(node)), walk.at(node))


def unknown_statement(walk: Walk, node: cst.CSTNode, out: list[Stmt]) -> None:
    """Every expression below it, evaluated once."""
    out.append(Do(unknown_expression(walk, node), walk.at(node)))


def _expressions_below(node: cst.CSTNode) -> Iterator[cst.BaseExpression]:
    for field in fields(node):
        value = getattr(node, field.name)
        for child in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(child, cst.BaseExpression):
                yield child
            elif isinstance(child, cst.CSTNode):
                yield from _expressions_below(child)
