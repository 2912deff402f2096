"""In: the bytes of a file. Out: the reason, if any, why they must not reach LibCST, which crashes the process on them.

The limits are CPython's own (200 open brackets, 100 levels of indentation), so nothing that runs is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_BRACKETS = 200
MAX_INDENTS = 100

# Brackets, and what may hold brackets that do not count: comments and strings.
_TOKEN = re.compile(
    rb"""[()\[\]{}]
    |\#[^\r\n]*
    |\"\"\"(?:[^"\\]|\\.|"(?!""))*(?:\"\"\")?
    |'''(?:[^'\\]|\\.|'(?!''))*(?:''')?
    |"(?:[^"\\\r\n]|\\.)*"?
    |'(?:[^'\\\r\n]|\\.)*'?""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is refused, and the offset of the byte at which that is known."""

    message: str
    offset: int


def refusal(source: bytes) -> Refusal | None:
    """The first thing in a file that LibCST would not survive."""
    nul = source.find(b"\0")
    if nul >= 0:
        return Refusal("source code cannot contain null bytes", nul)
    return _too_many_brackets(source)


def _too_many_brackets(source: bytes) -> Refusal | None:
    depth = 0
    for match in _TOKEN.finditer(source):
        token = match[0]
        if token in b"([{":
            depth += 1
            if depth > MAX_BRACKETS:
                return Refusal("too deeply nested: more than 200 open brackets", match.start())
        elif token in b")]}" and depth:
            depth -= 1
    return None
