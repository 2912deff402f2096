"""Executing statements: branches keep the names that both sides agree on, exits end a block, `try` keeps its shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from statelint.explore.program import ASIDE, Attempt, Branch, Catch, Exit, Leaf, Step, static_truth
from statelint.explore.unfold.canvas import Canvas, CanvasRow
from statelint.explore.unfold.classes import class_name
from statelint.explore.unfold.forks import Forks
from statelint.explore.unfold.kept import Keeping, computes_from
from statelint.explore.unfold.outliving import Outliving
from statelint.explore.unfold.paths import leaves
from statelint.explore.unfold.skipped import Skipped
from statelint.explore.unfold.values import (
    UNKNOWN,
    Function,
    Klass,
    Known,
    Lib,
    Seq,
    Value,
    term_of,
)
from statelint.explore.unfold.within import Within
from statelint.ir.expr import Attr, Collection, Expr, Item, Name, Op, Starred
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
from statelint.ir.walk import walk
from statelint.record import replace


class Statements(Within, Skipped, Outliving, Forks, Keeping):
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
        self.evaluate(stmt.value, ASIDE)

    def store(self, stmt: Assign) -> None:
        value = self.evaluate(stmt.value, ASIDE if self.is_borrowed(stmt) else "")
        self.display(value, stmt.value if len(stmt.targets) == 1 and not isinstance(stmt.targets[0], Name) else None)
        for target in stmt.targets:
            if isinstance(target, Name) and computes_from(stmt.value, target.id):
                value = self.rebind(target.id, self.lookup(target.id), value, stmt.at)
            self.assign(target, value)
        self.note(stmt.targets, stmt.value, value)

    def assign(self, target: Expr, value: Value) -> None:
        if isinstance(target, Name):
            self._note_name(target, value)
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

    def _note_name(self, target: Name, value: Value) -> None:
        if target.id in self.frame.globals:
            self.note_global(self.frame.module, target.id, target.at, value)

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
            old = self.lookup(target.id)
            value = self.rebind(target.id, old, self.evaluate(operation), stmt.at)
            self._note_name(target, value)
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
            for caught in self.trace.catching:
                self.compare("except", value, caught, stmt.at)
        self.emit(Exit("raise", name=name))

    def leave_loop(self, stmt: Break) -> None:
        self.emit(Exit("break"))

    def next_round(self, stmt: Continue) -> None:
        self.emit(Exit("continue"))

    # ---- branches ----
    def branch(self, stmt: If) -> None:
        before = len(self.program.elements)
        test = self.condition(stmt.test)
        first = next(leaves(test)).steps
        if first and isinstance(first[-1], Exit):  # nobody gets past what is asked first
            self.out.extend(first)
            return
        known = static_truth(test)
        if known is not None and isinstance(test, Leaf):
            self.out.extend(test.steps)
            named = any(isinstance(node, Name) and node.id == "__name__" for node in walk(stmt.test))
            with self.trace.at(replace(self.trace.spot, main=True) if named else self.trace.spot):
                self.execute(stmt.body if known else stmt.orelse)
            return
        asking = self.asking(stmt.test, before)
        with self.trace.at(asking):
            self.fork(test, lambda: self.execute(stmt.body), lambda: self.execute(stmt.orelse))
        forked = self.out[-1]
        if isinstance(forked, Branch) and (_ends(forked.then) or _ends(forked.other)):
            self.trace.spot = asking  # what follows in this body follows only one side

    # ---- try ----
    def attempt(self, stmt: Try) -> None:
        before = dict(self.frame.names)
        self.trying += bool(stmt.handlers)
        caught = [self.lookup(one.type.id) for one in stmt.handlers if isinstance(one.type, Name)]
        with self.capture() as body, self.noting(stmt), self.trace.caught(caught):
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
        metas = (self.evaluate(one.value) for one in cls.keywords if one.name == "metaclass")
        klass.meta = next((meta for meta in metas if isinstance(meta, Klass)), None)
        outer, self.frame = self.frame, klass.frame
        self.execute(cls.body)
        self.frame = outer
        self.close_class(klass)
        value: Value = klass
        for decorator in reversed(cls.decorators):
            applied = self.evaluate(decorator)
            klass.marks += (applied.dotted.removesuffix("()"),) if isinstance(applied, Lib) else ()
            value = self.decorate(applied, value, stmt.at)
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
