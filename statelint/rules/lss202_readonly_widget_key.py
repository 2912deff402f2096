"""LSS202: a key is assigned whose widget takes no value. In: clashes; out: one Finding for each place."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.clashes import clash_finding


def check(seen: Observations) -> Iterator[Finding]:
    for clash in seen.clashes:
        if clash.kind == "readonly":
            message = f"`{clash.key}` is assigned in the run that draws its {clash.command}, which takes no value"
            advice = "keep the value under a key of its own; to empty the widget, draw it with another `key`"
            yield clash_finding(RULE, clash, message, "assigned here", advice)


RULE = Rule("LSS202", "readonly-widget-key", Severity.ERROR, check)
