"""LSS109: a key named like a method of the state, as an attribute. In: ReservedNames; out: a Finding for each name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from statelint.explore.observations import Observations, ReservedName
from statelint.findings.model import Finding, Label, Severity
from statelint.rules.base import Rule, place
from statelint.rules.wording import STATE, literal

CHANGES = {"store": "stored", "delete": "deleted", "augmented": "changed"}
HARMLESS = ("store", "delete")  # these do what they say, and only a read shows the mistake


def check(seen: Observations) -> Iterator[Finding]:
    misused = (use for use in seen.reserved if use.use in CHANGES or use.stored_at)
    for name, uses in groupby(sorted(misused, key=lambda use: use.name), key=lambda use: use.name):
        yield report(name, tuple(uses))


def report(name: str, uses: tuple[ReservedName, ...]) -> Finding:
    first, others = uses[0], uses[1:]
    elsewhere = first.stored_at if first.stored_at != first.site else None
    if first.use in CHANGES:
        message = f"key `{name}` is {CHANGES[first.use]} as an attribute, but `{STATE}.{name}` reads a method"
        caption = "the value cannot be read back this way"
    else:
        message = f"`{STATE}.{name}` is the method of that name, not the stored key"
        caption = "a method, so always true" if first.use == "test" else "a method, not a value"
    return Finding(
        RULE.code,
        RULE.name,
        message,
        Severity.WARNING if all(use.use in HARMLESS for use in uses) else RULE.severity,
        place(first.site),
        caption=caption,
        labels=(Label(place(elsewhere), "the key is stored here"),) if elsewhere else (),
        help=f"give the key another name, or write `{STATE}[{literal(name)}]` everywhere",
        also_at=tuple(place(use.site) for use in others),
        key=name,
    )


RULE = Rule("LSS109", "reserved-attribute-name", Severity.ERROR, check)
