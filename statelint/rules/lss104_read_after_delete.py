"""LSS104: a key is used after this very run deleted it. In: failing operations; out: one Finding for each key."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import KeyFailure, Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.wording import STATE, finding, literal


def check(seen: Observations) -> Iterator[Finding]:
    for failure in seen.failures:
        if failure.cause == "deleted":
            verb = {"delete": "deleted again", "pop": "popped"}.get(failure.operation, "read")
            message = f"`{failure.key}` is {verb} after it was deleted in the same run"
            yield finding(RULE, failure, message, advice(failure))


def advice(failure: KeyFailure) -> str:
    key = literal(failure.key)
    if failure.operation in ("delete", "pop"):
        return f"`{STATE}.pop({key}, None)` removes the key only if it is there"
    if failure.used == "test":
        return f"test it with `{STATE}.get({key})`, which is None once the key is gone"
    return f"set `{failure.key}` again below the deletion, or leave the run there with `st.rerun()`"


RULE = Rule("LSS104", "read-after-delete", Severity.ERROR, check)
