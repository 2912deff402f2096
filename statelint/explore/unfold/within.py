"""`with` blocks: what entering gives, which form they open, what they suppress, which files they close.

In: a With statement. Out: its steps, and the notes of files whose block is running.
"""

from __future__ import annotations

from statelint.explore.program import Attempt, Catch
from statelint.explore.unfold.base import Workbench
from statelint.explore.unfold.canvas import LOOSE, UNKNOWN_FORM, Canvas
from statelint.explore.unfold.origins import Made
from statelint.explore.unfold.values import (
    Alternatives,
    Context,
    Dyn,
    Instance,
    Lib,
    Suppress,
    Value,
    origin_of,
)
from statelint.ir.expr import Call, Expr
from statelint.ir.stmt import With


class Within(Workbench):
    """The statement and its body."""

    def within(self, stmt: With) -> None:
        contexts: list[Value] = []
        form = self.trace.spot.form
        for item in stmt.items:
            context = self.evaluate(item.context)
            entered = context
            if isinstance(context, Instance):
                entered = self.call(self.attribute(context, "__enter__", stmt.at), self.arguments(()), stmt.at)
            if isinstance(context, Context):
                entered = self.enter_context(context)
            if item.target is not None:
                self.assign(item.target, entered)
            contexts.append(context)
            form = self._form_of(context, item.context, form)
        with self.trace.at(self.trace.within(form)):
            self._inside(contexts, stmt)

    def _form_of(self, context: Value, expr: Expr, form: int) -> int:
        """The form that is around the body of a `with` over this context, `form` if it opens none."""
        if isinstance(context, Canvas):
            return context.form if context.form != LOOSE else form
        if isinstance(context, Dyn) and isinstance(expr, Call):
            with self.capture():
                func = self.evaluate(expr.func)
            return form if isinstance(func, Lib) else UNKNOWN_FORM
        return UNKNOWN_FORM if isinstance(context, (Dyn, Context, Instance, Alternatives)) else form

    def _inside(self, contexts: list[Value], stmt: With) -> None:
        """The body, within what the contexts do about it."""
        suppressed = [context for context in contexts if isinstance(context, Suppress)]
        if suppressed:
            self.trying += 1
            with self.capture() as body:
                self.execute(stmt.body)
            self.trying -= 1
            classes = tuple(name for context in suppressed for name in context.classes)
            self.emit(Attempt(tuple(body), (Catch(classes, ()),), site=self.here(stmt.at)))
        else:
            forms = [context.form for context in contexts if isinstance(context, Canvas) and context.form >= 0]
            files = [of for context in contexts if isinstance(of := origin_of(context), Made)]
            self.forms.extend(forms)
            self.notes.closing += files
            self.execute(stmt.body)
            del self.forms[len(self.forms) - len(forms) :]
            del self.notes.closing[len(self.notes.closing) - len(files) :]
        for context in reversed(contexts):
            if isinstance(context, Context):
                self.leave_context(context)
