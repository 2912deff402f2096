"""Operators: constants fold, comparisons become Terms, texts around a constant part name a family of keys."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from typing import Any

from statelint.explore.program import ASIDE
from statelint.explore.pure import CONTAINS
from statelint.explore.terms import (
    AnyKey,
    Applied,
    Choices,
    Compare,
    Exact,
    Family,
    Fired,
    HasKey,
    Lit,
    Negated,
    OneOf,
    Some,
    Sum,
    Term,
    Var,
    WidgetValue,
)
from statelint.explore.unfold.kept import Keeping
from statelint.explore.unfold.keys import key_ref
from statelint.explore.unfold.origins import Drawn, Kept, Origin, Sought, derived, is_element, parts_of
from statelint.explore.unfold.settings import setting_in
from statelint.explore.unfold.texts import is_whole_number, whole_number
from statelint.explore.unfold.values import (
    UNKNOWN,
    Dyn,
    KeyName,
    Known,
    Mapping,
    Member,
    Seq,
    State,
    StateKeys,
    Value,
    origin_of,
    term_of,
)
from statelint.ir.expr import (
    Literal,
    Op,
)

COMPARISONS = frozenset({"==", "!=", "is", "is not", "in", "not in", "<", "<=", ">", ">="})
FOLD: dict[str, Callable[[Any, Any], object]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "%": operator.mod,
    "//": operator.floordiv,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "is": lambda a, b: a is b or (a == b and type(a) is type(b)),
    "is not": lambda a, b: not (a is b or (a == b and type(a) is type(b))),
    "in": lambda a, b: operator.contains(b, a),
    "not in": lambda a, b: not operator.contains(b, a),
}
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
FILLED: dict[tuple[str, Literal], bool] = {
    **dict.fromkeys(((">", 0), (">=", 1), ("!=", 0)), True),
    **dict.fromkeys((("==", 0), ("<", 1), ("<=", 0)), False),
}
MAX_TEXT = 200  # longest constant text worth folding


class Operators(Keeping):
    """What `+`, `==`, `in` and f-strings give."""

    def text(self, parts: Sequence[Value]) -> Value:
        """Values joined to one text: a constant, a choice of constants, or a family around the constant parts."""
        parts = [Known(str(p.value)) if isinstance(p, Known) else p for p in parts]
        if all(isinstance(p, Known) for p in parts):
            text = "".join(str(p.value) for p in parts if isinstance(p, Known))
            return Known(text) if len(text) <= MAX_TEXT else Dyn(Some(True, none=False))
        of = derived(origin_of(p) for p in parts if not isinstance(p, Known))
        if not any(isinstance(p, (Known, KeyName)) and p != Known("") for p in parts):
            return KeyName(AnyKey(), Some(), of)
        return KeyName(Family("".join(map(_pattern, parts))), Some(True, none=False), of)

    def on_op(self, expr: Op, used: str) -> Value:
        use = {"in": ASIDE, "not in": ASIDE}.get(expr.kind, "compare" if expr.kind in COMPARISONS else "operator")
        values = [self.evaluate(operand, use) for operand in expr.operands]
        if expr.kind in ("in", "not in") and isinstance(values[1], (State, StateKeys)):
            self.use_state("test", key_ref(values[0]), expr.at)
        if len(values) == 2:
            if expr.kind in COMPARISONS:
                self.compare(expr.kind, values[0], values[1], expr.at)
            return self._binary(expr.kind, values[0], values[1])
        if expr.kind == "neg" and isinstance(values[0], Known) and isinstance(values[0].value, (int, float)):
            return Known(-values[0].value)
        return Seq("slice", values, complete=False) if expr.kind == "slice" else UNKNOWN

    def _binary(self, kind: str, left: Value, right: Value) -> Value:
        left, right = _plain(left), _plain(right)
        if isinstance(left, Known) and isinstance(right, Known):
            return _fold(kind, left.value, right.value)
        of = self._computed(kind, left, right)
        if kind in ("in", "not in"):
            of = self._sought(kind, left, right) or of
            term = self._membership(left, right)
            return Dyn(term if kind == "in" else Negated(term), of=of)
        if kind in COMPARISONS:
            return Dyn(_filled(kind, left, right) or Compare(kind, term_of(left), term_of(right)), of=of)
        if kind == "+":
            return self._plus(left, right)
        if kind == "%" and isinstance(left, Known) and isinstance(left.value, str):
            return KeyName(Family(re.sub(r"%[-#0 +]*\w", ".*", re.escape(left.value))), Some(True, none=False))
        if kind == "|" and isinstance(left, Mapping) and isinstance(right, Mapping):
            return Mapping(left.items + right.items, left.complete and right.complete)
        return Dyn(self._counted(kind, left, right), of=of)

    def _counted(self, kind: str, left: Value, right: Value) -> Term:
        """Counting: `n + 1` of a number that only a run knows."""
        if kind in ("+", "-") and any(isinstance(value, Known) for value in (left, right)):
            return Sum(kind, term_of(left), term_of(right))
        return Some(none=False)

    def _computed(self, kind: str, left: Value, right: Value) -> Origin | None:
        """Where the result comes from: constants add nothing, what nobody knows makes it unknown in part."""
        both = [origin_of(value) for value in (left, right) if not isinstance(value, (Known, Member))]
        lookup = kind == "==" and len(both) == 2 and any(is_element(one) for one in both)
        return derived(both, lookup)

    def _sought(self, kind: str, left: Value, right: Value) -> Origin | None:
        """Where the result of a search in a kept container comes from."""
        box = self.box_of(right)
        if not isinstance(box, Kept):
            return None
        inner = () if isinstance(left, Known) else (origin_of(left),)
        return derived((box, *inner), sought=Sought(box, term_of(left), kind == "not in"))

    def _plus(self, left: Value, right: Value) -> Value:
        if isinstance(left, Seq) and isinstance(right, Seq):
            return Seq(left.kind, left.items + right.items, left.complete and right.complete)
        if isinstance(left, Seq) or isinstance(right, Seq):
            return Dyn(Some(none=False), of=self._computed("+", left, right))
        if is_whole_number(left) and is_whole_number(right):
            return whole_number(self._computed("+", left, right))
        texts = [
            v for v in (left, right) if isinstance(v, KeyName) or (isinstance(v, Known) and isinstance(v.value, str))
        ]
        if texts:
            return self.text([left, right])
        return Dyn(self._counted("+", left, right), of=self._computed("+", left, right))

    def _membership(self, left: Value, right: Value) -> Term:
        if isinstance(right, State) or (isinstance(right, StateKeys) and right.part == "key"):
            return HasKey(self.touch("hint", left, -1).key)
        if setting := setting_in(right, left, Lit(False)):
            return setting
        if isinstance(right, Mapping) and right.complete:
            right = Seq("list", [k for k, _ in right.items])
        if isinstance(right, Seq) and right.complete and all(isinstance(_plain(v), Known) for v in right.items):
            return Compare(
                "in", term_of(left), Choices(tuple(v.value for v in map(_plain, right.items) if isinstance(v, Known)))
            )
        if isinstance(left, Known) and isinstance(right, Dyn) and _is_chosen(right):
            return Applied(CONTAINS, right.term, (left.value,))
        return Some(none=False)


def _is_chosen(value: Dyn) -> bool:
    """Is it what a user has put into a widget, or made of that?"""
    term = value.term
    while isinstance(term, Applied):
        term = term.term
    if isinstance(term, Var):
        return any(isinstance(part, Drawn) for part in parts_of(origin_of(value)))
    return isinstance(term, (WidgetValue, Fired))


def _filled(kind: str, left: Value, right: Value) -> Term | None:
    """Is there anything? What `len(rows) > 0` and its like ask."""
    if isinstance(left, Known):
        left, right, kind = right, left, MIRRORED.get(kind, kind)
    if not (isinstance(left, Dyn) and isinstance(left.term, Applied) and left.term.name == "len"):
        return None
    asked = FILLED.get((kind, right.value)) if isinstance(right, Known) else None
    return None if asked is None else Negated(Negated(left.term.term)) if asked else Negated(left.term.term)


def _plain(value: Value) -> Value:
    """Members of a str Enum are their values."""
    return value.value if isinstance(value, Member) and value.klass.enum == "strenum" else value


def _fold(kind: str, left: Literal, right: Literal) -> Value:
    try:
        result = FOLD[kind](left, right)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return UNKNOWN
    if isinstance(result, str) and len(result) > MAX_TEXT:
        return Dyn(Some(True, none=False))
    return Known(result) if isinstance(result, (str, int, float, bool)) else UNKNOWN


def _pattern(part: Value) -> str:
    if isinstance(part, Known):
        return re.escape(str(part.value))
    if isinstance(part, KeyName):
        if isinstance(part.ref, Family):
            return part.ref.pattern
        if isinstance(part.ref, OneOf):
            return "(?:" + "|".join(map(re.escape, part.ref.names)) + ")"
        if isinstance(part.ref, Exact):
            return re.escape(part.ref.name)
    return ".*"
