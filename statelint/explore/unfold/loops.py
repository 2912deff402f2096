"""Loops and comprehensions: unrolled over literal collections, EachKey over the state's own keys, Loop over unknown
data."""

from __future__ import annotations

from collections.abc import Sequence

from statelint.explore.program import Branch, EachKey, Loop, Rounds, Step, Test, static_truth
from statelint.explore.terms import LoopKey, LoopKeyName, OneOf, Some, Var
from statelint.explore.unfold.bindings import bound_names
from statelint.explore.unfold.canvas import Canvas, CanvasRow
from statelint.explore.unfold.justnow import JustNow
from statelint.explore.unfold.origins import LOOP_KEY, OPAQUE, Made, View, parts_of
from statelint.explore.unfold.paths import Path
from statelint.explore.unfold.silence import SAMPLES, Silence
from statelint.explore.unfold.texts import whole_number
from statelint.explore.unfold.values import (
    UNKNOWN,
    Alternatives,
    Dyn,
    Frame,
    Function,
    Instance,
    KeyName,
    Klass,
    Known,
    Mapping,
    Member,
    ModuleValue,
    Seq,
    State,
    StateKeys,
    Value,
    alternatives,
    origin,
    origin_of,
)
from statelint.ir.blocks import statements
from statelint.ir.expr import Clause, Comprehension, Expr
from statelint.ir.stmt import Break, For, Raise, Return, Stmt, While

MAX_ROUNDS = 40  # rounds of a loop over a literal collection


def _leaves(stmt: Stmt) -> bool:
    return isinstance(stmt, (Break, Return, Raise))


def element_of(values: Sequence[Value]) -> Value:
    """One element of a collection, nobody knows which: a choice of texts, of callables, of modules, or unknown."""
    if values and all(isinstance(v, Known) for v in values):
        return KeyName(OneOf(tuple(str(v.value) for v in values if isinstance(v, Known))), Some())
    if any(isinstance(v, (Function, Klass, Instance, ModuleValue, Alternatives)) for v in values):
        return alternatives(values)
    return UNKNOWN


def is_filled(value: Value) -> bool:
    """Is this a collection that holds something, if too much to go through it one by one?"""
    return isinstance(value, (Seq, Mapping)) and value.complete and bool(value.items)


def values_under(owner: Mapping, key: Value) -> list[Value]:
    """What may be in a dict under a key."""
    constant = (Known, Member)
    other = [k for k, _ in owner.items if isinstance(k, constant) and isinstance(key, constant) and k != key]
    return [value for k, value in owner.items if k not in other]


class Loops(JustNow, Silence):
    """Everything that repeats."""

    def items_of(self, value: Value) -> list[Value] | None:
        """What iterating gives, in order, if all of it is known."""
        if isinstance(value, Seq) and value.complete and len(value.items) <= MAX_ROUNDS:
            return list(value.items)
        if isinstance(value, Mapping) and value.complete and len(value.items) <= MAX_ROUNDS:
            return [key for key, _ in value.items]
        if isinstance(value, Klass) and value.enum:
            return [v for n, v in value.frame.names.items() if isinstance(v, Member)]
        return None

    def one_item_of(self, value: Value, at: int) -> Value:
        """One element of an iterable that is not known completely."""
        if isinstance(value, CanvasRow):
            return Canvas(value.form)
        if isinstance(value, Seq):
            known = element_of(value.items)
            of = self.element_origin(value, at)
            if value.items == [whole_number()]:  # range() of what only a run knows
                return whole_number(of)
            return known if isinstance(known, Alternatives) or value.complete else Dyn(of=of) if of else UNKNOWN
        if isinstance(value, Mapping):
            return element_of([key for key, _ in value.items]) if value.complete else UNKNOWN
        return Dyn(ours=origin(value), of=self.element_origin(value, at))

    # ---- for and while ----
    def loop_for(self, stmt: For) -> None:
        iterable = self.evaluate(stmt.iterable, "iterate")
        self.use(iterable, "iterate", stmt.iterable.at)
        if isinstance(iterable, (State, StateKeys)):
            return self._over_state(stmt, iterable)
        items = self.items_of(self.just_stored(iterable))
        if items is not None:
            return self._unroll(stmt, iterable, items)
        item = self.round_value(iterable, stmt) or self.one_item_of(iterable, stmt.at)
        return self._repeat(stmt, iterable, item, isinstance(iterable, CanvasRow) or is_filled(iterable))

    def _repeat(self, stmt: For, iterable: Value, item: Value, sure: bool) -> None:
        """One block for any number of rounds."""
        self.generalise(stmt.body)
        since, path = self.notes.tick(), self._round(iterable)
        with self.capture() as body, self.notes.on(path), self.trace.round(self.frame, stmt):
            self.assign(stmt.target, item)
            self.note((stmt.target,), stmt.iterable, UNKNOWN)
            self.execute(stmt.body)
            self.judge_rounds(iterable, stmt, body, path, since)
        self.generalise(stmt.body)
        with self.capture() as orelse:
            self.execute(stmt.orelse)
        self.emit(Loop(tuple(body), tuple(orelse), sure=sure))

    def _round(self, iterable: Value) -> Path:
        """The path into the body of a loop over this."""
        return Path(self.notes.path, "loop", parts_of(origin_of(iterable)))

    def _unroll(self, stmt: For, iterable: Value, items: list[Value]) -> None:
        bodies: list[tuple[Step, ...]] = []
        shapes = self.reshaped
        for place, item in enumerate(items):
            if self.reshaped == shapes and self._idles(stmt, bodies):
                self.emit(Rounds(tuple(bodies)))
                return self._repeat(stmt, iterable, element_of(items[place:]), sure=True)
            since = self.notes.tick()
            path, loop = Path(self.notes.path, "rounds"), stmt if len(items) > 1 else None
            with self.capture() as body, self.notes.on(path), self.trace.round(self.frame, loop):
                self.assign(stmt.target, item)
                self.execute(stmt.body)
                self.judge_rounds(iterable, stmt, body, path, since)
            bodies.append(tuple(body))
        with self.capture() as orelse:
            self.execute(stmt.orelse)
        self.emit(Rounds(tuple(bodies), tuple(orelse)))
        return None

    def _idles(self, stmt: For, bodies: Sequence[Sequence[Step]]) -> bool:
        """Have the first rounds shown that the loop never reaches the session, now or when this body ran it before?"""
        loop = (id(stmt), self.frame)
        if len(bodies) == SAMPLES and all(map(self.silent, bodies)):
            self.idle_loops.add(loop)
        return loop in self.idle_loops

    def _over_state(self, stmt: For, keys: State | StateKeys) -> None:
        self.loops += 1
        number = self.loops
        self.generalise(stmt.body)
        viewed = isinstance(keys, StateKeys) and keys.part != "key"
        self.notes.state_loops += viewed
        path = Path(self.notes.path, "loop", (OPAQUE,))
        with self.capture() as body, self.notes.on(path), self.trace.round(self.frame, stmt):
            self.assign(stmt.target, state_element(keys, number))
            self.execute(stmt.body)
            self.judge_rounds(keys, stmt, body, path, 0)
        self.notes.state_loops -= viewed
        self.generalise(stmt.body)
        self.emit(EachKey(number, tuple(body)))
        self.execute(stmt.orelse)

    def loop_while(self, stmt: While) -> None:
        self.generalise(stmt.body)
        before = len(self.program.elements)
        test = self.condition(stmt.test)
        left = self.trace.left
        path = self.notes.asking.sides(self.notes.path, test)[0]
        spot = self.trace.asking(self.comes_from(stmt.test, before)).looped()
        with self.capture() as body, self.notes.on(path), self.trace.at(spot):
            self.execute(stmt.body)
        if static_truth(test) and left == self.trace.left and not any(map(_leaves, statements(stmt.body))):
            self.trace.leave("endless", self.here(stmt.at))
        self.generalise(stmt.body)
        with self.capture() as orelse:
            self.execute(stmt.orelse)
        self.emit(Loop(tuple(body), tuple(orelse), test))

    def generalise(self, body: Sequence[Stmt]) -> None:
        """Names that a loop body binds are known only through their variables, in it and after it."""
        for name in dict.fromkeys(name for stmt in statements(body) for name in bound_names(stmt)):
            self.forget(self.frame, name)

    def forget(self, frame: Frame, name: str) -> None:
        value = frame.names.get(name)
        if isinstance(value, (Known, Dyn, KeyName)):
            frame.names[name] = Dyn(Var(self.slot(frame, name)))
        elif isinstance(value, (Seq, Mapping)):
            value.complete = False

    # ---- comprehensions ----
    def comprehend(self, expr: Comprehension) -> Value:
        frame = self.frame
        self.frame = Frame(frame.module, frame, kind="function")
        try:
            return self._clauses(expr, expr.clauses)
        finally:
            self.frame = frame

    def _clauses(self, expr: Comprehension, clauses: tuple[Clause, ...]) -> Value:
        if not clauses:
            return self._element(expr)
        clause, rest = clauses[0], clauses[1:]
        iterable = self.evaluate(clause.iterable, "iterate")
        self.use(iterable, "iterate", clause.iterable.at)
        items = self.items_of(iterable)
        lazily = expr.kind == "generator" and clause is expr.clauses[0]
        of = self.view([iterable], "generator") if lazily else None
        if items is not None:
            return self._unrolled(expr, clause, rest, items, of)
        self.loops += 1
        state = iterable if isinstance(iterable, (State, StateKeys)) else None
        with self.capture() as body, self.trace.round(self.frame, clause):
            self.assign(
                clause.target, state_element(state, self.loops) if state else self.one_item_of(iterable, expr.at)
            )
            self._tested(expr, clause.tests, rest)
        self.emit(EachKey(self.loops, tuple(body)) if state else Loop(tuple(body)))
        return Seq(expr.kind, [], complete=False, of=of) if expr.kind != "dict" else Mapping([], complete=False)

    def _tested(self, expr: Comprehension, tests: tuple[Expr, ...], rest: tuple[Clause, ...]) -> None:
        if not tests:
            self._clauses(expr, rest)
            return
        test = self.condition(tests[0])
        with self.capture() as then:
            self._tested(expr, tests[1:], rest)
        self.emit(Branch(test, tuple(then)))

    def _unrolled(
        self, expr: Comprehension, clause: Clause, rest: tuple[Clause, ...], items: list[Value], of: View | None
    ) -> Value:
        """One round for each item; what a test only decides in a run makes the result incomplete."""
        values: list[Value] = []
        guards: list[Test | None] = []
        complete = True
        for item in items:
            self.assign(clause.target, item)
            tests = [self.condition(test) for test in clause.tests]
            open_tests = [test for test in tests if static_truth(test) is None]
            if any(static_truth(test) is False for test in tests):
                continue
            with self.capture() as steps, self.trace.round(self.frame, clause if len(items) > 1 else None):
                value = self._clauses(expr, rest)
            complete = complete and not open_tests
            self._guarded(open_tests, steps)
            inner = value.items if rest and isinstance(value, Seq) else [value]
            complete = complete and (not rest or (isinstance(value, Seq) and value.complete))
            values.extend(inner)
            guards.extend([open_tests[0] if len(open_tests) == 1 else None] * len(inner))
        if expr.kind == "dict":
            pairs = [(v.items[0], v.items[1]) for v in values if isinstance(v, Seq)]
            return Mapping(pairs, complete, guards if len(guards) == len(pairs) and all(guards) else [])
        return Seq(expr.kind, values, complete, of)

    def _guarded(self, tests: list[Test], steps: list[Step]) -> None:
        """Write steps under tests, the first outermost."""
        for test in reversed(tests):
            steps = [Branch(test, tuple(steps))]
        self.out.extend(steps)

    def _element(self, expr: Comprehension) -> Value:
        key = self.evaluate(expr.element)
        return key if expr.value is None else Seq("tuple", [key, self.evaluate(expr.value)])


def state_element(keys: State | StateKeys, loop: int) -> Value:
    """What one round of a loop over the state binds."""
    name = KeyName(LoopKey(loop), LoopKeyName(loop), Made(LOOP_KEY, at=loop))
    part = keys.part if isinstance(keys, StateKeys) else "key"
    if part == "key":
        return name
    return UNKNOWN if part == "value" else Seq("tuple", [name, UNKNOWN])
