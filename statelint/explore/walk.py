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
        yield node
        for name in fields_of(type(node)):
            value = getattr(node, name)
            if is_dataclass(value):
                pending.append(value)
            elif isinstance(value, tuple):
                pending.extend(_inner(value))


_FIELDS: dict[type, tuple[str, ...]] = {}


def fields_of(kind: type) -> tuple[str, ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(field.name for field in fields(kind))
    return _FIELDS[kind]


def _inner(values: tuple[Any, ...]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, tuple):
            yield from _inner(value)
        elif is_dataclass(value):
            yield value
