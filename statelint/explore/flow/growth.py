"""Containers that grow in every run in which a widget has a value, and not only when it gets a new one.

if name:                                    the only condition is the value of a widget that is no event
    st.session_state.names.append(name)     and what is added comes from it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from statelint.explore.flow.facts import Facts
from statelint.explore.terms import Exact
from statelint.explore.unfold.origins import Drawn, Kept, Origin, parts_of
from statelint.explore.unfold.paths import Context
from statelint.explore.unfold.values import Mapping, Seq, Value, origin_of
from statelint.explore.value_observations import Growth

GROWING = frozenset({"append", "appendleft", "extend", "insert"})


def growths(facts: Facts) -> Iterator[Growth]:
    """Every such change, with a widget whose value repeats it."""
    for change in facts.notes.changes:
        box = change.box
        if not isinstance(box, Kept) or not isinstance(box.key, Exact) or change.op not in GROWING:
            continue
        if change.site[1] < 0 or "set" in facts.kinds(box) or _rebuilt(facts, box.key.name):
            continue
        widgets = [part.element for value in change.given for part in sources(value) if isinstance(part, Drawn)]
        widgets = [one for one in widgets if not facts.notes.is_trigger(one)]
        if not widgets or any(_is_reset(facts, one) for one in widgets):
            continue
        if any(_only_widgets(facts, way) for way in facts.ways(change.path)):
            element = facts.elements[widgets[0]]
            yield Growth(box.key.name, change.op, element.command, facts.site(change.site), element.site)


def _only_widgets(facts: Facts, way: Context) -> bool:
    """Is this reached in every run of a script in which widgets have certain values?"""
    steps = way.conditions
    asked: list[Origin] = [part for step in steps for part in step.asks]
    return (
        way.root.kind == "script"
        and all(step.kind in ("if", "loop", "rounds") for step in steps)
        and all(isinstance(part, Drawn) and not facts.notes.is_trigger(part.element) for part in asked)
        and all(step.asks for step in steps if step.kind == "loop")
    )


def _is_reset(facts: Facts, element: int) -> bool:
    """May the app give the widget another value itself, or another key?"""
    drawn = facts.elements[element]
    if drawn.key is None:
        return element in facts.notes.moving
    return any(name in facts.stores for name in (drawn.key,)) or drawn.key in facts.removals


def _rebuilt(facts: Facts, key: str) -> bool:
    """Does a run store the container anew, other than where it is missing or upon an event?"""
    return any(
        way.root.kind == "script" and not way.fired and not any(_asks_for(step.asks, key) for step in way.conditions)
        for store in facts.stores.get(key, ())
        if store.op == "write"
        for way in facts.ways(store.path)
    )


def _asks_for(asks: Iterable[Origin], key: str) -> bool:
    return any(isinstance(part, Kept) and part.key == Exact(key) for part in asks)


def sources(value: Value | None, depth: int = 0) -> Iterator[Origin]:
    """What a value, or anything in a display, comes from."""
    if isinstance(value, (Seq, Mapping)) and depth < 4:
        for item in value.items if isinstance(value, Seq) else [worth for _, worth in value.items]:
            yield from sources(item, depth + 1)
    elif origin_of(value) is not None:
        yield from parts_of(origin_of(value))
