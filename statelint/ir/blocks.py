"""Statements inside statements. In: a body. Out: every statement of it, outer ones first, without entering functions
and classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statelint.ir.stmt import For, If, Stmt, Try, While, With


def statements(body: Sequence[Stmt]) -> Iterator[Stmt]:
    """All statements of a body, those of nested blocks included, in the order of the text."""
    pending = list(reversed(body))
    while pending:
        stmt = pending.pop()
        yield stmt
        if isinstance(stmt, (If, While, For)):
            pending.extend(reversed(stmt.body + stmt.orelse))
        elif isinstance(stmt, With):
            pending.extend(reversed(stmt.body))
        elif isinstance(stmt, Try):
            handlers = tuple(inner for handler in stmt.handlers for inner in handler.body)
            pending.extend(reversed(stmt.body + handlers + stmt.orelse + stmt.final))
