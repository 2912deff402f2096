"""What a Program mentions: its steps one by one, the keys that it names, the variables that its conditions ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from statelint.explore.program import Exact, Leaf, OneOf, Program, SetVar, Some, Step, Touch, Var


def nodes(program: Program) -> Iterator[Any]:
    """Every dataclass node of every block, in no particular order."""
    pending: list[Any] = [step for block in program.blocks for step in block]
    while pending:
        node = pending.pop()
        yield node
        for name in _fields(type(node)):
            value = getattr(node, name)
            if is_dataclass(value):
                pending.append(value)
            elif isinstance(value, tuple):
                pending.extend(_inner(value))


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(kind: type) -> tuple[str, ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(field.name for field in fields(kind))
    return _FIELDS[kind]


def _inner(values: tuple[Any, ...]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, tuple):
            yield from _inner(value)
        elif is_dataclass(value):
            yield value


def key_names(program: Program) -> set[str]:
    """Every key that the program names with a constant."""
    names: set[str] = set()
    for node in nodes(program):
        if isinstance(node, Exact):
            names.add(node.name)
        elif isinstance(node, OneOf):
            names.update(node.names)
    return names


def tested_vars(program: Program) -> frozenset[int]:
    """Variables worth following: conditions ask for them, and more than once or after something known was put in."""
    asked: Counter[int] = Counter()
    sources: dict[int, set[int]] = {}
    told: set[int] = set()
    for node in nodes(program):
        if isinstance(node, Leaf):
            asked.update(_vars(node.term))
        elif isinstance(node, SetVar):
            found = _vars(node.term)
            sources.setdefault(node.var, set()).update(found)
            if not found and node.term != Some():
                told.add(node.var)
        elif isinstance(node, Touch) and node.value is not None:
            asked.update(_vars(node.value))
    wanted = set(asked)
    pending = list(asked)
    while pending:
        for source in sources.get(pending.pop(), ()):
            if source not in wanted:
                wanted.add(source)
                pending.append(source)
    return frozenset(var for var in wanted if asked[var] > 1 or var in told or sources.get(var) or var not in asked)


def _vars(term: Any) -> list[int]:
    found = []
    pending = [term]
    while pending:
        node = pending.pop()
        if isinstance(node, Var):
            found.append(node.id)
        elif is_dataclass(node):
            pending.extend(getattr(node, name) for name in _fields(type(node)))
    return found


def touches(program: Program) -> Iterator[Step]:
    """Every operation on a key."""
    return (node for node in nodes(program) if isinstance(node, Touch))
