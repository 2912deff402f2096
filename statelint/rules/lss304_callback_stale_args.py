"""LSS304: a callback gets, or reads, what its own widget or form returned in the run before. In: bindings."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report

WHAT = {
    "own": "the value that its widget had before the change",
    "form": "what a field of its form held before the submit",
    "fragment": "what a widget of a fragment returned in the last full run",
}


def check(seen: Observations) -> Iterator[Finding]:
    for binding in seen.circumstances.bindings:
        for stale in binding.stale[:1]:
            passed = stale.name in ("args", "kwargs")
            how = f"is passed in `{stale.name}`" if passed else f"is read from `{stale.name}`"
            yield report(
                RULE,
                stale.read_at,
                f"callback `{binding.function}`: {WHAT[stale.how]} {how}",
                "bound when the widget is drawn" if passed else "set when the script ran last",
                "give the widget a key and read `st.session_state` inside the callback",
                "its new value comes from here",
                stale.source,
            )


RULE = Rule("LSS304", "callback-stale-args", Severity.WARNING, check)
