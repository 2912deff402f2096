"""Comments that hide findings: the text of a file in; which findings it hides, and which comments hide none, out.

    x  # noqa: LSS101                           this line, or the statement that it begins or ends
    x  # statelint: ignore[LSS101] reason       the same
    # statelint: ignore[LSS101]                 on a line of its own: the next statement (in brackets: the next line)
    # statelint: disable[LSS101]                from here to `enable[LSS101]` or the end of the block
    # statelint: file-ignore[LSS101]            the whole file, as does `# flake8: noqa: LSS101`

Without codes a comment hides everything. In `noqa` only our codes are judged, other tools have theirs there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from statelint.findings.model import Finding
from statelint.ir.stmt import Span
from statelint.record import dataclass
from statelint.source.comments import Comment, Statement, scan
from statelint.source.text import SourceFile, decode

_MENTIONED = re.compile(rb"noqa|statelint\s*:", re.I)
_OURS_MENTIONED = re.compile(rb"statelint\s*:|\bLSS[0-9]", re.I)
_CODES = r"(?::\s?(?P<codes>[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*))?"
_NOQA = re.compile(rf"#\s*noqa\b\s*{_CODES}", re.I)
_FILE_NOQA = re.compile(rf"#\s*(?:flake8|statelint)\s*[:=]\s*noqa\b\s*{_CODES}", re.I)
_OURS = re.compile(r"#\s*statelint\s*:\s*(?P<word>ignore|file-ignore|disable|enable)\b(?:\s*\[(?P<codes>[^\]]*)\])?")
_OUR_CODE = re.compile(r"LSS[0-9]+", re.I)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: `selectors` are hidden (everything if empty) in the lines [first, last].

    `word` is "noqa", "ignore", "file-ignore", "disable" or "enable"; `span` is where the comment stands.
    """

    word: str
    selectors: tuple[str, ...]
    first: int
    last: int
    span: Span

    @property
    def judged(self) -> tuple[str, ...]:
        """The selectors that are ours to judge."""
        return tuple(each for each in self.selectors if self.word != "noqa" or _OUR_CODE.fullmatch(each))


def mentioned(data: bytes) -> bool:
    """Whether there can be any such comment in a file: a glance that saves the reading."""
    return _MENTIONED.search(data) is not None


def names_ours(data: bytes) -> bool:
    """Whether a comment in a file can be one that is ours to judge."""
    return _OURS_MENTIONED.search(data) is not None


def suppressions(source: SourceFile) -> tuple[Suppression, ...]:
    """The comments of a file that suppress, in order."""
    if not mentioned(source.data):
        return ()
    comments, statements = scan(decode(source.data))
    read = _Reader(statements)
    found = [each for comment in comments for each in read.comment(comment)]
    return tuple(_closed(found, statements))


class _Reader:
    """Comments of one file, each with the lines that it covers."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements

    def comment(self, comment: Comment) -> Iterator[Suppression]:
        """What a comment suppresses; one that is not about that, nothing."""
        span = Span(comment.row, comment.column, comment.row, comment.column + len(comment.text))
        if found := _OURS.search(comment.text):
            selectors = tuple(word for word in re.split(r"[,\s]+", found["codes"] or "") if word)
            yield Suppression(found["word"], selectors, *self._lines(found["word"], comment), span)
        elif comment.alone and (found := _FILE_NOQA.search(comment.text)):
            yield Suppression("noqa", _codes(found), 1, _END, span)
        elif found := _NOQA.search(comment.text):
            yield Suppression("noqa", _codes(found), *self._at(comment.row), span)

    def _lines(self, word: str, comment: Comment) -> tuple[int, int]:
        if word == "file-ignore":
            return 1, _END
        if word in ("disable", "enable"):
            return comment.row, _END
        return self._next(comment.row) if comment.alone else self._at(comment.row)

    def _at(self, row: int) -> tuple[int, int]:
        """The line, or all of the statement that begins or ends on it."""
        for each in self._statements:
            if row in (each.first, each.last):
                return each.first, each.last
        return row, row

    def _next(self, row: int) -> tuple[int, int]:
        """The statement that comes next; between the brackets of one, the next line."""
        for each in self._statements:
            if each.first < row < each.last:
                return row + 1, row + 1
            if each.first > row:
                return each.first, each.last
        return row, row


_END = 1 << 30


def _codes(found: re.Match[str]) -> tuple[str, ...]:
    return tuple(re.split(r"[,\s]+", found["codes"].upper())) if found["codes"] else ()


def _closed(found: Sequence[Suppression], statements: Sequence[Statement]) -> Iterator[Suppression]:
    """Each `disable` with its end: for each selector the next `enable` of it, else the end of the block."""
    for number, each in enumerate(found):
        if each.word != "disable":
            yield each
            continue
        outside = (s.first - 1 for s in statements if s.first > each.first and s.column < each.span.column)
        block = next(outside, _END)
        for selector in each.selectors or ("",):
            ends = (
                later.first
                for later in found[number + 1 :]
                if later.word == "enable" and (not later.selectors or selector in later.selectors)
            )
            selectors = (selector,) if selector else ()
            yield Suppression("disable", selectors, each.first, min(next(ends, _END), block), each.span)


def covers(suppression: Suppression, finding: Finding) -> bool:
    """Whether the lines of a finding are among those of a suppression."""
    span = finding.place.span
    return suppression.word != "enable" and span.row <= suppression.last and suppression.first <= span.end_row
