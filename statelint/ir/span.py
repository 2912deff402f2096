"""A place in a file. Apart from the statements, so that a report that is read back does not define all of those."""

from __future__ import annotations

from statelint.record import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file as LibCST counts: lines from 1, columns from 0 in characters, end exclusive."""

    row: int
    column: int
    end_row: int
    end_column: int
