"""LSS310: `st.rerun("key")` for a fragment that does not exist, or outside a callback. In: leavings."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report
from statelint.streamlit_api.loader import api


def check(seen: Observations) -> Iterator[Finding]:
    keyed = "key=None" in api(seen.settings.target_streamlit).signatures.get("fragment", ())
    for leaving in seen.circumstances.leavings:
        if not leaving.fragment:
            continue
        name = f"`st.rerun` of fragment `{leaving.fragment}`"
        if not keyed:
            message, advice = f"{name} needs Streamlit 1.63", 'the scopes are "app" and "fragment"'
        elif not leaving.known:
            message, advice = f"{name}, but no fragment has that key", 'give it one: `@st.fragment(key="…")`'
        elif leaving.in_script:
            message, advice = (
                f"{name} outside of a callback",
                "call it in the callback of a widget",
            )
        else:
            continue
        yield report(RULE, leaving.site, message, "StreamlitAPIException", advice)


RULE = Rule("LSS310", "fragment-key-rerun", Severity.ERROR, check)
