"""Objects of the script's own classes that outlive their run: the next run defines the class anew.

`==` of Enum members and dataclasses, `isinstance`, class patterns and lookups then say no to what looks the same.
Members that are also texts or numbers compare by their value and keep working, but for `is`.
"""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.flow.facts import Facts, inside
from statelint.explore.flow.pickling import lineage
from statelint.explore.terms import Exact
from statelint.explore.unfold.notes import Change, Compared, Store
from statelint.explore.unfold.origins import Drawn, Kept
from statelint.explore.unfold.scopes import script_of
from statelint.explore.unfold.values import Alternatives, Instance, Klass, Lib, Mapping, Member, Seq, Value, origin_of
from statelint.explore.value_observations import Redefined

BY_VALUE = frozenset({"builtins.str", "builtins.int", "builtins.float", "enum.StrEnum", "enum.IntEnum", "enum.IntFlag"})
DATACLASSES = frozenset({"dataclasses.dataclass", "pydantic.dataclasses.dataclass", "attr.s", "attrs.define"})
BY_CLASS = frozenset({"isinstance", "match", "type", "except"})  # tests that only ask for the class


def redefined(facts: Facts) -> Iterator[Redefined]:
    """Every place that stores such an object, with the comparison that fails in a later run."""
    told: set[tuple[object, ...]] = set()
    for one in facts.notes.compared:
        klass = class_of(one.other)
        if klass is None or not script_of(klass.frame.parent) or not isinstance(one.kept.key, Exact):
            continue
        if one.site[1] < 0 or not _fails(one, klass):
            continue
        carriers = list(_carriers(facts, one, klass))
        if not carriers or facts.dominated(one, carriers):
            continue
        first = min(carriers, key=lambda note: note.order)
        name = facts.class_name(klass)
        if first.site[1] >= 0 and (one.kept.key.name, name) not in told:
            told.add((one.kept.key.name, name))
            what = "key" if one.test == "key" else "instance" if one.test in BY_CLASS else _what(one.other)
            site, compared = facts.site(first.site), facts.site(one.site)
            yield Redefined(one.kept.key.name, name, what, one.test, site, compared, facts.class_site(klass))


def class_of(value: Value) -> Klass | None:
    if isinstance(value, (Member, Instance)):
        return value.klass
    return value if isinstance(value, Klass) else None


def _what(value: Value) -> str:
    return "member" if isinstance(value, Member) else "class" if isinstance(value, Klass) else "instance"


def _fails(one: Compared, klass: Klass) -> bool:
    """Does this test fail for what an earlier run has made?"""
    by_value = any(isinstance(base, Lib) and base.dotted in BY_VALUE for k in lineage(klass) for base in k.bases)
    identity = one.test in ("is", "is not")
    if isinstance(one.other, Member):
        return identity or not by_value
    if isinstance(one.other, Instance):
        data = not DATACLASSES.isdisjoint(klass.marks) and "__eq__" not in klass.frame.names
        return data and one.test in ("==", "!=", "in", "not in", "key")
    return one.test in (*BY_CLASS, "==", "!=", "is", "is not", "in", "key")


def _carriers(facts: Facts, one: Compared, klass: Klass) -> Iterator[Store | Change]:
    """Where the app stores what is compared here: something of this class."""
    name = one.kept.key.name if isinstance(one.kept.key, Exact) else ""
    for store in facts.stores.get(name, ()):
        of = origin_of(store.value)
        chosen = facts.options.get(of.element, []) if isinstance(of, Drawn) and not one.kept.way else []
        for value in (*inside(store.value, one.kept.way), *chosen):
            if _holds(value, one, klass):
                yield store
    for change in facts.notes.changes:
        if isinstance(change.box, Kept) and change.box.key == one.kept.key and _puts(change, one, klass):
            yield change


def _puts(change: Change, one: Compared, klass: Klass) -> bool:
    """Does this change put such a thing where the test finds it?"""
    if not isinstance(change.box, Kept):
        return False
    if one.test == "key":
        known = change.op in ("store", "augment", "setdefault") and change.box == one.kept
        return known and any(_same(value, one.other) for value in (change.index, *change.given[:1]))
    inside_it = len(one.kept.way) == len(change.box.way) + 1
    return inside_it and any(_is_of(value, one, klass) for value in change.given)


def _holds(value: Value, one: Compared, klass: Klass) -> bool:
    if one.test == "key":
        found = [key for key, _ in value.items] if isinstance(value, Mapping) else []
        found += value.items if isinstance(value, Seq) else []
        return any(_same(key, one.other) for key in found)
    return _is_of(value, one, klass)


def _is_of(value: Value, one: Compared, klass: Klass) -> bool:
    """Is this what the test asks for, in the run that made it?"""
    if isinstance(value, Alternatives):
        return any(_is_of(each, one, klass) for each in value.values)
    if one.test in BY_CLASS:
        return isinstance(value, (Instance, Member)) and klass in lineage(value.klass)
    if isinstance(one.other, Klass):
        return value is klass
    return isinstance(value, type(one.other)) and isinstance(value, (Instance, Member)) and value.klass is klass


def _same(value: Value | None, other: Value) -> bool:
    if isinstance(value, Member) and isinstance(other, Member):
        return value.klass is other.klass
    return isinstance(value, Klass) and value is other
