"""LSS114: a default that is used once is computed in every run. In: SlowDefaults; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.values import value_finding
from statelint.rules.wording import STATE, literal


def check(seen: Observations) -> Iterator[Finding]:
    for one in seen.slow_defaults:
        key = literal(one.key) if one.key else "key"
        yield value_finding(
            RULE,
            one.site,
            f"the default is computed in every run, with `{one.call}`, and used in the first",
            caption="evaluated before `setdefault` looks whether the key is set",
            advice=f"compute it only if it is needed: `if {key} not in {STATE}: {STATE}[{key}] = …`",
            key=one.key or None,
        )


RULE = Rule("LSS114", "expensive-default", Severity.INFO, check)
