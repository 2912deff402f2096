"""LSS701: a cached function reads or writes the state. In: what cached functions do; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.circumstances.model import Cached
from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report


def check(seen: Observations) -> Iterator[Finding]:
    told: dict[tuple[str, object], Cached] = {}
    for cached in seen.circumstances.cached:
        if cached.use in ("read", "write"):
            told.setdefault((cached.function, cached.defined), cached)
    for cached in told.values():
        key = f"`{cached.key}`" if cached.key else "the session state"
        reads = cached.use == "read"
        yield report(
            RULE,
            cached.site,
            f"cached function `{cached.function}` {cached.use}s {key}",
            "every session gets the value of the first" if reads else "does not happen when the result is in the cache",
            "pass the value as an argument" if reads else "return the value, and store it where the function is called",
            f"{cached.use} here",
            cached.target,
        )


RULE = Rule("LSS701", "state-in-cache", Severity.ERROR, check)
