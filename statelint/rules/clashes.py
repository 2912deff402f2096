"""What the rules on assignments and widgets share: the Finding for a clash."""

from __future__ import annotations

from statelint.explore.observations import WidgetClash
from statelint.findings.model import Finding, Label
from statelint.rules.base import Rule, place
from statelint.rules.wording import moment


def clash_finding(rule: Rule, clash: WidgetClash, message: str, other: str, advice: str) -> Finding:
    """A finding at what raises; `other` is the caption of the other end."""
    return Finding(
        rule.code,
        rule.name,
        message,
        rule.severity,
        place(clash.site),
        caption=f"{clash.raised} {moment(clash.scenario)}",
        labels=(Label(place(clash.other), other),) if clash.other else (),
        help=advice,
        scenario=clash.scenario,
        confidence=clash.scenario.confidence,
        key=clash.key,
    )
