"""LSS403: a run that nobody started reruns itself, and again. In: endless reruns; out: one Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, place
from statelint.rules.wording import moment


def check(seen: Observations) -> Iterator[Finding]:
    for endless in seen.endless:
        yield Finding(
            RULE.code,
            RULE.name,
            "this rerun leads to the same run again, without end",
            RULE.severity,
            place(endless.site),
            caption=f"reruns for ever {moment(endless.scenario)}",
            help="change what leads here before the rerun, or rerun only after an interaction",
            scenario=endless.scenario,
            confidence=endless.scenario.confidence,
        )


RULE = Rule("LSS403", "infinite-rerun", Severity.ERROR, check)
