"""LSS902: a comment that names a rule which does not exist. In: such codes and names; out: a Finding each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, place


def check(seen: Observations) -> Iterator[Finding]:
    for unknown in seen.unknown:
        shown = unknown.code.replace("`", "'")
        yield Finding(
            RULE.code,
            RULE.name,
            f"`{shown}` is no rule, so this comment does not hide what it should",
            RULE.severity,
            place(unknown.site),
            caption="no rule has this code or name",
            help=f"write `{unknown.near}`" if unknown.near else "`statelint rule --all` lists the rules",
        )


RULE = Rule("LSS902", "unknown-code", Severity.WARNING, check)
