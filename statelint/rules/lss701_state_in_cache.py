"""LSS701: a cached function reads or writes the state. In: what cached functions do; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.circumstances.model import Cached
from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report

USES = {"read": "read", "test": "read", "write": "write"}  # what is done to the state, in words


def check(seen: Observations) -> Iterator[Finding]:
    told: dict[tuple[str, object], Cached] = {}
    uses = [cached for cached in seen.circumstances.cached if cached.use in USES]
    for cached in sorted(uses, key=lambda one: one.use == "test"):  # a test says less than what it decides on
        told.setdefault((cached.function, cached.defined), cached)
    for cached in told.values():
        key = f"`{cached.key}`" if cached.key else "the session state"
        reads, use = cached.use != "write", USES[cached.use]
        yield report(
            RULE,
            cached.site,
            f"cached function `{cached.function}` {use}s {key}",
            "every session gets the value of the first" if reads else "does not happen when the result is in the cache",
            "pass the value as an argument" if reads else "return the value, and store it where the function is called",
            f"{use} here",
            cached.target,
        )


RULE = Rule("LSS701", "state-in-cache", Severity.ERROR, check)
