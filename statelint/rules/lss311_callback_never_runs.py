"""LSS311: a callback that is a coroutine or a generator: calling it runs nothing. In: bindings."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report

WHAT = {"async": "a coroutine function", "generator": "a generator function"}
ADVICE = {
    "async": "make it a plain `def` that runs the coroutine, `asyncio.run(…)`",
    "generator": "make it a plain function, without `yield`",
}


def check(seen: Observations) -> Iterator[Finding]:
    for binding in seen.circumstances.bindings:
        if binding.lazy:
            yield report(
                RULE,
                binding.site,
                f"callback `{binding.function}` is {WHAT[binding.lazy]} and never runs",
                "called, but nobody awaits it" if binding.lazy == "async" else "called, but nobody iterates over it",
                ADVICE[binding.lazy],
                "defined here",
                binding.defined,
            )


RULE = Rule("LSS311", "callback-never-runs", Severity.ERROR, check)
