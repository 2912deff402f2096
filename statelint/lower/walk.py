"""In: two tables that say how each CST node is lowered. Out: `Walk`, what one walk over a file carries along.

A node is lowered by `table[type(node)](walk, node)`: direct field access, because LibCST's visitors rebuild every node.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import Any

import libcst as cst

from statelint.ir.expr import Expr, Opaque
from statelint.ir.stmt import ClassIR, FunctionIR, Stmt

LowerExpr = Callable[["Walk", Any], Expr]
LowerStmt = Callable[["Walk", Any, list[Stmt]], None]


class ExprTable(dict[type[cst.CSTNode], LowerExpr]):
    """How each expression is lowered; a node that a later LibCST brings becomes an Opaque of what is below it."""

    def __missing__(self, kind: type[cst.CSTNode]) -> LowerExpr:
        return _unknown


class StmtTable(dict[type[cst.CSTNode], LowerStmt]):
    """How each statement is lowered; an unknown one keeps the expressions below it as one Do."""

    def __missing__(self, kind: type[cst.CSTNode]) -> LowerStmt:
        return lambda walk, node, out: walk.keep(_unknown(walk, node), node, out)


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
    """One walk over one file: the scope it is in, the functions and classes so far, the nodes whose position is wanted."""

    __slots__ = ("_expressions", "_statements", "_temporaries", "classes", "functions", "scope", "wanted")

    def __init__(self, expressions: ExprTable, statements: StmtTable) -> None:
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


def _unknown(walk: Walk, node: cst.CSTNode) -> Expr:
    return Opaque(tuple(walk.expr(part) for part in _expressions_below(node)), walk.at(node))


def _expressions_below(node: cst.CSTNode) -> Iterator[cst.BaseExpression]:
    for field in fields(node):
        value = getattr(node, field.name)
        for child in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(child, cst.BaseExpression):
                yield child
            elif isinstance(child, cst.CSTNode):
                yield from _expressions_below(child)
