"""LSS101: a key is read in a run in which nothing has set it. In: failing reads; out: one Finding for each key."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.wording import finding, near_miss, read_help

MESSAGES = {
    "unset": "`{key}` is read before anything has set it",
    "import": "`{key}` is read, but only the first session of the process has it: a module sets it while imported",
    "cleaned": "`{key}` is read after its widget was not drawn, which drops the key",
}


def check(seen: Observations) -> Iterator[Finding]:
    told = {use.key for use in seen.imports if use.failure}  # by LSS108, where it is set
    for failure in seen.failures:
        if failure.cause == "import" and failure.key in told:
            continue
        if failure.operation in ("read", "augmented") and failure.cause in MESSAGES:
            message = MESSAGES[failure.cause].format(key=failure.key)
            yield finding(RULE, failure, message, near_miss(failure) or read_help(failure))


RULE = Rule("LSS101", "uninitialized-read", Severity.ERROR, check)
