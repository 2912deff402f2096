"""The text of a settings file and the name of an option -> the line to point at: 1 if it cannot be told."""

from __future__ import annotations

import re

_OUR_HEADER = re.compile(r"\s*\[\s*tool\s*\.\s*statelint\b(?P<rest>[^\]]*)\]")
_HEADER = re.compile(r"\s*\[(?P<rest>[^\]]*)\]")


def line_of(text: str, key: str, entry: str = "") -> int:
    """The line in which an option is set, or one entry of it if that can be found."""
    row = _line_of_key(text, key)
    return line_of_entry(text, row, entry)


def line_of_entry(text: str, row: int, entry: str) -> int:
    """The first line from `row` on that names `entry`, up to the next table; else `row`."""
    if entry:
        word = re.compile(rf"(?<![\w-]){re.escape(entry)}(?![\w-])")
        for number, line in enumerate(text.splitlines()[row - 1 :], row):
            if number > row and re.match(r"\s*\[", line) and "=" not in line:
                break
            if word.search(line.partition("#")[0]):
                return number
    return row


def _line_of_key(text: str, key: str) -> int:
    alone = not re.search(r"^\s*\[\s*tool\s*\.\s*statelint\b", text, re.MULTILINE)
    header = _HEADER if alone else _OUR_HEADER
    table = re.compile(rf"""\.?\s*["']?{re.escape(key)}["']?\s*""")
    option = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""")
    ours = alone
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*\[", line):
            found = header.match(line)
            ours = found is not None and (alone or not found["rest"].strip())
            if found and table.fullmatch(found["rest"].strip()):
                return number
        elif ours and option.match(line):
            return number
    return 1
