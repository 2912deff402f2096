"""LSS602: an object of a class of the script outlives its run. In: Redefineds; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.values import value_finding

HOLDS = {
    "instance": "an instance of `{}`",
    "member": "a member of `{}`",
    "class": "the class `{}`",
    "key": "`{}` as a key of a container",
}
FAILS = {
    "isinstance": "`isinstance` says no in a later run",
    "type": "another type in a later run",
    "except": "not caught in a later run",
    "match": "matches nothing in a later run",
    "key": "not found in a later run",
}


def check(seen: Observations) -> Iterator[Finding]:
    for one in seen.redefined:
        holds = HOLDS[one.what].format(one.cls)
        fails = FAILS.get(one.test, f"`{one.test}` gives the wrong answer in a later run")
        yield value_finding(
            RULE,
            one.site,
            f"`{one.key}` keeps {holds}, which every run defines anew",
            caption="kept for later runs" if one.site != one.compared else fails,
            advice=f"define `{one.cls}` in a module that the script imports",
            labels=((one.compared, fails), (one.defined, "defined by every run")),
            key=one.key,
        )


RULE = Rule("LSS602", "script-class-in-state", Severity.WARNING, check)
