"""LSS201: a key is assigned after its widget was drawn in the run. In: clashes; out: one Finding for each place."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.clashes import clash_finding


def check(seen: Observations) -> Iterator[Finding]:
    told: set[object] = set()
    for clash in seen.clashes:
        if clash.kind == "drawn" and clash.site not in told:
            told.add(clash.site)  # a loop assigns the keys of several widgets there
            message = f"`{clash.key}` is assigned after its {clash.command} was drawn in the same run"
            advice = "assign it in a callback, which runs before the script, or above the widget"
            yield clash_finding(RULE, clash, message, "its widget is drawn here", advice)


RULE = Rule("LSS201", "write-after-widget", Severity.ERROR, check)
