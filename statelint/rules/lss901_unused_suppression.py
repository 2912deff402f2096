"""LSS901: a comment that hides nothing. In: the comments of played files that no finding needed; out: Findings."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations, UnusedSuppression
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, place


def check(seen: Observations) -> Iterator[Finding]:
    for unused in seen.unused:
        yield Finding(
            RULE.code,
            RULE.name,
            f"{_subject(unused)} nothing here",
            RULE.severity,
            place(unused.site),
            caption="nothing is reported that this could hide",
            help="remove the comment" if unused.whole else f"remove {_listed(unused.codes)} from the comment",
        )


def _subject(unused: UnusedSuppression) -> str:
    if not unused.codes:
        return "this comment hides"
    return f"ignoring {_listed(unused.codes)} hides"


def _listed(codes: tuple[str, ...]) -> str:
    quoted = [f"`{code}`" for code in codes]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


RULE = Rule("LSS901", "unused-suppression", Severity.WARNING, check)
