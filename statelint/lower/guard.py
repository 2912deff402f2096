"""In: the bytes of a file. Out: the reason, if any, why they must not reach LibCST, which would crash or hang on them.

A quick look passes nearly every file; what it suspects is read token by token (`nesting`).
"""

from __future__ import annotations

import re

from statelint.ir.stmt import Span, SyntaxProblem
from statelint.lower.nesting import MAX_BRACKETS, MAX_LINKS, Refusal, too_deep

# Brackets, and what may hold brackets that do not count: comments and strings.
_TOKEN = re.compile(
    rb"""[()\[\]{}]
    |\#[^\r\n]*
    |\"\"\"(?:[^"\\]|\\.|"(?!""))*+(?:\"\"\")?
    |'''(?:[^'\\]|\\.|'(?!''))*+(?:''')?
    |"(?:[^"\\\r\n]|\\.)*+"?
    |'(?:[^'\\\r\n]|\\.)*+'?""",
    re.VERBOSE | re.DOTALL,
)
_OPENING = re.compile(rb"[(\[{]")
_NEWLINE = re.compile(r"\r\n?|\n")


def refuse(path: str, source: bytes) -> SyntaxProblem | None:
    """The first thing in a file that LibCST would not survive; nothing that CPython runs, but for very long chains."""
    nul = source.find(b"\0")
    if nul >= 0:
        refusal: Refusal | None = Refusal("source code cannot contain null bytes", nul)
    else:
        refusal = too_deep(source) if _is_suspicious(source) else None
    return None if refusal is None else SyntaxProblem(path, refusal.message, place(source, refusal.offset))


def place(source: bytes, offset: int) -> Span:
    """The character at an offset in bytes; a file that is not UTF-8 is counted as well as it can be."""
    lines = _NEWLINE.split(source[:offset].decode("utf-8-sig", "replace"))
    row, column = len(lines), len(lines[-1])
    return Span(row, column, row, column + 1)


def _is_suspicious(source: bytes) -> bool:
    """Whether brackets may nest too deeply, in code or in the holes of an f-string, or a chain may be too long."""
    if max(map(len, source.split(b","))) > MAX_LINKS:
        return True
    depth = 0
    for match in _TOKEN.finditer(source):
        token = match[0]
        if token in b"([{":
            depth += 1
            if depth > MAX_BRACKETS:
                return True
        elif token in b")]}":
            depth -= depth > 0
        elif len(token) > MAX_BRACKETS and _may_hold_code(source, match):
            return True
    return False


def _may_hold_code(source: bytes, string: re.Match[bytes]) -> bool:
    """Whether this is an f-string (prefix `f`, `rf`, `fr`, `t`) with enough brackets for holes that nest too deeply."""
    before = source[string.start() - 1 : string.start()]
    return before in b"fFtTrR" and len(_OPENING.findall(string[0])) > MAX_BRACKETS
