"""Findings of all rules -> those that were asked for: by selector, level and confidence, each once, sorted by place.

A selector is a code (`LSS101`), a prefix of codes (`LSS1`), a rule's name or `ALL`. The longer selector wins where
--select and --ignore both match, and --ignore wins a tie. Findings of level info are shown only where one is selected.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol, TypeVar

from statelint.errors import UsageError
from statelint.findings.model import Finding, Severity
from statelint.ir.scenario import CONFIDENCES

EVERYTHING = "ALL"


class Selectable(Protocol):
    """What selection has to know of a rule."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...


R = TypeVar("R", bound=Selectable)


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user asked for; without `select`, every rule that is not of level info."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: str = "reachable"

    def apply(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings to show, sorted by place."""
        threshold = CONFIDENCES.index(self.min_confidence)
        return unique(f for f in findings if CONFIDENCES.index(f.confidence) >= threshold and self.wants(f))

    def check(self, rules: Sequence[Selectable]) -> None:
        """Raise UsageError for a selector that matches none of the rules, with the one that was probably meant."""
        for option, selectors in (("select", self.select), ("ignore", self.ignore)):
            for selector in selectors:
                matching(selector, rules, f" in {option}")

    def wants(self, finding: Finding) -> bool:
        """Whether the rule is on and, for level info, was asked for."""
        chosen = max((_strength(selector, finding) for selector in self.select), default=0)
        refused = max((_strength(selector, finding) for selector in self.ignore), default=0)
        if chosen or self.select:
            return chosen > refused
        return not refused and finding.severity is not Severity.INFO


def matching(selector: str, rules: Sequence[R], where: str = "") -> list[R]:
    """The rules that a selector means. Raises UsageError if there is none."""
    if found := [rule for rule in rules if _strength(selector, rule)]:
        return found
    raise UsageError(f'unknown rule "{selector}"{where}{_suggestion(selector, rules)}')


def unique(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted by place; of findings that several apps share, the most certain one with the shortest scenario."""
    best: dict[tuple[str, int, int, str, str | None], Finding] = {}
    for finding in sorted(findings, key=_quality):
        best.setdefault((*_position(finding), finding.key), finding)
    return tuple(sorted(best.values(), key=_position))


def _position(finding: Finding) -> tuple[str, int, int, str]:
    return (finding.place.path, finding.place.span.row, finding.place.span.column, finding.code)


def _quality(finding: Finding) -> tuple[int, int, str]:
    events = len(finding.scenario.events) if finding.scenario else 0
    return (-CONFIDENCES.index(finding.confidence), events, finding.message)


def _strength(selector: str, rule: Selectable) -> int:
    """How closely a selector matches: 0 not at all, 1 because it is ALL, else by the length of the code it spells."""
    if selector == EVERYTHING:
        return 1
    if selector == rule.name:
        return len(rule.code)
    return len(selector) if selector and rule.code.startswith(selector.upper()) else 0


def _suggestion(selector: str, rules: Sequence[Selectable]) -> str:
    """`; did you mean "LSS101"?`, or nothing if no code or name is near."""
    known = [rule.code for rule in rules] + [rule.name for rule in rules] + [EVERYTHING]
    near = get_close_matches(selector, known, n=1) or get_close_matches(selector.upper(), known, n=1)
    return f'; did you mean "{near[0]}"?' if near else ""
