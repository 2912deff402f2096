"""Statements behind one that leaves the run. In: the statement that leaves and what follows it in its block. Out: the
first store into the state among them, which never happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statelint.explore.program import Exit
from statelint.explore.unfold.base import Workbench
from statelint.explore.unfold.trace import Lost
from statelint.ir.blocks import statements
from statelint.ir.expr import Attr, Const, Expr, Item
from statelint.ir.stmt import Assign, AugAssign, Do, Stmt


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


def stores(body: Sequence[Stmt]) -> Iterator[Attr | Item]:
    """The attributes and items that statements assign."""
    for stmt in statements(body):
        targets = stmt.targets if isinstance(stmt, Assign) else (stmt.target,) if isinstance(stmt, AugAssign) else ()
        yield from (target for target in targets if isinstance(target, (Attr, Item)))


def _constant(expr: Expr) -> str:
    return str(expr.value) if isinstance(expr, Const) else ""
