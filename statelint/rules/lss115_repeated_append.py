"""LSS115: a container grows in every run, not once for each event. In: Growths; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.values import value_finding


def check(seen: Observations) -> Iterator[Finding]:
    for one in seen.growths:
        yield value_finding(
            RULE,
            one.site,
            f"`{one.key}` grows in every run, because this {one.command} keeps its value",
            caption="added again in every run",
            advice=f"add it in the `on_change` of the {one.command} or upon a button, or only if it is not yet in it",
            labels=((one.widget, "has the same value in the next run"),),
            key=one.key,
        )


RULE = Rule("LSS115", "repeated-append", Severity.WARNING, check)
