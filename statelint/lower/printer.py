"""In: a CST that was parsed, and the nodes whose position is wanted. Out: its tokens, and between which of them those
nodes stand.

LibCST prints a node through four calls and a context manager. A table (`printing`) says how the kinds of nodes that
files are full of are printed straight from their fields; a node of any other kind prints itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Any

import libcst as cst
from libcst._nodes.internal import CodegenState

_UNWANTED: AbstractContextManager[None] = nullcontext()

Show = Callable[["Printer", Any], None]


class Shows(dict[type, Show]):
    """How nodes of each type are printed."""

    def __missing__(self, kind: type) -> Show:
        self[kind] = _itself
        return _itself


def _itself(out: Printer, node: cst.CSTNode) -> None:
    node._codegen(out)


class Printer(CodegenState):
    """Prints like LibCST and notes, for each marked node, the tokens printed before and after it.

    A compound statement ends where its body ends (`end_node`), so that body is marked as soon as the statement is met.
    """

    def __init__(self, module: cst.Module, wanted: dict[int, int], shows: Shows) -> None:
        super().__init__(module.default_indent, module.default_newline)
        self.shows = shows
        self.marks: dict[int, tuple[int, int] | None] = dict.fromkeys(wanted)
        self.add_token = self.tokens.append  # type: ignore[assignment, method-assign]

    def run(self, module: cst.Module) -> None:
        """Print a whole module."""
        self.show((*module.header, *module.body, *module.footer))
        if not module.has_trailing_newline:
            self.pop_trailing_newline()

    def show(self, nodes: Sequence[cst.CSTNode]) -> None:
        shows = self.shows
        for node in nodes:
            shows[type(node)](self, node)

    def mark(self, node: cst.CSTNode, start: int) -> None:
        """Note that a node stands behind the first `start` tokens and has just been printed."""
        if id(node) in self.marks:
            self.marks[id(node)] = (start, len(self.tokens))

    def end(self, node: cst.CSTNode, start: int, last: cst.CSTNode | None) -> None:
        """The same for a node that ends where `last` does, if that is marked."""
        mark = None if last is None else self.marks[id(last)]
        self.marks[id(node)] = (start, len(self.tokens) if mark is None else mark[1])

    def record_syntactic_position(  # type: ignore[override]
        self, node: cst.CSTNode, *, start_node: cst.CSTNode | None = None, end_node: cst.CSTNode | None = None
    ) -> AbstractContextManager[None]:
        if id(node) not in self.marks:
            return _UNWANTED
        if end_node is not None:
            self.marks.setdefault(id(end_node))
        return _Mark(self, node, end_node)


class _Mark:
    """Notes where one node ends when it has been printed."""

    __slots__ = ("_last", "_node", "_printer", "_start")

    def __init__(self, printer: Printer, node: cst.CSTNode, last: cst.CSTNode | None) -> None:
        self._printer = printer
        self._node = node
        self._last = last
        self._start = len(printer.tokens)

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: Any, trace: TracebackType | None) -> None:
        self._printer.end(self._node, self._start, self._last)
