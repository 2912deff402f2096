"""In: the source text of number and string literals. Out: the value that Python gives them.

Not `ast.literal_eval`: it costs a compilation for each literal and warns about unknown escapes.
"""

from __future__ import annotations

import re
import unicodedata

_OPENING = re.compile("([a-zA-Z]*)('''|\"\"\"|'|\")")
_ESCAPE = re.compile(
    r"\\(?:([abfnrtv'\"\\\n])|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{([^}]+)\})"
)
_ESCAPE_OR_BRACES = re.compile(_ESCAPE.pattern + r"|\{\{|\}\}")
_BRACES = re.compile(r"\{\{|\}\}")
_SIMPLE = dict(zip("abfnrtv'\"\\\n", "\a\b\f\n\r\t\v'\"\\", strict=False)) | {"\n": ""}

# CPython refuses to print or read decimal integers beyond 4,300 digits; no session key is that long.
_LONGEST_INTEGER = 1000


def integer(text: str) -> int | None:
    """The value of an integer literal; None if it is too long to be of use."""
    return int(text, 0) if len(text) <= _LONGEST_INTEGER else None


def string(text: str) -> str | None:
    """The value of one string literal with its prefix and quotes; None for bytes."""
    opening = _OPENING.match(text)
    if opening is None:
        return None
    prefix, quote = opening.groups()
    if prefix and "b" in prefix.lower():
        return None
    body = _newlines(text[opening.end() : -len(quote)])
    if "\\" not in body or (prefix and "r" in prefix.lower()):
        return body
    return _ESCAPE.sub(_unescape, body)


def formatted_text(text: str, start: str) -> str:
    """The value of literal text inside an f-string that opens with `start`, such as `rf"`."""
    body = _newlines(text)
    if "\\" not in body or "r" in start.lower():
        return _BRACES.sub(_unescape, body) if "{{" in body or "}}" in body else body
    return _ESCAPE_OR_BRACES.sub(_unescape, body)


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _unescape(match: re.Match[str]) -> str:
    whole = match[0]
    if whole in ("{{", "}}"):
        return whole[0]
    simple, octal, *hexadecimal, name = match.groups()
    try:
        if simple:
            return _SIMPLE[simple]
        if octal:
            return chr(int(octal, 8))
        if name:
            return unicodedata.lookup(name)
        return chr(int("".join(filter(None, hexadecimal)), 16))
    except (KeyError, ValueError, OverflowError):
        return whole  # not valid Python either
