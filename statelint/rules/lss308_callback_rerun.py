"""LSS308: `st.rerun()` in a callback, where the targeted release ignores it. In: leavings; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report
from statelint.streamlit_api.loader import api


def check(seen: Observations) -> Iterator[Finding]:
    if api(seen.settings.target_streamlit).outcomes["rerun-in-callback"] != "ignored":
        return
    for leaving in seen.circumstances.leavings:
        if leaving.kind == "rerun" and leaving.in_callback:
            yield report(
                RULE,
                leaving.site,
                f"`st.rerun()` does nothing in callback `{leaving.in_callback}`",
                "ignored before Streamlit 1.63, with a warning on the page",
                "remove it: the script runs after every callback anyway",
            )


RULE = Rule("LSS308", "callback-rerun", Severity.WARNING, check)
