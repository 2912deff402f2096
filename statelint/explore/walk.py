"""Walks over Programs. In: a program or some steps. Out: every dataclass node in them, in no particular order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

from statelint.explore.program import Both, Branch, Either, Leaf, Program, Step, Test
from statelint.explore.terms import Fired

# Names in the types of fields that hold no nodes: numbers, texts, places.
PLAIN = frozenset({"int", "str", "bool", "float", "None", "tuple", "frozenset", "SiteRef", "Literal"})
TERMS = frozenset({"Term", "KeyRef"})  # and in the types of those that hold no steps


def nodes(program: Program) -> Iterator[Any]:
    """Every dataclass node of every block, in no particular order."""
    return nodes_of(program.blocks)


def nodes_of(steps: Sequence[Any]) -> Iterator[Any]:
    """Every dataclass node of some steps."""
    return _walk(steps, _NODES)


def steps_of(steps: Sequence[Any]) -> Iterator[Any]:
    """The steps among them, however deep, and the conditions between; not the terms, of which there are many more."""
    return _walk(steps, _STEPS)


def idle_steps_of(steps: Sequence[Any]) -> Iterator[Any]:
    """Those of them that a run may come by in which no trigger has fired."""
    return _walk(steps, _IDLE)


def by_kind(program: Program) -> dict[type, list[Any]]:
    """The steps of every block by their type, for those who ask often."""
    found: defaultdict[type, list[Any]] = defaultdict(list)
    for node in steps_of(program.blocks):
        found[type(node)].append(node)
    return found


def _walk(steps: Sequence[Any], parts_of: _Parts) -> Iterator[Any]:
    pending: list[Any] = list(steps)
    while pending:
        node = pending.pop()
        kind = type(node)
        if kind is tuple:
            pending += node
            continue
        parts = parts_of[kind]
        if parts is not None:
            yield node
            if parts is not _nothing:
                pending.append(parts(node))


def _nothing(node: object) -> tuple[()]:
    return ()


class _Parts(dict[type, Callable[[Any], Any] | None]):
    """For each type what gives the parts of a node that may hold nodes: a node, or tuples of them; None for a type that
    is no node. `plain` are the names in the types of fields that hold none."""

    def __init__(self, plain: frozenset[str]) -> None:
        super().__init__()
        self.plain = plain

    def __missing__(self, kind: type) -> Callable[[Any], Any] | None:
        self[kind] = found = self._parts(kind) if is_dataclass(kind) else None
        return found

    def _parts(self, kind: type) -> Callable[[Any], Any]:
        holding = (
            each for each in fields(kind) if not self.plain.issuperset(re.findall(r"[A-Za-z]\w*", str(each.type)))
        )
        names = [each.name for each in holding]
        return attrgetter(*names) if names else _nothing


def _fires(test: Test) -> bool:
    """Does this hold only where a trigger has fired?"""
    if isinstance(test, Leaf):
        return isinstance(test.term, Fired) and not test.term.rest
    if isinstance(test, Both):
        return _fires(test.left) or _fires(test.right)
    return isinstance(test, Either) and _fires(test.left) and _fires(test.right)


def _idle_parts(branch: Branch) -> tuple[Test | tuple[Step, ...], ...]:
    return (branch.test, branch.other) if _fires(branch.test) else (branch.test, branch.then, branch.other)


_NODES = _Parts(PLAIN)
_STEPS = _Parts(PLAIN | TERMS)
_IDLE = _Parts(PLAIN | TERMS)
_IDLE[Branch] = _idle_parts
