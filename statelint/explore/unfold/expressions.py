"""Evaluating expressions: constants fold, effects are written as steps, conditions become Tests.

`"k" in st.session_state and st.session_state.k` becomes Both(Leaf(HasKey(k)), Leaf(KeyValue(k), steps=(read k,))):
the read belongs to the second leaf, so the player only meets it where the first holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from statelint.explore.program import (
    Both,
    Branch,
    Either,
    Leaf,
    Opposite,
    SetVar,
    Step,
    Test,
    static_truth,
)
from statelint.explore.terms import AnyKeySet, Lit, Negated, OneOf, SiteRef, Term, Var
from statelint.explore.unfold.given import Given
from statelint.explore.unfold.kept import Keeping
from statelint.explore.unfold.operators import Operators
from statelint.explore.unfold.origins import common, derived
from statelint.explore.unfold.values import (
    UNKNOWN,
    Alternatives,
    Dyn,
    Function,
    Instance,
    KeyName,
    Klass,
    Known,
    Lib,
    Mapping,
    Navigation,
    Seq,
    State,
    StateKeys,
    StateMethod,
    Value,
    alternatives,
    origin,
    origin_of,
    same,
    term_of,
)
from statelint.ir.expr import (
    Attr,
    Await,
    Bool,
    Call,
    Collection,
    Comprehension,
    Const,
    Dict,
    Expr,
    FString,
    IfElse,
    Item,
    Lambda,
    Name,
    Not,
    Op,
    Opaque,
    Starred,
    Walrus,
    Yield,
)


class Expressions(Given, Operators, Keeping):
    """One method for each kind of expression."""

    def evaluate(self, expr: Expr, used: str = "") -> Value:
        return EVALUATE[type(expr)](self, expr, used)

    # ---- leaves ----
    def on_const(self, expr: Const, used: str) -> Value:
        return Known(expr.value)

    def on_name(self, expr: Name, used: str) -> Value:
        return self.lookup(expr.id)

    def on_lambda(self, expr: Lambda, used: str) -> Value:
        return Function(self.frame.module, expr.function, self.frame)

    def on_opaque(self, expr: Opaque, used: str) -> Value:
        values = [self.evaluate(part) for part in expr.parts]
        for value in values[1:]:
            if isinstance(value, Klass):
                self.compare("match", values[0], value, expr.at)
        return UNKNOWN

    def on_starred(self, expr: Starred | Await, used: str) -> Value:
        return self.evaluate(expr.value)

    def on_yield(self, expr: Yield, used: str) -> Value:
        if expr.value is not None:
            self.evaluate(expr.value)
        return UNKNOWN

    # ---- access ----
    def on_attr(self, expr: Attr, used: str) -> Value:
        return self.attribute(self.evaluate(expr.obj, "attr"), expr.name, expr.at, used)

    def on_item(self, expr: Item, used: str) -> Value:
        owner = self.evaluate(expr.obj, "item")
        return self.item(owner, self.evaluate(expr.index), expr.at, used)

    def on_call(self, expr: Call, used: str) -> Value:
        func = self.evaluate(expr.func, "call")
        before = len(self.notes.slow_calls)
        args = self.arguments(expr.args, self.argument_use(func))
        if isinstance(func, StateMethod) and func.name == "setdefault":
            self.slow_default(args, before, expr.at)
        return self.call(func, args, expr.at, used)

    # ---- displays ----
    def on_collection(self, expr: Collection, used: str) -> Value:
        items: list[Value] = []
        complete = True
        for item in expr.items:
            value = self.evaluate(item)
            if not isinstance(item, Starred):
                items.append(value)
            elif isinstance(value, Seq) and value.complete:
                items.extend(value.items)
            else:
                complete = False
        if expr.kind == "tuple":
            return Seq(expr.kind, items, complete)
        return Seq(expr.kind, items, complete, born=self.born(expr.at), maker=self.trace.spot.body)

    def born(self, at: int) -> SiteRef | None:
        """Where a display stands that an imported module makes once for all sessions."""
        once = self.frame.kind != "function" and self.notes.path.root.kind == "import"
        return self.here(at) if once else None

    def on_dict(self, expr: Dict, used: str) -> Value:
        items: list[tuple[Value, Value]] = []
        complete = True
        for key, value in expr.items:
            known = self.evaluate(key) if key is not None else None
            worth = self.evaluate(value)
            if isinstance(worth, (Seq, Mapping)) and isinstance(value, (Collection, Dict)):
                worth.home = ()
            if known is not None:
                items.append((known, worth))
            elif isinstance(worth, Mapping) and worth.complete:
                items.extend(worth.items)
            else:
                complete = False
        return Mapping(items, complete, born=self.born(expr.at), maker=self.trace.spot.body)

    def on_fstring(self, expr: FString, used: str) -> Value:
        return self.text([self.evaluate(part, "format") for part in expr.parts])

    # ---- short circuits ----
    def on_bool(self, expr: Bool, used: str) -> Value:
        """`a and b` as a value: a variable that takes the operand which decides."""
        result = self.fresh()
        value = self._short_circuit(expr, 0, result, used)
        return value if value is not None else Dyn(Var(result))

    def _short_circuit(self, expr: Bool, index: int, result: int, used: str) -> Value | None:
        value = self.evaluate(expr.operands[index], "test" if index + 1 < len(expr.operands) else used)
        self.lend(value)
        term = term_of(value)
        self.emit(SetVar(result, term))
        self.trace.join(result, self.of_value(value))
        if index + 1 == len(expr.operands):
            return value if index == 0 else None
        if isinstance(term, Lit) and bool(term.value) != (expr.kind == "and"):
            return value if index == 0 else None
        with self.capture() as rest, self.trace.at(self.optionally(expr.operands[index], self.trace.spot)):
            last = self._short_circuit(expr, index + 1, result, used)
        if isinstance(term, Lit):
            self.out.extend(rest)
            return last if last is not None else None
        self.emit(self._branch_on(Leaf(Var(result), (), self.here(expr.at)), rest, expr.kind == "and"))
        return None

    def _branch_on(self, test: Test, steps: list[Step], when: bool) -> Branch:
        return Branch(test, tuple(steps), ()) if when else Branch(test, (), tuple(steps))

    def on_not(self, expr: Not, used: str) -> Value:
        value = self.evaluate(expr.operand, "test")
        term = term_of(value)
        if isinstance(term, Lit):
            return Known(not term.value)
        return Dyn(Negated(self.truth(value)), of=derived((origin_of(value),)))

    def truth(self, value: Value) -> Term:
        """What is tested when a value stands in a condition."""
        return AnyKeySet() if isinstance(value, (State, StateKeys)) else term_of(value)

    def on_if_else(self, expr: IfElse, used: str) -> Value:
        test = self.condition(expr.test)
        known = static_truth(test)
        if known is not None and isinstance(test, Leaf):
            self.out.extend(test.steps)
            return self.evaluate(expr.then if known else expr.other, used)
        result = self.fresh()
        sides: list[Value] = []
        blocks = []
        spot = self.optionally(expr.test, self.trace.spot)
        for side in (expr.then, expr.other):
            with self.capture() as steps, self.trace.at(spot):
                sides.append(self.evaluate(side, used))
                self.emit(SetVar(result, term_of(sides[-1])))
                self.trace.join(result, self.of_value(sides[-1]))
            blocks.append(tuple(steps))
        self.emit(Branch(test, blocks[0], blocks[1]))
        if same(sides[0], sides[1]):
            return sides[0]
        return self.one_of(sides, Var(result))

    def one_of(self, values: Sequence[Value], term: Term) -> Value:
        """One of several values, `term` telling what it is worth: key names stay a choice, callables stay callable."""
        self.mix(values)
        if all(isinstance(v, Known) for v in values):
            return KeyName(OneOf(tuple(str(v.value) for v in values if isinstance(v, Known))), term)
        if any(isinstance(v, CALLABLE) for v in values):
            return alternatives(values)
        return Dyn(term, ours=origin(*values), of=common(map(origin_of, values)))

    def on_walrus(self, expr: Walrus, used: str) -> Value:
        value = self.evaluate(expr.value, used)
        self.lend(value)
        self.assign(expr.target, value)
        self.note((expr.target,), expr.value, value)
        return self.lookup(expr.target.id)

    # ---- conditions ----
    def condition(self, expr: Expr) -> Test:
        if isinstance(expr, Bool):
            tests = [self.condition(operand) for operand in expr.operands]
            joined = tests[-1]
            for test in reversed(tests[:-1]):
                joined = Both(test, joined) if expr.kind == "and" else Either(test, joined)
            return _settle(joined)
        if isinstance(expr, Not):
            return _settle(Opposite(self.condition(expr.operand)))
        with self.capture() as steps:
            value = self.evaluate(expr, "test")
        leaf = Leaf(self.truth(value), tuple(steps), self.here(expr.at))
        self.notes.asking.tell(leaf, origin_of(value))
        return leaf


CALLABLE = (Function, Klass, Instance, Lib, Navigation, Alternatives)


def _settle(test: Test) -> Test:
    """A connective with a constant side is its other side, or that constant; effects of what is skipped never
    happen."""
    if isinstance(test, Opposite):
        inner = test.test
        if isinstance(inner, Leaf) and isinstance(inner.term, Lit):
            return Leaf(Lit(not inner.term.value), inner.steps, inner.site)
        return test
    if isinstance(test, (Both, Either)):
        known = static_truth(test.left)
        if known is not None and isinstance(test.left, Leaf):
            if known == isinstance(test, Either):
                return test.left
            return test.right if not test.left.steps else test
    return test


EVALUATE: dict[type, Callable[..., Value]] = {
    Const: Expressions.on_const,
    Name: Expressions.on_name,
    Attr: Expressions.on_attr,
    Item: Expressions.on_item,
    Call: Expressions.on_call,
    Starred: Expressions.on_starred,
    Collection: Expressions.on_collection,
    Dict: Expressions.on_dict,
    Lambda: Expressions.on_lambda,
    FString: Expressions.on_fstring,
    Op: Expressions.on_op,
    Bool: Expressions.on_bool,
    Not: Expressions.on_not,
    IfElse: Expressions.on_if_else,
    Walrus: Expressions.on_walrus,
    Comprehension: lambda self, expr, used: self.comprehend(expr),
    Await: Expressions.on_starred,
    Yield: Expressions.on_yield,
    Opaque: Expressions.on_opaque,
}
