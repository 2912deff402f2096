"""What the rules on values share: a Finding with labels at further places."""

from __future__ import annotations

from statelint.explore.observations import Site
from statelint.findings.model import Finding, Label, Severity
from statelint.rules.base import Rule, place


def value_finding(
    rule: Rule,
    site: Site,
    message: str,
    caption: str,
    advice: str,
    labels: tuple[tuple[Site, str], ...] = (),
    key: str | None = None,
    severity: Severity | None = None,
) -> Finding:
    """A finding at a place, with captions at others; a label at the place itself is left out."""
    return Finding(
        rule.code,
        rule.name,
        message,
        severity or rule.severity,
        place(site),
        caption=caption,
        labels=tuple(Label(place(other), text) for other, text in labels if other != site),
        help=advice,
        key=key,
    )
