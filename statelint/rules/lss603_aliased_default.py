"""LSS603: sessions share a default that was stored without a copy. In: SharedDefaults; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.values import value_finding


def check(seen: Observations) -> Iterator[Finding]:
    for one in seen.shared_defaults:
        message = f"`{one.key}` is given an object that all sessions share, and it is changed in place"
        changed, defined = "changed here, for everybody", "made once for all sessions"
        if one.other:
            message = f"`{one.key}` is given the same object as `{one.other}`, and it is changed in place"
            changed, defined = "changed here, under both keys", f"given to `{one.other}`"
        yield value_finding(
            RULE,
            one.site,
            message,
            caption="stored without a copy",
            advice="store a copy: `copy.deepcopy(…)`, or a function that makes a new one",
            labels=((one.changed, changed), (one.defined, defined)),
            key=one.key,
            severity=Severity.WARNING if one.other else None,
        )


RULE = Rule("LSS603", "aliased-default", Severity.ERROR, check)
