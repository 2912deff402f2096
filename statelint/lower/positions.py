"""In: a CST and the nodes whose position is wanted. Out: `ModuleIR.spans`, equal to LibCST's PositionProvider.

That provider costs twice a parse. Here the module is printed once into bare tokens (`printer`), a wanted node notes how
many tokens were there before and after it, and token counts become lines and columns at the end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

import libcst as cst

from statelint.lower.kinds import SHOWS
from statelint.lower.printer import Printer

_NEWLINE = re.compile(r"\r\n?|\n")


def spans(module: cst.Module, wanted: dict[int, int]) -> tuple[int, ...]:
    """Four integers for each node of `wanted` (id of a CST node -> its index, in that order): row, column, end row,
    end column."""
    printer = Printer(module, wanted, SHOWS)
    printer.run(module)
    offsets = list(accumulate(map(len, printer.tokens), initial=0))
    lines = [0, *(match.end() for match in _NEWLINE.finditer("".join(printer.tokens))), offsets[-1] + 1]
    flat: list[int] = []
    for start, end in (printer.marks[node] or (0, 0) for node in wanted):
        first, last = offsets[start], offsets[end]
        row = bisect_right(lines, first)
        end_row = row if last < lines[row] else bisect_right(lines, last, row)
        flat += (row, first - lines[row - 1], end_row, last - lines[end_row - 1])
    return tuple(flat)
