"""LSS111: every run assigns a key a constant before anything looks at it. In: resets; out: one Finding for each key."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Label, Severity
from statelint.rules.base import Rule, place
from statelint.rules.wording import STATE, literal

LOST = {"widget": "what the user puts in here is lost", "callback": "what the callback stores here is lost"}


def check(seen: Observations) -> Iterator[Finding]:
    for reset in seen.resets:
        yield Finding(
            RULE.code,
            RULE.name,
            f"every run sets `{reset.key}` back before anything has looked at it",
            RULE.severity,
            place(reset.site),
            caption="also after each interaction",
            labels=(Label(place(reset.lost), LOST[reset.by]),),
            help=f"set it once: `if {literal(reset.key)} not in {STATE}:`",
            scenario=reset.scenario,
            confidence=reset.scenario.confidence,
            key=reset.key,
        )


RULE = Rule("LSS111", "unconditional-reset", Severity.WARNING, check)
