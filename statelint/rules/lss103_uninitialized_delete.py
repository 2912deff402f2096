"""LSS103: `del` or `pop` of a key that may be absent. In: failing deletions; out: one Finding for each key."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.wording import STATE, finding, literal, near_miss


def check(seen: Observations) -> Iterator[Finding]:
    for failure in seen.failures:
        if failure.operation in ("delete", "pop") and failure.cause in ("unset", "cleaned", "page", "callback"):
            verb = "popped without a default" if failure.operation == "pop" else "deleted"
            advice = f"`{STATE}.pop({literal(failure.key)}, None)` removes the key only if it is there"
            message = f"`{failure.key}` is {verb} before anything has set it"
            yield finding(RULE, failure, message, near_miss(failure) or advice)


RULE = Rule("LSS103", "uninitialized-delete", Severity.ERROR, check)
