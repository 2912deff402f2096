"""LSS702: a widget is drawn in a cached function. In: what cached functions do; out: a Finding for each
function."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from statelint.explore.circumstances.model import Cached
from statelint.explore.observations import Observations
from statelint.explore.site import Site
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, place, report


def check(seen: Observations) -> Iterator[Finding]:
    draws: dict[tuple[str, Site], list[Cached]] = {}
    for cached in seen.circumstances.cached:
        if cached.use not in ("read", "test", "write"):
            draws.setdefault((cached.function, cached.defined), []).append(cached)
    for (function, _), (first, *others) in draws.items():
        finding = report(
            RULE,
            first.site,
            f"cached function `{function}` draws a {first.use}",
            "CachedWidgetWarning, and drawn only when the result is not in the cache",
            "draw it outside, and pass its value as an argument",
            "drawn here",
            first.target,
        )
        yield replace(finding, also_at=tuple(place(one.site) for one in others))


RULE = Rule("LSS702", "widget-in-cache", Severity.ERROR, check)
