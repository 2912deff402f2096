"""LSS407: a `try` catches what ends a run, or stores in `finally` what is lost. In: swallowed exits; out: Findings."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.explore.site import Site
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report

CALLS = {"rerun": "st.rerun()", "switch": "st.switch_page()"}


def check(seen: Observations) -> Iterator[Finding]:
    told: set[Site] = set()
    for swallowed in seen.circumstances.swallowed:
        if swallowed.site in told:
            continue
        told.add(swallowed.site)
        if swallowed.key is None:
            message = f"this handler catches `{CALLS[swallowed.kind]}` too, which ends a run by an exception"
            caption, advice = "the run goes on here instead", "catch `Exception`, or leave the run behind the `try`"
        else:
            what = f"`{swallowed.key}` is" if swallowed.key else "the state is"
            message = f"{what} set in `finally` after `st.stop()`, when the state cannot be used any more"
            caption, advice = "never happens", "write the state before `st.stop()`"
        yield report(RULE, swallowed.site, message, caption, advice, "the run ends here", swallowed.left)


RULE = Rule("LSS407", "swallowed-control-flow", Severity.WARNING, check)
