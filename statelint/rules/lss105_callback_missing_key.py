"""LSS105: a callback uses a key that may be gone when it runs. In: failing operations; out: a Finding for each key."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.wording import finding, near_miss, read_help


def check(seen: Observations) -> Iterator[Finding]:
    for failure in seen.failures:
        if failure.cause == "callback" and failure.operation in ("read", "augmented"):
            message = f"this callback reads `{failure.key}`, which may not be set when it runs"
            yield finding(RULE, failure, message, near_miss(failure) or read_help(failure))


RULE = Rule("LSS105", "callback-missing-key", Severity.ERROR, check)
