"""LSS404: a variable of a script is set as if it lasted until the next run. In: plain variables; out: Findings."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report


def check(seen: Observations) -> Iterator[Finding]:
    for variable in seen.circumstances.variables:
        by = f"callback `{variable.function}` sets" if variable.function else "a click counts"
        yield report(
            RULE,
            variable.site,
            f"{by} the plain variable `{variable.name}`, which every run starts anew",
            "lost before the next run",
            f"keep it in the state: `st.session_state.setdefault({variable.name!r}, …)`",
            "begins anew here",
            variable.begun,
        )


RULE = Rule("LSS404", "plain-variable", Severity.INFO, check)
