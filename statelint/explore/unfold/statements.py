"""Executing statements: branches keep the names that both sides agree on, exits end a block, `try` keeps its shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from statelint.explore.program import Attempt, Branch, Catch, Exit, Leaf, Step, static_truth
from statelint.explore.unfold.base import Workbench
from statelint.explore.unfold.canvas import LOOSE, UNKNOWN_FORM, Canvas, CanvasRow
from statelint.explore.unfold.classes import class_name
from statelint.explore.unfold.forks import Forks
from statelint.explore.unfold.outliving import Outliving
from statelint.explore.unfold.skipped import Skipped
from statelint.explore.unfold.values import (
    UNKNOWN,
    Alternatives,
    Context,
    Dyn,
    Function,
    Instance,
    Known,
    Lib,
    Seq,
    Suppress,
    Value,
    term_of,
)
from statelint.ir.expr import Attr, Call, Collection, Expr, Item, Name, Op, Starred
from statelint.ir.stmt import (
    Assign,
    AugAssign,
    Break,
    Continue,
    DefineClass,
    DefineFunction,
    Delete,
    Do,
    For,
    Handler,
    If,
    Import,
    Raise,
    Return,
    Stmt,
    Try,
    While,
    With,
)


class Statements(Skipped, Outliving, Forks, Workbench):
    """One method for each kind of statement."""

    def execute(self, body: Sequence[Stmt]) -> None:
        spot = self.trace.spot
        self.trace.open_block()
        for place, stmt in enumerate(body):
            if self.out and isinstance(self.out[-1], Exit):
                self.skip(body[place - 1 :])
                break
            EXECUTE[type(stmt)](self, stmt)
        self.trace.spot = spot

    # ---- simple statements ----
    def do(self, stmt: Do) -> None:
        self.evaluate(stmt.value)

    def store(self, stmt: Assign) -> None:
        value = self.evaluate(stmt.value)
        for target in stmt.targets:
            self.assign(target, value)
        self.note(stmt.targets, stmt.value, value)

    def assign(self, target: Expr, value: Value) -> None:
        if isinstance(target, Name):
            self.note_global(target, value)
            self.bind(target.id, value)
        elif isinstance(target, Attr):
            self.store_attribute(self.evaluate(target.obj), target.name, value, target.at)
        elif isinstance(target, Item):
            owner = self.evaluate(target.obj, "item")
            self.store_item(owner, self.evaluate(target.index), value, target.at)
        elif isinstance(target, Collection):
            self._destructure(target, value)
        elif isinstance(target, Starred):
            self.assign(target.value, UNKNOWN)

    def _destructure(self, target: Collection, value: Value) -> None:
        parts: list[Value] | None = None
        if isinstance(value, Seq) and value.complete and len(value.items) == len(target.items):
            parts = value.items
        for index, inner in enumerate(target.items):
            if isinstance(value, (CanvasRow, Canvas)):
                self.assign(inner, Canvas(value.form))
            else:
                self.assign(inner, parts[index] if parts is not None else UNKNOWN)

    def augment(self, stmt: AugAssign) -> None:
        target = stmt.target
        if isinstance(target, Name):
            operation = Op(stmt.op, (target, stmt.value), stmt.at)
            value = self.evaluate(operation)
            self.note_global(target, value)
            self.note_count(target, stmt)
            self.bind(target.id, value)
            self.note((target,), operation, value)
            return
        value = self._by(stmt.op, self.evaluate(stmt.value, "operator"))
        if isinstance(target, Attr):
            self.augment_attribute(self.evaluate(target.obj), target.name, value, target.at)
        elif isinstance(target, Item):
            self.augment_item(self.evaluate(target.obj, "item"), self.evaluate(target.index), value, target.at)

    def _by(self, op: str, value: Value) -> Value:
        """What an augmented assignment adds, with its sign; nothing known for other operators."""
        if isinstance(value, Known) and isinstance(value.value, (int, float)) and op in ("+", "-"):
            return Known(value.value if op == "+" else -value.value)
        return UNKNOWN

    def delete(self, stmt: Delete) -> None:
        for target in stmt.targets:
            if isinstance(target, Attr):
                self.delete_attribute(self.evaluate(target.obj), target.name, target.at)
            elif isinstance(target, Item):
                self.delete_item(self.evaluate(target.obj, "item"), self.evaluate(target.index), target.at)
            elif isinstance(target, Name):
                self.frame.names.pop(target.id, None)

    def give_back(self, stmt: Return) -> None:
        value = self.evaluate(stmt.value) if stmt.value is not None else Known(None)
        self.returns.append(value)
        if stmt.value is not None:
            self.trace.returned |= self.of_value(value) | self.comes_from(stmt.value)
        self.emit(Exit("return", term_of(value)))

    def throw(self, stmt: Raise) -> None:
        name = ""
        if stmt.value is not None:
            value = self.evaluate(stmt.value)
            name = class_name(value)
        self.emit(Exit("raise", name=name))

    def leave_loop(self, stmt: Break) -> None:
        self.emit(Exit("break"))

    def next_round(self, stmt: Continue) -> None:
        self.emit(Exit("continue"))

    # ---- branches ----
    def branch(self, stmt: If) -> None:
        before = len(self.program.elements)
        test = self.condition(stmt.test)
        known = static_truth(test)
        if known is not None and isinstance(test, Leaf):
            self.out.extend(test.steps)
            self.execute(stmt.body if known else stmt.orelse)
            return
        asking = self.trace.asking(self.comes_from(stmt.test, before), self.absent_in(stmt.test))
        with self.trace.at(asking):
            self.fork(test, lambda: self.execute(stmt.body), lambda: self.execute(stmt.orelse))
        forked = self.out[-1]
        if isinstance(forked, Branch) and (_ends(forked.then) or _ends(forked.other)):
            self.trace.spot = asking  # what follows in this body follows only one side

    # ---- try ----
    def attempt(self, stmt: Try) -> None:
        before = dict(self.frame.names)
        self.trying += bool(stmt.handlers)
        with self.capture() as body, self.noting(stmt):
            self.execute(stmt.body)
        self.trying -= bool(stmt.handlers)
        with self.capture() as orelse:
            self.execute(stmt.orelse)
        sides = [] if _ends(body) or _ends(orelse) else [self.frame.names]
        catches = []
        for handler in stmt.handlers:
            self.frame.names = {**before, **{n: v for n, v in self.frame.names.items() if n not in before}}
            with self.notes.under("handler"):
                catches.append(self._handler(handler))
            if not _ends(list(catches[-1].body)):
                sides.append(self.frame.names)
        names = sides[0] if sides else before
        for other in sides[1:]:
            names = self.agree([names, other])
        self.frame.names = names
        with self.capture() as final:
            self.execute(stmt.final)
        self.emit(Attempt(tuple(body), tuple(catches), tuple(orelse), tuple(final), self.here(stmt.at)))

    def _handler(self, handler: Handler) -> Catch:
        classes: tuple[str, ...] = ()
        if handler.type is not None:
            value = self.evaluate(handler.type)
            parts = value.items if isinstance(value, Seq) else [value]
            classes = tuple(class_name(part) or "?" for part in parts)
        with self.capture() as body:
            if handler.name:
                self.bind(handler.name, UNKNOWN)
            self.execute(handler.body)
        return Catch(classes, tuple(body))

    # ---- with ----
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
            self.forms.extend(forms)
            self.execute(stmt.body)
            del self.forms[len(self.forms) - len(forms) :]
        for context in reversed(contexts):
            if isinstance(context, Context):
                self.leave_context(context)

    # ---- definitions ----
    def define_function(self, stmt: DefineFunction) -> None:
        module = self.files.modules[self.frame.module]
        function = module.functions[stmt.function]
        defaults = {p.name: self.evaluate(p.default) for p in function.params if p.default is not None}
        value: Value = Function(self.frame.module, stmt.function, self.frame, defaults=defaults)
        for decorator in reversed(function.decorators):
            value = self.decorate(self.evaluate(decorator), value, stmt.at)
        self.bind(function.name, value)

    def define_class(self, stmt: DefineClass) -> None:
        cls = self.files.modules[self.frame.module].classes[stmt.cls]
        bases = tuple(self.evaluate(base) for base in cls.bases)
        klass = self.new_class(stmt.cls, bases)
        outer, self.frame = self.frame, klass.frame
        self.execute(cls.body)
        self.frame = outer
        self.close_class(klass)
        value: Value = klass
        for decorator in reversed(cls.decorators):
            value = self.decorate(self.evaluate(decorator), value, stmt.at)
        self.bind(cls.name, value)

    def import_names(self, stmt: Import) -> None:
        for name in stmt.names:
            self.import_name(name)


def _ends(steps: Sequence[Step]) -> bool:
    return bool(steps) and isinstance(steps[-1], Exit)


EXECUTE: dict[type, Callable[..., None]] = {
    Do: Statements.do,
    Assign: Statements.store,
    AugAssign: Statements.augment,
    Delete: Statements.delete,
    If: Statements.branch,
    While: lambda self, stmt: self.loop_while(stmt),
    For: lambda self, stmt: self.loop_for(stmt),
    Try: Statements.attempt,
    With: Statements.within,
    Return: Statements.give_back,
    Raise: Statements.throw,
    Break: Statements.leave_loop,
    Continue: Statements.next_round,
    Import: Statements.import_names,
    DefineFunction: Statements.define_function,
    DefineClass: Statements.define_class,
}
