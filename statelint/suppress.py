"""Findings and the files that they are in -> those that no comment hides, and what is to be said of the comments."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from statelint.apps import judge
from statelint.explore.observations import Observations, Site, UnknownCode, UnusedSuppression
from statelint.findings.selection import near, strength
from statelint.findings.suppression import Suppression, covers, names_ours, suppressions

if TYPE_CHECKING:
    from statelint.findings.model import Finding
    from statelint.rules.base import Rule
    from statelint.run import Run

OF_COMMENTS = "LSS90"


def unsuppressed(run: Run, findings: Sequence[Finding], rules: Sequence[Rule]) -> list[Finding]:
    """The findings that are left, and those about comments that suppress nothing or something unknown."""
    comments = Comments(run, rules)
    left = [finding for finding in findings if not comments.hide(finding)]
    files = [path for path in run.inputs.chosen if path in run.sources and names_ours(run.sources[path].data)]
    observed = Observations(
        entry="",
        unused=tuple(comments.unused(_played(run).intersection(files))),
        unknown=tuple(comments.unknown(files)),
    )
    return [*left, *(finding for finding in judge(run, rules, [observed]) if not comments.hide(finding))]


def _played(run: Run) -> set[str]:
    """The files of apps that were played to the end, in full: in others there may be something to hide."""
    faulty = {fault.path for fault in run.faults}
    whole: set[str] = set()
    part: set[str] = set()
    for files in run.played.values():
        (part if faulty.intersection(files) else whole).update(files)
    return whole - part


class Comments:
    """The suppressing comments of the files of a run, read when they are asked for; `_used` hid something."""

    def __init__(self, run: Run, rules: Sequence[Rule]) -> None:
        self._run = run
        self._rules = rules
        self._read: dict[str, tuple[Suppression, ...]] = {}
        self._used: set[tuple[str, Suppression, str]] = set()

    def of(self, path: str) -> tuple[Suppression, ...]:
        if path not in self._read:
            source = self._run.sources.get(path)
            self._read[path] = suppressions(source) if source and path.endswith(".py") else ()
        return self._read[path]

    def hide(self, finding: Finding) -> bool:
        """Whether a comment hides a finding (what is said of itself only by name); every one that does is used."""
        hidden = False
        for each in self.of(finding.place.path):
            if covers(each, finding):
                hits = [selector for selector in each.selectors if strength(selector, finding)]
                if not each.selectors and each.span != finding.place.span:
                    hits = [""]
                hidden = hidden or bool(hits)
                self._used.update((finding.place.path, each, selector) for selector in hits)
        return hidden

    def unused(self, files: Collection[str]) -> Iterator[UnusedSuppression]:
        """Comments that hide nothing, and codes in them."""
        for path in sorted(files):
            for each in self.of(path):
                codes = tuple(selector for selector in each.judged if self._is_idle(path, each, selector))
                blank = not each.selectors and each.word not in ("noqa", "enable")
                if codes or (blank and (path, each, "") not in self._used):
                    yield UnusedSuppression(Site(path, each.span), codes, len(codes) == len(each.selectors))

    def unknown(self, files: Collection[str]) -> Iterator[UnknownCode]:
        """Codes and names in comments that no rule has."""
        for path in files:
            for each in self.of(path):
                for selector in each.judged:
                    if not self._rules_of(selector):
                        yield UnknownCode(Site(path, each.span), selector, near(selector, self._rules))

    def _is_idle(self, path: str, each: Suppression, selector: str) -> bool:
        meant = self._rules_of(selector)
        about_comments = all(rule.code.startswith(OF_COMMENTS) for rule in meant)
        return each.word != "enable" and not about_comments and (path, each, selector) not in self._used

    def _rules_of(self, selector: str) -> list[Rule]:
        return [rule for rule in self._rules if strength(selector, rule)]
