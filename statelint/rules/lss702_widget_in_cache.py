"""LSS702: a widget is drawn in a cached function. In: what cached functions do; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report


def check(seen: Observations) -> Iterator[Finding]:
    for cached in seen.circumstances.cached:
        if cached.use not in ("read", "test", "write"):
            yield report(
                RULE,
                cached.site,
                f"cached function `{cached.function}` draws a {cached.use}",
                "CachedWidgetWarning, and drawn only when the result is not in the cache",
                "draw it outside, and pass its value as an argument",
                "drawn here",
                cached.target,
            )


RULE = Rule("LSS702", "widget-in-cache", Severity.ERROR, check)
