"""LSS107: a guard tests one key and sets another. In: wrong guards; out: one Finding for each guard."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Label, Severity
from statelint.rules.base import Rule, place


def check(seen: Observations) -> Iterator[Finding]:
    for guard in seen.guards:
        yield Finding(
            RULE.code,
            RULE.name,
            f"the guard tests `{guard.tested}`, which nothing sets, and sets `{guard.set_key}` in every run",
            RULE.severity,
            place(guard.site),
            caption="true in every run",
            labels=(Label(place(guard.set_at), "set again in every run"),),
            help=f"test the key that is set: `{guard.set_key}`",
            scenario=guard.scenario,
            confidence=guard.scenario.confidence,
            key=guard.tested,
        )


RULE = Rule("LSS107", "guard-key-mismatch", Severity.WARNING, check)
