"""LSS603: sessions share a default that was stored without a copy. In: SharedDefaults; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.values import value_finding


def check(seen: Observations) -> Iterator[Finding]:
    for one in seen.shared_defaults:
        yield value_finding(
            RULE,
            one.site,
            f"`{one.key}` is given an object that all sessions share, and it is changed in place",
            caption="stored without a copy",
            advice="store a copy: `copy.deepcopy(…)`, or a function that makes a new one",
            labels=((one.changed, "changed here, for everybody"), (one.defined, "made once, when this is imported")),
            key=one.key,
        )


RULE = Rule("LSS603", "aliased-default", Severity.ERROR, check)
