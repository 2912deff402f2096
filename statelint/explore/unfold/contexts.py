"""Context managers written as generators: what stands before the `yield` runs before the block, the rest after it."""

from __future__ import annotations

from collections.abc import Sequence

from statelint.explore.program import (
    Invoke,
    SetVar,
)
from statelint.explore.unfold.base import Workbench
from statelint.explore.unfold.values import (
    Context,
    Dyn,
    Function,
    Value,
)
from statelint.ir.blocks import statements
from statelint.ir.expr import (
    Yield,
)
from statelint.ir.stmt import FunctionIR, Stmt, Try, With
from statelint.ir.walk import expressions


class Contexts(Workbench):
    """`with` over a @contextmanager function of the project."""

    def enter_context(self, context: Context) -> Value:
        """What runs before the `yield`."""
        before, _ = around_yield(self.ir_of(context.function).body)
        return self._part(context, before)

    def leave_context(self, context: Context) -> None:
        """What runs after it."""
        self._part(context, around_yield(self.ir_of(context.function).body)[1])

    def _part(self, context: Context, body: Sequence[Stmt]) -> Value:
        frame = self.contexts.setdefault(id(context), None) or self.new_frame(
            context.function, self.ir_of(context.function), context.given
        )
        self.contexts[id(context)] = frame
        self.alive.append(context)
        for name, one in context.given.items():
            if isinstance(one, Dyn):
                self.emit(SetVar(self.slot(frame, name), one.term))
        steps, _ = self.run_in(frame, body)
        self.emit(Invoke(self.block(steps)))
        return Dyn()

    def ir_of(self, function: Function) -> FunctionIR:
        return self.files.modules[function.module].functions[function.index]


def around_yield(body: Sequence[Stmt]) -> tuple[Sequence[Stmt], Sequence[Stmt]]:
    """The statements before and after the first `yield` of a context manager, `finally` blocks included in the
    latter."""
    for index, stmt in enumerate(body):
        if not any(isinstance(part, Yield) for one in statements((stmt,)) for part in expressions(one)):
            continue
        if isinstance(stmt, Try):
            before, after = around_yield(stmt.body)
            return (*body[:index], *before), (*after, *stmt.orelse, *stmt.final, *body[index + 1 :])
        if isinstance(stmt, With):
            before, after = around_yield(stmt.body)
            return (*body[:index], *before), (*after, *body[index + 1 :])
        return body[:index], body[index + 1 :]
    return body, ()
