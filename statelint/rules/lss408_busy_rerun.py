"""LSS408: the script waits and reruns itself, or loops for ever. In: leavings; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report

ADVICE = 'draw what changes in a function under `@st.fragment(run_every="1s")`'


def check(seen: Observations) -> Iterator[Finding]:
    for leaving in seen.circumstances.leavings:
        if not leaving.in_script or not leaving.free:
            continue
        if leaving.kind == "endless":
            caption = "the run never ends; every click interrupts it"
            yield report(RULE, leaving.site, "`while True` keeps the script running for ever", caption, ADVICE)
        elif leaving.kind == "rerun" and leaving.waits is not None:
            message = "the script waits and then runs all of itself again"
            yield report(
                RULE, leaving.site, message, "again and again, without a click", ADVICE, "waits here", leaving.waits
            )


RULE = Rule("LSS408", "busy-rerun", Severity.INFO, check)
