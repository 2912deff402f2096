"""LSS604: something that can be used once is kept for later runs. In: OneShots; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.values import value_finding

LATER = {
    "closed file": "ValueError in a later run: the file is closed",
    "file": "at its end in a later run",
}
ADVICE = {
    "closed file": "keep what the file holds: `f.read()`",
    "file": "keep what the file holds: `f.read()`",
}


def check(seen: Observations) -> Iterator[Finding]:
    for one in seen.one_shots:
        article = "an" if one.kind == "iterator" else "a"
        yield value_finding(
            RULE,
            one.site,
            f"`{one.key}` keeps {article} {one.kind}, which can be used only once",
            caption="kept for later runs",
            advice=ADVICE.get(one.kind, "keep its items: `list(…)`"),
            labels=((one.used, LATER.get(one.kind, "empty in a later run")),),
            key=one.key,
        )


RULE = Rule("LSS604", "one-shot-value", Severity.WARNING, check)
