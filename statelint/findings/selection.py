"""Findings of all rules -> those that were asked for: by selector, level and confidence, each once, sorted by place.

A selector is a code (`LSS101`), a prefix of codes (`LSS1`), a rule's name or `ALL`. The longer selector wins where
--select and --ignore both match, and --ignore wins a tie. Findings of level info are shown only where one is selected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Protocol, TypeVar

from statelint.errors import UsageError
from statelint.findings.model import Finding, Severity
from statelint.ir.scenario import CONFIDENCES
from statelint.record import dataclass

EVERYTHING = "ALL"
PREFIX = len("LSS")
MISREAD = str.maketrans("OQIL", "0011")  # letters that are taken for digits


class Selectable(Protocol):
    """What selection has to know of a rule."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...


class Judged(Selectable, Protocol):
    """A rule that may still be on trial."""

    @property
    def preview(self) -> bool: ...


R = TypeVar("R", bound=Selectable)


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user asked for; without `select`, every rule that is not of level info.

    `per_file` are pairs of a glob (with `!` for all files but these) and what is ignored in such files.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: str = "reachable"
    extend_select: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()
    preview: bool = False

    def apply(self, findings: Iterable[Finding], rules: Sequence[Judged] = ()) -> tuple[Finding, ...]:
        """The findings to show, each in the level that was set for its rule, sorted by place."""
        threshold = CONFIDENCES.index(self.min_confidence)
        held_back = () if self.preview else tuple(rule.code for rule in rules if rule.preview)
        levelled = (self.levelled(finding) for finding in findings if finding.code not in held_back)
        return unique(f for f in levelled if CONFIDENCES.index(f.confidence) >= threshold and self.wants(f))

    def check(self, rules: Sequence[Selectable], where: Callable[[str, str], str] = lambda option, entry: "") -> None:
        """Raise UsageError for a selector that matches none of the rules, with the one that was probably meant.

        `where` tells the place of an entry of an option, "" if it has none.
        """
        for option, selectors in self._selectors():
            for selector in selectors:
                place = where(option, selector)
                matching(selector, rules, f" in {option}", f"{place}: " if place else "")

    def levelled(self, finding: Finding) -> Finding:
        """The finding in the level that was set for its rule, if any; the longest selector decides."""
        levels = [(strength(selector, finding), level) for selector, level in self.severity]
        closest, level = max(levels, default=(0, ""), key=lambda each: each[0])
        return replace(finding, severity=Severity(level)) if closest else finding

    def wants(self, finding: Finding) -> bool:
        """Whether the rule is on here and, for level info, was asked for."""
        if any(strength(selector, finding) for selector in self._ignored_in(finding.place.path)):
            return False
        chosen = max((strength(selector, finding) for selector in (*self.select, *self.extend_select)), default=0)
        refused = max((strength(selector, finding) for selector in self.ignore), default=0)
        if chosen or self.select:
            return chosen > refused
        return not refused and finding.severity is not Severity.INFO

    def _ignored_in(self, path: str) -> Iterator[str]:
        for pattern, selectors in self.per_file:
            glob = pattern.removeprefix("!")
            hit = fnmatchcase(path, glob) or fnmatchcase(path.rpartition("/")[2], glob)
            if hit != pattern.startswith("!"):
                yield from selectors

    def _selectors(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield "select", self.select
        yield "ignore", self.ignore
        yield "extend-select", self.extend_select
        yield "severity", tuple(selector for selector, _ in self.severity)
        for _, selectors in self.per_file:
            yield "per-file-ignores", selectors


def matching(selector: str, rules: Sequence[R], where: str = "", place: str = "") -> list[R]:
    """The rules that a selector means. Raises UsageError if there is none."""
    if found := [rule for rule in rules if strength(selector, rule)]:
        return found
    meant = near(selector, rules)
    hint = f'; did you mean "{meant}"?' if meant else ""
    raise UsageError(f'{place}unknown rule "{selector}"{where}{hint}')


def strength(selector: str, rule: Selectable) -> int:
    """How closely a selector matches: 0 not at all, 1 because it is ALL, else by the length of the code it spells."""
    if selector == EVERYTHING:
        return 1
    if selector == rule.name:
        return len(rule.code)
    return len(selector) if selector and rule.code.startswith(selector.upper()) else 0


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


def near(selector: str, rules: Sequence[Selectable]) -> str:
    """The code or name that was probably meant, "" if none is near."""
    known = [rule.code for rule in rules] + [rule.name for rule in rules] + [EVERYTHING]
    mended = selector[:PREFIX].upper() + selector[PREFIX:].upper().translate(MISREAD)
    if mended in known:
        return mended
    found = get_close_matches(selector, known, n=1) or get_close_matches(selector.upper(), known, n=1)
    return found[0] if found else ""
