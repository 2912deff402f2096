"""Loops over a container that changes its size meanwhile: which kind it is decides what happens.

A dict, set or deque raises at the next round, a list skips the item behind a removed one, or grows for ever. The items
and values of the state are fetched one by one, so deleting a key that is still to come raises.
"""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.flow.facts import Facts
from statelint.explore.terms import Exact, LoopKey
from statelint.explore.unfold.kept import QUERY, STATE, VIEWS
from statelint.explore.unfold.keys import key_ref
from statelint.explore.unfold.notes import Pass
from statelint.explore.unfold.origins import Kept
from statelint.explore.unfold.values import Seq
from statelint.explore.value_observations import Iteration

# What changes the size of each kind of container for sure.
CHANGES = {
    "dict": frozenset({"del", "pop", "popitem", "clear"}),
    "set": frozenset({"remove", "discard", "pop", "clear"}),
    "deque": frozenset({"append", "appendleft", "pop", "popleft", "remove", "clear", "del", "insert"}),
    "list": frozenset({"remove", "pop", "del"}),
}
GROWTH = frozenset({"append", "insert"})
SPELT = {"delete": "del"}


def iterations(facts: Facts) -> Iterator[Iteration]:
    """Every such loop; one that may be over another kind of container, on which nothing happens, is left out."""
    for one in facts.notes.passes:
        if one.change.site[1] < 0 or one.loop[1] < 0:
            continue
        if one.box == STATE:
            found = _of_state(one)
        elif one.box == QUERY:
            found = ("query_params", "raises", "RuntimeError") if one.change.op in ("del", "pop", "clear") else None
        else:
            found = _of_container(facts, one)
        if found is not None:
            container, effect, exception = found
            key = one.box.key.name if isinstance(one.box, Kept) and isinstance(one.box.key, Exact) else ""
            operation = SPELT.get(one.change.op, one.change.op)
            loop, site = facts.site(one.loop), facts.site(one.change.site)
            yield Iteration(key, container, operation, effect, exception, loop, site)


def _of_state(one: Pass) -> tuple[str, str, str] | None:
    """A key that the loop is not at; a test of the loop's key may say that it is."""
    key = key_ref(one.change.index) if one.change.index is not None else None
    tested = any(step.kind in ("if", "some") for step in one.inner)
    if one.change.op != "clear" and (isinstance(key, LoopKey) or key is None or tested):
        return None
    return "state", "raises", "KeyError"


def _of_container(facts: Facts, one: Pass) -> tuple[str, str, str] | None:
    if not isinstance(one.box, Kept):
        return None
    kinds = facts.kinds(one.box) - {"", "?"} or {_guessed(one)}
    if len(kinds) != 1:
        return None
    [kind] = kinds
    if kind == "list":
        return _of_list(one)
    return (kind, "raises", "RuntimeError") if one.change.op in CHANGES.get(kind, ()) else None


def _of_list(one: Pass) -> tuple[str, str, str] | None:
    """Removing skips the next item, unless at most one item is looked for; appending in every round never ends.
    Deleting a slice cuts off what the loop has not reached."""
    operation = one.change.op
    if isinstance(one.change.index, Seq):
        return None
    if operation in CHANGES["list"] and not any(step.lookup for step in one.inner):
        if one.part == "range":
            return ("list", "raises", "IndexError") if one.own else None
        return "list", "skips", ""
    if operation in GROWTH and not one.inner and one.part != "range":
        return "list", "endless", ""
    return None


def _guessed(one: Pass) -> str:
    """The kind that the operations themselves tell."""
    operation = one.change.op
    if one.part in VIEWS or operation == "popitem" or (operation in ("del", "pop") and one.own and not one.part):
        return "dict"
    if operation in ("discard", "add"):
        return "set"
    if operation in ("popleft", "appendleft"):
        return "deque"
    return "list" if operation == "remove" or one.part in ("enumerate", "range") else "?"
