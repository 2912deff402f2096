"""Walks over Programs. In: a program or some steps. Out: every dataclass node in them, in no particular order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from statelint.explore.program import Program


def nodes(program: Program) -> Iterator[Any]:
    """Every dataclass node of every block, in no particular order."""
    return nodes_of([step for block in program.blocks for step in block])


def nodes_of(steps: Sequence[Any]) -> Iterator[Any]:
    """Every dataclass node of some steps."""
    pending: list[Any] = list(steps)
    while pending:
        node = pending.pop()
        if type(node) is tuple:
            pending.extend(node)
            continue
        names = fields_of(type(node))
        if names is not None:
            yield node
            pending.extend([getattr(node, name) for name in names])


_FIELDS: dict[type, tuple[str, ...] | None] = {}


def fields_of(kind: type) -> tuple[str, ...] | None:
    """The names of a dataclass's fields; None for any other type."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None
    return _FIELDS[kind]
