"""LSS102: a key is read on a page that can be opened first. In: failing reads; out: one Finding for each key."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.wording import finding, near_miss, read_help


def check(seen: Observations) -> Iterator[Finding]:
    for failure in seen.failures:
        if failure.operation in ("read", "augmented") and failure.cause == "page":
            message = f"`{failure.key}` is read on a page that can be opened before anything has set it"
            yield finding(RULE, failure, message, near_miss(failure) or read_help(failure))


RULE = Rule("LSS102", "uninitialized-page-read", Severity.ERROR, check)
