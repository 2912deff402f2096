"""A Report -> findings with their source: header, place, annotated lines with carets and captions, then notes.

LSS101 uninitialized-read: `df` is read before anything has set it
  app.py:20:14
   |
20 | st.write(st.session_state.df)
   |          ^^^^^^^^^^^^^^^^^^^ AttributeError on the first visit
   |
   = scenario: first visit
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from statelint.findings.model import Finding, Place
from statelint.ir.stmt import Span
from statelint.record import dataclass
from statelint.report.model import Report
from statelint.report.scenario import line as scenario_line
from statelint.report.terminal import TAB, Style, cells, clean

WIDEST = 160
MORE_PLACES = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to underline in a file, with its caption; the finding's own place is `primary`."""

    span: Span
    caption: str
    primary: bool


def full(report: Report, style: Style) -> str:
    """Every finding, each followed by an empty line."""
    cache: dict[str, list[str]] = {}
    return "".join("\n".join(_finding(report, finding, style, cache)) + "\n\n" for finding in report.findings)


def _finding(report: Report, finding: Finding, style: Style, cache: dict[str, list[str]]) -> Iterator[str]:
    span = finding.place.span
    yield f"{style(finding.severity, f'{finding.code} {finding.name}')}: {style('bold', clean(finding.message))}"
    yield f"  {clean(report.shown(finding.place.path))}:{span.row}:{span.column + 1}"
    files = _marks(finding)
    margin = len(str(max(mark.span.row for marks in files.values() for mark in marks)))
    gutter = " " * margin + style("dim", " |")
    for path, marks in files.items():
        lines = _lines(report, path, cache)
        if path != finding.place.path:
            yield f"  {clean(report.shown(path))}:{marks[0].span.row}:{marks[0].span.column + 1}"
        yield gutter
        yield from _annotated(lines, marks, margin, style, finding.severity)
    notes = list(_notes(report, finding))
    if notes:
        yield gutter
    for title, text in notes:
        yield f"{' ' * margin} {style('dim', '=')} {style('help', title) if title == 'help' else title}: {clean(text)}"


def _marks(finding: Finding) -> dict[str, list[Mark]]:
    """What to underline, by file, the finding's own first."""
    marks = {finding.place.path: [Mark(finding.place.span, finding.caption, True)]}
    for label in finding.labels:
        marks.setdefault(label.place.path, []).append(Mark(label.place.span, label.caption, False))
    return {path: sorted(group, key=lambda mark: (mark.span.row, mark.span.column)) for path, group in marks.items()}


def _annotated(lines: Sequence[str], marks: Sequence[Mark], margin: int, style: Style, role: str) -> Iterator[str]:
    """The marked lines, each below the line that opens its block, carets under every mark; ⋮ for what is left out."""
    last = 0
    for row, group in groupby(marks, key=lambda mark: mark.span.row):
        here = list(group)
        first = row - 1 if row - 1 > last and _opens_block(lines, row - 1) else row
        if last and first > last + 1:
            yield style("dim", f"{'⋮':>{margin}}")
        if first < row:
            yield _numbered(first, _Window.of(_line(lines, first)).text, margin, style)
        window = _Window.of(_line(lines, row), here[0].span.column)
        yield _numbered(row, window.text, margin, style)
        for mark in here:
            yield " " * margin + style("dim", " | ") + _underline(window, mark, style, role)
        last = row


def _numbered(row: int, text: str, margin: int, style: Style) -> str:
    return f"{style('dim', f'{row:>{margin}} |')} {text}".rstrip()


def _underline(window: _Window, mark: Mark, style: Style, role: str) -> str:
    """Carets below the part of the line that a mark covers (to its end, if it goes on below), and the caption."""
    end = mark.span.end_column if mark.span.end_row == mark.span.row else window.end
    before, width = window.cells(0, mark.span.column), window.cells(mark.span.column, end)
    carets = ("^" if mark.primary else "-") * max(width, 1)
    return " " * before + style(role if mark.primary else "second", f"{carets} {clean(mark.caption)}".rstrip())


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of a line that is shown: all of it, unless it is wider than a terminal is likely to be."""

    line: str
    start: int
    end: int

    @classmethod
    def of(cls, line: str, column: int = 0) -> _Window:
        if len(line) <= WIDEST:
            return cls(line, 0, len(line))
        start = max(0, column - WIDEST // 3)
        return cls(line, start, min(len(line), start + WIDEST))

    @property
    def text(self) -> str:
        text = clean(self.line[self.start : self.end].replace("\t", TAB))
        return f"{'…' if self.start else ''}{text}{'…' if self.end < len(self.line) else ''}"

    def cells(self, start: int, end: int) -> int:
        """The columns that the characters [start, end) of the line take in `text`."""
        shown = self.line[max(start, self.start) : max(min(end, self.end), self.start)]
        return cells(shown.replace("\t", TAB)) + (1 if start < self.start else 0)


def _opens_block(lines: Sequence[str], row: int) -> bool:
    """Whether a line is the header of the block that the next one starts with."""
    line, inner = _line(lines, row), _line(lines, row + 1)
    return line.rstrip().endswith(":") and len(line) - len(line.lstrip()) < len(inner) - len(inner.lstrip())


def _notes(report: Report, finding: Finding) -> Iterator[tuple[str, str]]:
    """What stands below the source: how to get there, what to write instead, where else."""
    if finding.scenario:
        yield "scenario", scenario_line(finding.scenario)
    if finding.help:
        yield "help", finding.help
    if finding.also_at:
        yield "also at", _places(report, finding.also_at)


def _places(report: Report, places: Sequence[Place]) -> str:
    """`app.py:31, 44 and 3 more`."""
    shown: list[str] = []
    path = ""
    for place in places[:MORE_PLACES]:
        shown.append(str(place.span.row) if place.path == path else f"{report.shown(place.path)}:{place.span.row}")
        path = place.path
    more = len(places) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _lines(report: Report, path: str, cache: dict[str, list[str]]) -> list[str]:
    """The lines of a file, split once for all findings."""
    if path not in cache:
        cache[path] = report.sources[path].lines() if path in report.sources else []
    return cache[path]


def _line(lines: Sequence[str], row: int) -> str:
    return lines[row - 1] if 0 < row <= len(lines) else ""
