"""LSS405: the state is written behind a statement that leaves the run. In: lost stores; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report

CALLS = {"stop": "st.stop()", "rerun": "st.rerun()", "switch": "st.switch_page()"}


def check(seen: Observations) -> Iterator[Finding]:
    for lost in seen.circumstances.lost:
        call = CALLS[lost.kind]
        what = f"`{lost.key}` is" if lost.key else "the state is"
        yield report(
            RULE,
            lost.site,
            f"{what} set after `{call}`, which never returns",
            "never happens",
            f"write the state before `{call}`",
            "the run ends here",
            lost.left,
        )


RULE = Rule("LSS405", "unreachable-state-write", Severity.WARNING, check)
