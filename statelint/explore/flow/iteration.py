"""Loops over a container that changes its size meanwhile: which kind it is decides what happens.

A dict, set or deque raises at the next round, a list skips the item behind a removed one, or grows for ever. The items
and values of the state are fetched one by one, so deleting a key that is still to come raises.
"""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.flow.facts import Facts
from statelint.explore.terms import Exact, Family, KeyValue, Lit, LoopKey, Var, WidgetValue
from statelint.explore.unfold.kept import QUERY, STATE, VIEWS
from statelint.explore.unfold.keys import key_ref
from statelint.explore.unfold.notes import Change, Pass
from statelint.explore.unfold.origins import LOOP_KEY, Kept, Made, Origin, parts_of
from statelint.explore.unfold.values import KeyName, Mapping, Seq, Value, origin_of, term_of
from statelint.explore.value_observations import Iteration

# What changes the size of each kind of container for sure.
CHANGES = {
    "dict": frozenset({"del", "pop", "popitem", "clear"}),
    "set": frozenset({"remove", "discard", "pop", "clear"}),
    "deque": frozenset({"append", "appendleft", "pop", "popleft", "remove", "clear", "del", "insert"}),
    "list": frozenset({"remove", "pop", "del"}),
}
GROWTH = frozenset({"append", "insert"})
ADDING = {"dict": frozenset({"store", "setdefault", "update"}), "set": frozenset({"add"})}  # raise if it is new
SAME = (Var, Lit, KeyValue, WidgetValue)  # terms that are one value wherever they stand
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
    """A key that the loop is not at; a test of the loop's key may say that it is, but never that it is longer."""
    if one.change.op == "clear":
        return "state", "raises", "KeyError"
    index = one.change.index
    if index is None or isinstance(key_ref(index), LoopKey):
        return None
    tested = any(step.kind in ("if", "some") for step in one.inner)
    parts = parts_of(origin_of(index))
    longer = (
        len(parts) == 1 and isinstance(parts[0], Made) and parts[0].dotted == LOOP_KEY and _extends(index, parts[0])
    )
    return ("state", "raises", "KeyError") if longer or not tested else None


def _of_container(facts: Facts, one: Pass) -> tuple[str, str, str] | None:
    if not isinstance(one.box, Kept):
        return None
    kinds = facts.kinds(one.box) - {"", "?"} or {_guessed(one)}
    if len(kinds) != 1:
        return None
    [kind] = kinds
    if kind == "list":
        return _of_list(one)
    changes = one.change.op in CHANGES.get(kind, ()) or (one.change.op in ADDING.get(kind, ()) and _is_new(one))
    return (kind, "raises", "RuntimeError") if changes else None


def _is_new(one: Pass) -> bool:
    """Is what is added not in the container for sure: searched in vain, or longer than the longest key?"""
    added = _added(one.change)
    if added is None:
        return False
    missing = [step.missing for step in one.inner if step.missing is not None]
    term = term_of(added)
    if isinstance(term, SAME) and any(sought.box == one.box and sought.term == term for sought in missing):
        return True
    return not one.inner and isinstance(one.box, Kept) and _extends(added, one.box.inside(f"*{one.loop[1]}"))


def _added(change: Change) -> Value | None:
    """The key, or the item of a set, that is put in."""
    first = change.index if change.index is not None else next(iter(change.given), None)
    if change.op != "update":
        return first
    return first.items[0][0] if isinstance(first, Mapping) and len(first.items) == 1 else None


def _extends(added: Value, item: Origin) -> bool:
    """Is this the text that the loop is at, and some more?"""
    if not isinstance(added, KeyName) or not isinstance(added.ref, Family):
        return False
    return parts_of(added.of) == (item,) and added.ref.pattern.count(".*") == 1 and added.ref.pattern != ".*"


def _of_list(one: Pass) -> tuple[str, str, str] | None:
    """Removing skips the next item, unless at most one item is looked for; appending in every round never ends.
    Deleting a slice cuts off what the loop has not reached."""
    operation = one.change.op
    if isinstance(one.change.index, Seq):
        return None
    if operation in CHANGES["list"] and not any(step.lookup for step in one.inner):
        if one.part == "range":
            return ("list", "raises", "IndexError") if one.own else None
        if one.part.startswith("reversed"):
            return None
        return "list", "skips", ""
    if operation in GROWTH and not one.inner and one.part != "range":
        return "list", "endless", ""
    return None


def _guessed(one: Pass) -> str:
    """The kind that the operations themselves tell."""
    operation = one.change.op
    if (
        one.part.rpartition(" ")[2] in VIEWS
        or operation == "popitem"
        or (operation in ("del", "pop") and one.own and not one.part)
    ):
        return "dict"
    if operation in ("store", "setdefault"):
        return "dict"
    if operation in ("discard", "add"):
        return "set"
    if operation in ("popleft", "appendleft"):
        return "deque"
    return "list" if operation == "remove" or one.part in ("enumerate", "range") else "?"
