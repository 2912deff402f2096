"""LSS705: say in one line what goes wrong. In: the observations it asks; out: a Finding for each cause."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule


def check(seen: Observations) -> Iterator[Finding]:
    yield from ()


RULE = Rule("LSS705", "process-reimport", Severity.WARNING, check, since="0.1.0")
