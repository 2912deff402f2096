"""LSS106: a loop over something that changes its size meanwhile. In: Iterations; out: a Finding for each change."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.explore.value_observations import Iteration
from statelint.findings.model import Finding, Label, Severity
from statelint.rules.base import Rule, place

MESSAGES = {
    "state": "another key is deleted while a loop goes through the values of the session state",
    "query_params": "`st.query_params` changes its size while a loop goes through it",
}
CAPTIONS = {"skips": "the next item is skipped", "endless": "the loop never ends"}


def check(seen: Observations) -> Iterator[Finding]:
    for one in seen.iterations:
        yield Finding(
            RULE.code,
            RULE.name,
            MESSAGES.get(one.container) or f"{named(one)} changes its size while a loop goes through it",
            Severity.ERROR if one.effect == "raises" else Severity.WARNING,
            place(one.site),
            caption=caption(one),
            labels=(Label(place(one.loop), "the loop"),),
            help=advice(one),
            key=one.key or None,
        )


def named(one: Iteration) -> str:
    return f"the {one.container} in `{one.key}`" if one.key else f"a kept {one.container}"


def caption(one: Iteration) -> str:
    if one.container == "state":
        return "KeyError if that key is still to come"
    return CAPTIONS.get(one.effect) or f"{one.exception} in a later round"


def advice(one: Iteration) -> str:
    if one.container == "state":
        return "loop over `list(st.session_state)` and fetch the values with `.get(…)`"
    if one.effect == "endless":
        return "collect the new items in another list and add them after the loop"
    if one.exception == "IndexError":
        return "go backwards: `for … in reversed(range(len(…)))`, or build a new list of what stays"
    return "loop over a copy, `for … in list(…)`, or build a new one of what stays"


RULE = Rule("LSS106", "mutation-during-iteration", Severity.ERROR, check)
