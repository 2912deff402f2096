"""In: the bytes of a suspicious file. Out: where, if anywhere, it nests or chains further than can be parsed.

Exact where it matters: strings, comments and the holes of f-strings, which may hold strings with the same quotes.
"""

from __future__ import annotations

import re

from statelint.record import dataclass

# CPython's own limit.
MAX_BRACKETS = 200

# For a chain such as `a + b + c …`, `not not …` or `a[0][0]…` LibCST takes time in the square of its length: 20 s
# at this limit, and gigabytes. CPython 3.11 gives up a little earlier. Comparisons, `and` and `or` are not dear.
MAX_LINKS = 3_000

_CODE = re.compile(
    rb"""(?P<prefix>[bBfFrRtTuU]{0,2})(?P<quote>\"\"\"|'''|"|')
    |\#[^\r\n]*|\\\r?\n
    |(?P<open>[(\[{])
    |(?P<close>[)\]}])
    |(?P<end>[,;\r\n])
    |(?P<colon>:)
    |(?P<link>(?:not|lambda|await)\b|\*\*|//|<<|>>|[-+*/%@&|^~])
    |(?P<half_link>\.|(?:if|else)\b)
    |[0-9][\w.]*|[\w\x80-\xff]+""",
    re.VERBOSE,
)
_TEXT = re.compile(rb"""\\[\\"'\r\n]|\"\"\"|'''|["']|\{\{|\}\}|[{}\r\n]""")
_PLAIN = {
    b'"': re.compile(rb'(?:[^"\\\r\n]|\\.)*+"?', re.DOTALL),
    b"'": re.compile(rb"(?:[^'\\\r\n]|\\.)*+'?", re.DOTALL),
    b'"""': re.compile(rb'(?:[^"\\]|\\.|"(?!""))*+(?:""")?', re.DOTALL),
    b"'''": re.compile(rb"(?:[^'\\]|\\.|'(?!''))*+(?:''')?", re.DOTALL),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is refused, and the offset of the byte at which that is known."""

    message: str
    offset: int


def too_deep(source: bytes) -> Refusal | None:
    """The first bracket or operator beyond a limit."""
    return _Scan(source).run()


@dataclass(slots=True)
class _Frame:
    """Something that is open. `ends` is what ends the text of an f-string or a format spec, and empty for code.

    Links are the operators of the chain that stands directly in it; calls, attributes, `if` and `else` are half a link.
    """

    ends: bytes = b""
    is_hole: bool = False
    half_links: int = 0


class _Scan:
    def __init__(self, source: bytes) -> None:
        self._source = source
        self._position = 0
        self._stack = [_Frame()]
        self._brackets = 0

    def run(self) -> Refusal | None:
        while True:
            frame = self._stack[-1]
            match = (_TEXT if frame.ends else _CODE).search(self._source, self._position)
            if match is None:
                return None
            self._position = match.end()
            if frame.ends:
                self._text(frame, match)
            else:
                self._code(frame, match)
            if self._brackets > MAX_BRACKETS:
                return Refusal(f"too deeply nested: more than {MAX_BRACKETS} open brackets", match.start())
            if self._stack[-1].half_links > 2 * MAX_LINKS:
                return Refusal(f"expression too long: more than {MAX_LINKS} operators in a row", match.start())

    def _code(self, frame: _Frame, match: re.Match[bytes]) -> None:
        kind = match.lastgroup
        if kind == "quote":
            self._string(match)
        elif kind == "open":
            frame.half_links += 1 if match[0] == b"(" else 2
            self._open(_Frame())
        elif kind == "close":
            self._close()
        elif kind == "end":
            if match[0] in b",;" or len(self._stack) == 1:
                frame.half_links = 0
        elif kind == "colon" and frame.is_hole:
            self._stack.append(_Frame(ends=b"}"))
        elif kind == "link":
            frame.half_links += 2
        elif kind == "half_link":
            frame.half_links += 1

    def _string(self, match: re.Match[bytes]) -> None:
        quote = match["quote"]
        if set(match["prefix"]) & set(b"fFtT"):
            self._stack.append(_Frame(ends=quote))
            return
        end = _PLAIN[quote].match(self._source, self._position)
        self._position = self._position if end is None else end.end()

    def _text(self, frame: _Frame, match: re.Match[bytes]) -> None:
        token = match[0]
        if token.startswith(frame.ends) or (token in b"\r\n" and len(frame.ends) == 1):
            self._position = match.start() + len(frame.ends)
            self._stack.pop()
            if frame.ends == b"}":
                self._close()
        elif token == b"{":
            self._open(_Frame(is_hole=True))

    def _open(self, frame: _Frame) -> None:
        self._stack.append(frame)
        self._brackets += 1

    def _close(self) -> None:
        if len(self._stack) > 1:
            self._stack.pop()
            self._brackets -= 1
