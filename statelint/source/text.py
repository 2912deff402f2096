"""Bytes of a Python file -> text and lines, exactly as LibCST counts them, so that a span of the IR finds its line."""

from __future__ import annotations

import codecs
import re

from statelint.record import dataclass

_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file: `path` is POSIX and relative to the project root, `data` its bytes as they are on the disk."""

    path: str
    data: bytes

    def lines(self) -> list[str]:
        r"""The lines without their ends; only `\n`, `\r\n` and `\r` end a line, as in Python's grammar."""
        return _LINE.split(decode(self.data))


_IMPORT = re.compile(rb"\b(?:import|from|import_module|__import__)\b[^\r\n]*streamlit")


def wants_lowering(data: bytes) -> bool:
    """Whether a file can matter at all: it names the state, or imports Streamlit or a library made for it.

    A first-party module that such a file needs is found through its imports.
    """
    return b"session_state" in data or (b"streamlit" in data and _IMPORT.search(data) is not None)


def decode(data: bytes) -> str:
    """The text of a Python file by its byte order mark or PEP 263 comment, else UTF-8; undecodable bytes are U+FFFD."""
    mark, codec = encoding(data)
    return data[len(mark) :].decode(codec, "replace")


def encoding(data: bytes) -> tuple[bytes, str]:
    """The byte order mark that a Python file begins with, b"" if there is none, and the name of its encoding."""
    if data.startswith(codecs.BOM_UTF8):
        return codecs.BOM_UTF8, "utf-8"
    try:
        declared = _declared(data)
        b" ".decode(declared, "replace")
    except LookupError:
        return b"", "utf-8"
    return b"", declared


def _declared(data: bytes) -> str:
    """The encoding that one of the first two lines declares."""
    for line in re.split(rb"\r\n|\r|\n", data[:1000])[:2]:
        if match := _CODING.match(line):
            return match[1].decode("ascii")
        if line.strip() and not line.lstrip().startswith(b"#"):
            break
    return "utf-8"
