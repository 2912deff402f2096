"""Values that are changed and never go back into the state: numbers and texts under a name, defaults of `.get`."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.flow.facts import Facts
from statelint.explore.terms import Exact, OneOf
from statelint.explore.unfold.notes import Change, Rebound, Store
from statelint.explore.unfold.origins import Kept, key_of
from statelint.explore.unfold.values import Known
from statelint.explore.value_observations import LostUpdate
from statelint.ir.blocks import statements
from statelint.ir.expr import Name
from statelint.ir.stmt import Return, Stmt
from statelint.ir.walk import expressions


def lost_updates(facts: Facts) -> Iterator[LostUpdate]:
    """Every such change; nothing is said where somebody else may set keys, or keys whose names are not known."""
    if facts.quiet or any(not isinstance(store.key, (Exact, OneOf)) for store in facts.notes.stores):
        return
    for one in facts.notes.rebound:
        if one.site[1] >= 0 and _upon_event(facts, one) and _is_lost(facts, one):
            yield LostUpdate(one.key, "name", one.name, facts.site(one.site))
    for change in facts.notes.changes:
        if isinstance(change.box, Kept) and change.site[1] >= 0 and _changes_default(facts, change, change.box):
            yield LostUpdate(key_of(change.box), "default", change.op, facts.site(change.site))


def _changes_default(facts: Facts, change: Change, box: Kept) -> bool:
    """Is this the default of a `.get`, of a key that nothing sets?"""
    key = key_of(box)
    unset = bool(key) and key not in facts.stores and not facts.is_drawn(key)
    return box.fallback and unset and change.op in ("append", "extend", "insert", "add", "store", "update")


def _upon_event(facts: Facts, one: Rebound) -> bool:
    ways = facts.ways(one.path)
    return bool(ways) and all(way.fired for way in ways)


def _is_lost(facts: Facts, one: Rebound) -> bool:
    """Only constants are stored under the key, only where it is missing; the name is read again, and not returned."""
    stores = facts.stores.get(one.key, [])
    values = [store.value for store in stores]
    if not all(isinstance(value, Known) and value.value is not None for value in values) or facts.is_drawn(one.key):
        return False
    if not all(_is_initial(facts, store) for store in stores) or one.name in (*one.frame.globals, *one.frame.nonlocals):
        return False
    body = facts.body_of(one.frame)
    returned = any(_reads(stmt, one.name) for stmt in statements(body) if isinstance(stmt, Return))
    row = facts.site(one.site).span.row
    later = (facts.row(one.frame.module, at) for at in _places(body, one.name))
    return not returned and any(place > row for place in later)


def _is_initial(facts: Facts, store: Store) -> bool:
    """Is this stored only where the key is missing?"""
    if store.op == "default":
        return True
    asked = [step.asks for way in facts.ways(store.path) for step in way.conditions]
    return any(isinstance(part, Kept) and part.key == store.key for parts in asked for part in parts)


def _reads(stmt: Stmt, name: str) -> bool:
    return any(isinstance(one, Name) and one.id == name for one in expressions(stmt))


def _places(body: tuple[Stmt, ...], name: str) -> Iterator[int]:
    for stmt in statements(body):
        yield from (one.at for one in expressions(stmt) if isinstance(one, Name) and one.id == name and one.at >= 0)
