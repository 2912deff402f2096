"""LSS110: a key that Streamlit refuses, changes or hides. In: InvalidKeys; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.explore.value_observations import InvalidKey
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.values import value_finding
from statelint.rules.wording import STATE, literal

MESSAGES = {
    "reserved": "key `{name}` begins like the keys that Streamlit itself makes",
    "empty": "the key is an empty text",
    "none": "a widget with the key `None` has no key",
    "dunder": "`{name}` belongs to the session state itself, so the key can never be read as an attribute",
    "mangled": "in a class `{name}` is the key `_{cls}{name}`, but elsewhere it is not",
    "number": "the number {name} and the text `{name}` are one key",
}
CAPTIONS = {
    "reserved": "StreamlitAPIException",
    "empty": "refused by this release of Streamlit",
    "none": "not in the session state",
    "dunder": "stored, and never read back",
    "mangled": "Python adds the name of the class",
    "number": "a key is always made a text",
}
ADVICE = {
    "mangled": "write the key as an item: `{state}[{literal}]`",
    "number": "give one of them another key",
}
LOST = frozenset({"none", "number"})


def check(seen: Observations) -> Iterator[Finding]:
    for one in seen.invalid_keys:
        yield value_finding(
            RULE,
            one.site,
            filled(MESSAGES[one.kind], one),
            caption=CAPTIONS[one.kind],
            advice=filled(ADVICE.get(one.kind, "give it another key"), one),
            labels=((one.other, "the same text"),) if one.other is not None else (),
            key=one.name or None,
            severity=Severity.WARNING if one.kind in LOST else None,
        )


def filled(text: str, one: InvalidKey) -> str:
    return text.format(name=one.name, cls=one.cls, state=STATE, literal=literal(one.name))


RULE = Rule("LSS110", "invalid-key", Severity.ERROR, check)
