"""LSS303: a callback cannot take the arguments that it is given. In: bindings; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report


def check(seen: Observations) -> Iterator[Finding]:
    for binding in seen.circumstances.bindings:
        if binding.misfit:
            yield report(
                RULE,
                binding.site,
                f"callback `{binding.function}` {binding.misfit}",
                f"TypeError when `{binding.parameter}` fires",
                "what `args` and `kwargs` hold is passed, and nothing else",
                "defined here",
                binding.defined,
            )


RULE = Rule("LSS303", "callback-arity", Severity.ERROR, check)
