"""Walks over Programs. In: a program or some steps. Out: every dataclass node in them, in no particular order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

from statelint.explore.program import Program

# Names in the types of fields that hold no nodes: numbers, texts, places.
PLAIN = frozenset({"int", "str", "bool", "float", "None", "tuple", "frozenset", "SiteRef", "Literal"})


def nodes(program: Program) -> Iterator[Any]:
    """Every dataclass node of every block, in no particular order."""
    return nodes_of(program.blocks)


def nodes_of(steps: Sequence[Any]) -> Iterator[Any]:
    """Every dataclass node of some steps."""
    pending: list[Any] = list(steps)
    while pending:
        node = pending.pop()
        kind = type(node)
        if kind is tuple:
            pending += node
            continue
        parts = _PARTS[kind]
        if parts is not None:
            yield node
            if parts is not _nothing:
                pending.append(parts(node))


def by_kind(program: Program) -> dict[type, list[Any]]:
    """The nodes of every block by their type, for those who ask often."""
    found: defaultdict[type, list[Any]] = defaultdict(list)
    for node in nodes(program):
        found[type(node)].append(node)
    return found


def _nothing(node: object) -> tuple[()]:
    return ()


class _Parts(dict[type, Callable[[Any], Any] | None]):
    """For each type what gives the parts of a node that may hold nodes: a node, or tuples of them; None for a type that
    is no node."""

    def __missing__(self, kind: type) -> Callable[[Any], Any] | None:
        self[kind] = found = _parts(kind) if is_dataclass(kind) else None
        return found


def _parts(kind: type) -> Callable[[Any], Any]:
    names = [each.name for each in fields(kind) if not PLAIN.issuperset(re.findall(r"[A-Za-z]\w*", str(each.type)))]
    return attrgetter(*names) if names else _nothing


_PARTS = _Parts()
