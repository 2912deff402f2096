"""LSS900: a file that could not be parsed. In: the problems of the files; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Place, Severity
from statelint.rules.base import Rule


def check(seen: Observations) -> Iterator[Finding]:
    for problem in seen.problems:
        yield Finding(
            RULE.code,
            RULE.name,
            f"file could not be parsed: {problem.message}",
            RULE.severity,
            Place(problem.path, problem.span),
            caption="not valid Python",
            help="nothing in this file was checked",
        )


RULE = Rule("LSS900", "syntax-error", Severity.ERROR, check)
