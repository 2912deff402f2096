"""What the key rules say: a KeyFailure comes in, a Finding with caption, labels and a help that fits the use goes out.

The message names what happens, the caption when, the labels the other ends, the help what to write instead.
"""

from __future__ import annotations

import json

from statelint.explore.observations import KeyFailure, Site, Write
from statelint.findings.model import Finding, Label
from statelint.ir.scenario import Scenario
from statelint.rules.base import Rule, place

STATE = "st.session_state"
EXCEPTIONS = {"attr": "AttributeError", "item": "KeyError"}
WRITERS = {"widget": "by this widget", "callback": "in this callback", "library": "by this call"}
SHOWN_WRITES = 3

# How a value may be used at once (KeyFailure.used) for an empty default to be of use there; `[][0]` fails again.
USES_OF_EMPTY = {
    "[]": ("", "test", "call", "iterate", "operator"),
    "{}": ("", "test", "call", "iterate"),
    '""': ("", "test", "call", "iterate", "operator"),
    "0": ("", "test", "operator"),
    "False": ("", "test"),
    "None": ("", "test"),
}


def finding(rule: Rule, failure: KeyFailure, message: str, advice: str) -> Finding:
    """The finding for one failing key operation; its confidence is that of the scenario."""
    return Finding(
        rule.code,
        rule.name,
        message,
        rule.severity,
        place(failure.site),
        caption=caption(failure),
        labels=labels(failure),
        help=advice,
        scenario=failure.scenario,
        confidence=failure.scenario.confidence,
        also_at=tuple(place(site) for site in failure.also_at),
        key=failure.key,
    )


def caption(failure: KeyFailure) -> str:
    """What is raised and when, in a few words."""
    return f"{EXCEPTIONS[failure.form]} {moment(failure.scenario)}"


def moment(scenario: Scenario) -> str:
    """When the last run of a scenario takes place: `on the first visit`, ``when `Show` comes first``."""
    last = scenario.events[-1]
    match last.kind:
        case "visit":
            return "on the first visit"
        case "open":
            return "when this page is opened first"
        case "second":
            return "in the next session"
        case "click" | "submit" | "set" if last.target:
            return f"when `{last.target}` comes first" if len(scenario.acts) == 2 else f"after `{last.target}`"
        case _:
            return "in a later run"


def labels(failure: KeyFailure) -> tuple[Label, ...]:
    """The other ends: where the key was deleted, else where it is set, else where its near namesake is."""
    if failure.cause_site:
        return (Label(place(failure.cause_site), "deleted here"),)
    if failure.writes:
        only = "only " if len(failure.writes) == 1 else ""
        shown = failure.writes[:SHOWN_WRITES]
        return tuple(Label(place(write.site), f"set {only}{WRITERS.get(write.kind, 'here')}") for write in shown)
    return tuple(Label(place(site), f"`{name}` is set here") for name, site in failure.near[:1])


def near_miss(failure: KeyFailure) -> str:
    """A question after the key that was probably meant, with its place; empty if the key is set somewhere itself."""
    if failure.writes or not failure.near:
        return ""
    name, site = failure.near[0]
    return f"did you mean `{name}`? set in {site.path}:{site.span.row}"


def read_help(failure: KeyFailure) -> str:
    """What to write instead of a read of an unset key; never a default that the expression around it cannot use."""
    key = literal(failure.key)
    empty = common_empty(failure.writes)
    if failure.operation == "read" and failure.used == "test":
        return f"test it with `{STATE}.get({key})`, which is None until the key is set"
    if failure.used in USES_OF_EMPTY.get(empty, ()):
        return f"set it once above this line: `{STATE}.setdefault({key}, {empty})`"
    if drawn_below(failure.site, failure.writes):
        return f"its widget is drawn further down: read it there, or test `{key} in {STATE}` first"
    if failure.operation == "augmented":
        return f"give it a start value above this line: `if {key} not in {STATE}: {STATE}[{key}] = …`"
    if failure.used:
        return f"its value is used at once, so guard it: `if {key} not in {STATE}: st.stop()`"
    return f"set it above this line, or read it with `{STATE}.get({key})`, which is None until then"


def literal(key: str) -> str:
    """The key as a Python string literal in double quotes."""
    return json.dumps(key, ensure_ascii=False)


def common_empty(writes: tuple[Write, ...]) -> str:
    """The one empty value that all writes store (`[]`, `0` …), or "" if there is no such value."""
    kinds = {write.empty for write in writes}
    return kinds.pop() if len(kinds) == 1 else ""


def drawn_below(site: Site, writes: tuple[Write, ...]) -> bool:
    """Whether only widgets set the key, all of them further down in the same file."""
    below = (w.kind == "widget" and w.site.path == site.path and w.site.span.row > site.span.row for w in writes)
    return bool(writes) and all(below)
