"""In: a CST and the nodes whose position is wanted. Out: `ModuleIR.spans`, equal to LibCST's PositionProvider.

That provider costs twice a parse. Here the module is printed once into bare tokens, a wanted node notes how many tokens
were there before and after it, and token counts become lines and columns at the end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import AbstractContextManager, nullcontext
from itertools import accumulate
from types import TracebackType
from typing import Any

import libcst as cst
from libcst._nodes.internal import CodegenState

_NEWLINE = re.compile(r"\r\n?|\n")
_UNWANTED: AbstractContextManager[None] = nullcontext()


def spans(module: cst.Module, wanted: dict[int, int]) -> tuple[int, ...]:
    """Four integers for each index in `wanted` (id of a CST node -> index): row, column, end row, end column."""
    printer = _Printer(module, wanted)
    module._codegen(printer)
    offsets = list(accumulate(map(len, printer.tokens), initial=0))
    lines = [0, *(match.end() for match in _NEWLINE.finditer("".join(printer.tokens)))]
    flat = [0] * (4 * len(wanted))
    for node, index in wanted.items():
        for side, count in enumerate(printer.marks[node] or (0, 0)):
            offset = offsets[count]
            row = bisect_right(lines, offset)
            flat[4 * index + 2 * side : 4 * index + 2 * side + 2] = row, offset - lines[row - 1]
    return tuple(flat)


class _Printer(CodegenState):
    """Prints like LibCST and notes, for each marked node, the tokens printed before and after it.

    A compound statement ends where its body ends (`end_node`), so that body is marked as soon as the statement is met.
    """

    def __init__(self, module: cst.Module, wanted: dict[int, int]) -> None:
        super().__init__(module.default_indent, module.default_newline)
        self.marks: dict[int, tuple[int, int] | None] = dict.fromkeys(wanted)
        self.add_token = self.tokens.append  # type: ignore[assignment, method-assign]

    def record_syntactic_position(  # type: ignore[override]
        self, node: cst.CSTNode, *, start_node: cst.CSTNode | None = None, end_node: cst.CSTNode | None = None
    ) -> AbstractContextManager[None]:
        key = id(node)
        if key not in self.marks:
            return _UNWANTED
        if end_node is not None:
            self.marks.setdefault(id(end_node))
        return _Mark(self, key, end_node)


class _Mark:
    """Notes where one node ends when it has been printed."""

    __slots__ = ("_end_node", "_key", "_printer", "_start")

    def __init__(self, printer: _Printer, key: int, end_node: cst.CSTNode | None) -> None:
        self._printer = printer
        self._key = key
        self._end_node = end_node
        self._start = len(printer.tokens)

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: Any, trace: TracebackType | None) -> None:
        marks = self._printer.marks
        last = None if self._end_node is None else marks[id(self._end_node)]
        marks[self._key] = (self._start, len(self._printer.tokens) if last is None else last[1])
