"""LSS112: a changed value never goes back into the state. In: LostUpdates; out: a Finding for each."""

from __future__ import annotations

import json
from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.explore.value_observations import LostUpdate
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.values import value_finding
from statelint.rules.wording import STATE


def check(seen: Observations) -> Iterator[Finding]:
    for one in seen.lost_updates:
        yield value_finding(RULE, one.site, message(one), caption=caption(one), advice=advice(one), key=one.key)


def message(one: LostUpdate) -> str:
    if one.how == "default":
        return f"the default for `{one.key}` is changed, but nothing ever stores it"
    return f"`{one.name}` is changed, but its new value is never stored in `{one.key}`"


def caption(one: LostUpdate) -> str:
    return "gone with this run" if one.how == "default" else f"the next run begins with the old `{one.key}`"


def advice(one: LostUpdate) -> str:
    key = json.dumps(one.key, ensure_ascii=False)
    if one.how == "default":
        return f"use `{STATE}.setdefault({key}, …)`, which stores the default"
    return f"store it: `{STATE}[{key}] = {one.name}`"


RULE = Rule("LSS112", "lost-update", Severity.WARNING, check)
