"""Statements that leave the run, and what becomes of that. In: such a statement, and what follows it in its block or
tries it. Out: the first store into the state that never happens, and what the `try` does about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from statelint.explore.program import Exit
from statelint.explore.terms import SiteRef
from statelint.explore.unfold.base import Workbench
from statelint.explore.unfold.trace import Lost, Tried
from statelint.explore.unfold.values import Lib
from statelint.ir.blocks import statements
from statelint.ir.expr import Attr, Const, Expr, Item, Name
from statelint.ir.stmt import Assign, AugAssign, Do, Handler, Raise, Return, Stmt, Try


class Skipped(Workbench):
    """What can never run."""

    def skip(self, body: Sequence[Stmt]) -> None:
        """Note what is lost behind the first statement, if that is a plain call of `st.stop()` and the like."""
        leave = self.out[-1]
        if not isinstance(leave, Exit) or leave.kind not in ("stop", "rerun", "switch") or not isinstance(body[0], Do):
            return
        for target in stores(body[1:]):
            if self.is_state(target.obj):
                key = target.name if isinstance(target, Attr) else _constant(target.index)
                self.trace.lost.append(Lost(leave.kind, self.here(body[0].value.at), self.here(target.at), key))
                return

    @contextmanager
    def noting(self, stmt: Try) -> Iterator[None]:
        """Note how the body of a `try` may leave the run, if its handlers or its `finally` stand in the way."""
        body = self.trace.body
        leaves, entries = len(body.leaves), len(body.entries)
        yield
        swallows = self._swallows(stmt.handlers)
        final = next((target for target in stores(stmt.final) if self.is_state(target.obj)), None)
        if swallows is not None or final is not None:
            key = final.name if isinstance(final, Attr) else _constant(final.index) if final is not None else ""
            place = self.here(final.at) if final is not None else None
            left, entered = tuple(body.leaves[leaves:]), tuple(body.entries[entries:])
            body.tried.append(Tried(left, entered, swallows, place, key))

    def _swallows(self, handlers: Sequence[Handler]) -> SiteRef | None:
        """The handler that catches the end of a run too; None where one before it, or it itself, may let it pass."""
        for handler in handlers:
            if handler.type is None or (isinstance(handler.type, Name) and handler.type.id == "BaseException"):
                passes = any(isinstance(one, (Raise, Return)) for one in statements(handler.body))
                return None if passes else self.here(handler.at)
            name = handler.type.id if isinstance(handler.type, Name) else ""
            if not name or self.lookup(name) != Lib(f"builtins.{name}"):
                return None
        return None


def stores(body: Sequence[Stmt]) -> Iterator[Attr | Item]:
    """The attributes and items that statements assign."""
    for stmt in statements(body):
        targets = stmt.targets if isinstance(stmt, Assign) else (stmt.target,) if isinstance(stmt, AugAssign) else ()
        yield from (target for target in targets if isinstance(target, (Attr, Item)))


def _constant(expr: Expr) -> str:
    return str(expr.value) if isinstance(expr, Const) else ""
