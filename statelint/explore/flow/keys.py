"""Keys that Streamlit refuses, changes or hides; defaults computed in every run, although they are used once."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.flow.facts import Facts
from statelint.explore.terms import Exact
from statelint.explore.unfold.notes import OddKey
from statelint.explore.unfold.origins import Kept
from statelint.explore.value_observations import InvalidKey, SlowDefault


def invalid_keys(facts: Facts) -> Iterator[InvalidKey]:
    """Every key that is refused by the targeted release, or does not mean what it says."""
    odd = facts.notes.odd_keys
    outcomes = facts.notes.api.outcomes
    for one in odd:
        refused = {
            "reserved": not one.drawn or outcomes.get("internal-widget-key", "ok") != "ok",
            "empty": outcomes.get("empty-widget-key", "ok") != "ok",
            "none": True,
            "dunder": True,
        }
        if refused.get(one.kind, False):
            yield InvalidKey(one.name, one.kind, facts.site(one.site), None)
    yield from _told_once(facts, odd, "mangled", ("private", "mangled"))
    yield from _told_once(facts, odd, "number", ("digits",))


def _told_once(facts: Facts, odd: list[OddKey], kind: str, others: tuple[str, ...]) -> Iterator[InvalidKey]:
    """The first of each key of a kind that meets one of the same name and another kind, or of another class."""
    told: set[str] = set()
    for one in odd:
        if one.kind == kind and one.name not in told:
            other = next((o for o in odd if o.name == one.name and o.kind in others and o.cls != one.cls), None)
            other = other or next((o for o in odd if o.name == one.name and o.kind in others and o.kind != kind), None)
            if other is not None:
                told.add(one.name)
                yield InvalidKey(one.name, kind, facts.site(one.site), facts.site(other.site), one.cls)


def slow_defaults(facts: Facts) -> Iterator[SlowDefault]:
    """Every default that is computed in each run of a script, not only where the key is missing or upon an event."""
    for one in facts.notes.slow:
        for way in facts.ways(one.path):
            asked = [part for step in way.conditions for part in step.asks]
            guarded = any(isinstance(part, Kept) and part.key == one.key for part in asked)
            if way.root.kind == "script" and not way.fired and not guarded and one.site[1] >= 0:
                key = one.key.name if isinstance(one.key, Exact) else ""
                yield SlowDefault(key, one.what, facts.site(one.site))
                break
