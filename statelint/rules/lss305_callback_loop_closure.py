"""LSS305: a callback reads the variable of the loop that draws its widget. In: bindings; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report


def check(seen: Observations) -> Iterator[Finding]:
    for binding in seen.circumstances.bindings:
        if binding.varying:
            name = binding.varying[0]
            yield report(
                RULE,
                binding.site,
                f"`{name}` is the last one of the loop when this callback runs",
                f"reads `{name}` after the loop has ended",
                f"bind it now: pass it in `args=({name},)`, or as a default, `lambda {name}={name}: …`",
            )


RULE = Rule("LSS305", "callback-loop-closure", Severity.WARNING, check)
