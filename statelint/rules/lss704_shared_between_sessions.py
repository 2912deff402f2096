"""LSS704: a user's value is kept in an object of an imported module. In: shared values; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.explore.site import Site
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report


def check(seen: Observations) -> Iterator[Finding]:
    told: set[Site] = set()
    for shared in seen.circumstances.shared:
        if shared.site not in told:
            told.add(shared.site)
            what = f"`{shared.slot}`" if shared.slot else "a value"
            yield report(
                RULE,
                shared.site,
                f"`{shared.name}` keeps {what} of one user for all sessions",
                "made once for the whole server",
                "make one for each session, and keep it in `st.session_state`",
                "a user's value is stored here",
                shared.stored,
            )


RULE = Rule("LSS704", "shared-between-sessions", Severity.ERROR, check)
