"""LSS502: a form without a submit button on any path. In: forms; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report


def check(seen: Observations) -> Iterator[Finding]:
    for form in seen.circumstances.forms:
        if form.submits is False:
            yield report(
                RULE,
                form.site,
                "this form has no submit button",
                "its fields never reach the script",
                "draw `st.form_submit_button(…)` in it, or use `st.container()`",
            )


RULE = Rule("LSS502", "form-without-submit", Severity.WARNING, check)
