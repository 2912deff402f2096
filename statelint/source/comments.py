r"""Text of a Python file -> its comments and the lines that each statement takes, without parsing it.

    x = f(      # one      Comment(1, 12, "# one", alone=False)     Statement(1, 2, 0)
        "# no")

Strings are passed over, f-strings with the expressions inside them; a text that breaks off in a bracket or a string is
read to its end all the same.
"""

from __future__ import annotations

import re

from statelint.record import dataclass


@dataclass(frozen=True, slots=True)
class Comment:
    """`row` counts from 1, `column` characters from 0; `alone` says that nothing stands before it on its line."""

    row: int
    column: int
    text: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines [first, last] of a simple statement, or of the header of a compound one, and where it begins."""

    first: int
    last: int
    column: int


_CODE = re.compile(
    r"""(?P<string>(?P<prefix>\b[a-zA-Z]{1,2})?(?P<quote>\"\"\"|'''|"|'))
    |(?P<comment>\#[^\r\n]*)
    |(?P<open>[(\[{])|(?P<close>[)\]}])
    |(?P<joined>\\(?:\r\n|\r|\n))
    |(?P<line>\r\n|\r|\n)
    |(?P<colon>:)
    |(?P<word>[^\s"'#(\[{)\]}\\:]+)""",
    re.X,
)
_TEXTS = {
    quote: re.compile(rf"(?:[^\\{quote[0]}{'' if len(quote) > 1 else chr(92) + 'r' + chr(92) + 'n'}]|\\(?:\r\n|[\s\S])"
                      rf"{f'|{quote[0]}(?!{quote[0] * 2})' if len(quote) > 1 else ''})*(?:{quote})?")
    for quote in ('"""', "'''", '"', "'")
}  # fmt: skip
_FORMATTED = re.compile(r"\{\{|\}\}|[{}]|\\(?:\r\n|[\s\S])|\"\"\"|'''|[\"']|\r\n|\r|\n|[^{}\\\"'\r\n]+")
_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class _Part:
    """What is being read inside of an f-string: its text, an expression in it, or the format of one.

    `quote` ends the f-string; an expression ends at the bracket that closes `depth`.
    """

    kind: str
    quote: str
    depth: int = 0


class _Scanner:
    """Reads a text once from the front."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.row = 1
        self.line_start = 0
        self.depth = 0
        self.first: tuple[int, int] | None = None
        self.last = 0
        self.parts: list[_Part] = []
        self.comments: list[Comment] = []
        self.statements: list[Statement] = []

    def run(self) -> None:
        while self.position < len(self.text):
            if self.parts and self.parts[-1].kind != "expression":
                self._formatted(self.parts[-1])
            elif found := _CODE.search(self.text, self.position):
                self._code(found)
            else:
                break
        self._end_statement()

    def _code(self, found: re.Match[str]) -> None:
        self.position = found.end()
        kind = found.lastgroup
        if kind == "line" or kind == "joined":
            if kind == "line" and not self.depth and not self.parts:
                self._end_statement()
            self._count(found.start(), found.end())
        elif kind == "comment":
            self._comment(found)
        else:
            self._touch(found.start())
            self._token(found, kind or "")
            self.last = self.row

    def _token(self, found: re.Match[str], kind: str) -> None:
        part = self.parts[-1] if self.parts else None
        at_top = part is not None and part.depth == self.depth
        if kind == "string":
            self._string((found["prefix"] or "").lower(), found["quote"])
        elif kind == "open":
            self.depth += 1
        elif kind == "close" and at_top:
            self.parts.pop()
        elif kind == "close":
            self.depth = max(self.depth - 1, 0)
        elif kind == "colon" and part and at_top:
            self.parts.append(_Part("format", part.quote))

    def _comment(self, found: re.Match[str]) -> None:
        column = found.start() - self.line_start
        alone = not self.text[self.line_start : found.start()].strip()
        self.comments.append(Comment(self.row, column, found[0].rstrip(), alone))

    def _string(self, prefix: str, quote: str) -> None:
        if "f" in prefix or "t" in prefix:
            self.parts.append(_Part("text", quote))
            return
        end = _TEXTS[quote].match(self.text, self.position)
        start, self.position = self.position, end.end() if end else self.position
        self._count(start, self.position)

    def _formatted(self, part: _Part) -> None:
        """One piece of the text of an f-string, or of the format of an expression in it."""
        found = _FORMATTED.match(self.text, self.position)
        piece = found[0] if found else self.text[self.position]
        if piece.startswith(part.quote):
            piece = part.quote
        elif piece[0] in "\"'" or (part.kind == "format" and piece[0] in "{}"):
            piece = piece[0]
        start, self.position = self.position, self.position + len(piece)
        if piece == "{":
            self.parts.append(_Part("expression", part.quote, self.depth))
        elif piece == "}" and part.kind == "format":
            del self.parts[-2:]
        elif piece == part.quote or (piece in ("\r\n", "\r", "\n") and len(part.quote) == 1):
            del self.parts[-1 if part.kind == "text" else -3 :]
        self._count(start, self.position)
        self.last = self.row

    def _touch(self, position: int) -> None:
        if self.first is None:
            self.first = (self.row, position - self.line_start)

    def _end_statement(self) -> None:
        if self.first is not None:
            self.statements.append(Statement(self.first[0], max(self.last, self.first[0]), self.first[1]))
            self.first = None

    def _count(self, start: int, end: int) -> None:
        """Count the lines that end in a part of the text."""
        for line in _LINE.finditer(self.text, start, end):
            self.row += 1
            self.line_start = line.end()


def scan(text: str) -> tuple[tuple[Comment, ...], tuple[Statement, ...]]:
    """The comments and the statements, each in order."""
    scanner = _Scanner(text)
    scanner.run()
    return tuple(scanner.comments), tuple(scanner.statements)
