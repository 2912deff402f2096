"""Text that is safe and aligned on a terminal: control characters replaced, widths measured, colours only if wanted."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import TextIO

from statelint.record import dataclass

TAB = "    "
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# C0, DEL, C1, line and paragraph separators, marks that reorder text, and halves of surrogate pairs.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_CODES = {"error": "1;31", "warning": "1;33", "info": "1;36", "bold": "1", "dim": "2", "second": "34", "help": "1;32"}


def clean(text: str) -> str:
    """`text` with every character replaced that could move the cursor, start an escape sequence or reorder a line."""
    return _UNSAFE.sub(REPLACEMENT, text)


def cells(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@dataclass(frozen=True, slots=True)
class Style:
    """Paints text by its role ("error", "bold", "dim" …), or leaves it alone."""

    colour: bool = False

    def __call__(self, role: str, text: str) -> str:
        return f"\x1b[{_CODES[role]}m{text}\x1b[0m" if self.colour and text else text


def wants_colour(choice: str, stream: TextIO) -> bool:
    """Whether to colour what goes to `stream`: by `--color`, NO_COLOR, FORCE_COLOR, and whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
