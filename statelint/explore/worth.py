"""What a Term is worth in a State. In: a term, a state, what the user did. Out: a constant, or what is known of it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from statelint.explore.inputs import Inputs, given
from statelint.explore.program import Draw
from statelint.explore.pure import CONTAINS, CONTENTS, PARSERS, pure
from statelint.explore.state import ABSENT, PRESENT, UNSURE, State
from statelint.explore.terms import (
    AnyKeySet,
    Applied,
    Choices,
    Compare,
    Exact,
    Fired,
    HasKey,
    IsInstance,
    KeyRef,
    KeyValue,
    Lit,
    LoopKey,
    LoopKeyName,
    Negated,
    OneOf,
    Pick,
    Setting,
    Some,
    Startswith,
    Sum,
    Term,
    Var,
    WidgetValue,
)

# One object for each answer that is often given: sessions are compared fast where they hold the same ones.
UNKNOWN = Some()
SET = Some(True, none=False)
EITHER = Some(none=False)
YES, NO = Lit(True), Lit(False)


def told(answer: bool) -> Lit:
    return YES if answer else NO


def exact(ref: KeyRef, state: State) -> str | None:
    """The one key that a reference names here."""
    if isinstance(ref, Exact):
        return ref.name
    return state.loops.get(ref.loop) if isinstance(ref, LoopKey) else None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)


def may_name(ref: KeyRef, names: tuple[str, ...], state: State) -> tuple[str, ...]:
    """Those of some keys that a reference can mean here."""
    if isinstance(ref, (Exact, LoopKey)):
        found = exact(ref, state)
        return names if found is None else (found,) if found in names else ()
    return _fitting(ref, names)


@lru_cache(maxsize=1024)
def _fitting(ref: KeyRef, names: tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(ref, OneOf):
        return tuple(name for name in names if name in ref.names)
    pattern = getattr(ref, "pattern", None)
    return names if pattern is None else tuple(name for name in names if _compiled(pattern).fullmatch(name))


def worth(term: Term, state: State, inputs: Inputs | None) -> Lit | Some:
    """The value of a term; `inputs` are what the user did, None where that may be anything."""
    match term:
        case Lit() | Some():
            return term
        case Var(id=var):
            known = state.locals.get(var, UNKNOWN)
            return known if isinstance(known, (Lit, Some)) else UNKNOWN
        case KeyValue():
            return _key_value(term, state, inputs)
        case HasKey(key=ref):
            return _has_key(ref, state)
        case LoopKeyName(loop=loop):
            name = state.loops.get(loop)
            return Lit(name) if name is not None else SET
        case AnyKeySet():
            return _anything(state)
        case Fired(element=element, rest=rest):
            return _fired(element, Lit(rest), state, inputs)
        case WidgetValue():
            return _widget_value(term, state, inputs)
        case Compare():
            return _compare(term, state, inputs)
        case Negated(term=inner):
            truth = truth_of(worth(inner, state, inputs))
            return told(not truth) if truth is not None else EITHER
        case IsInstance(term=inner):
            return NO if worth(inner, state, inputs) == Lit(None) else EITHER
        case Startswith():
            return _starts(term, state, inputs)
        case Applied():
            return _applied(term, worth(term.term, state, inputs))
        case Setting() if inputs is not None and term.what in inputs.given:
            return SET if inputs.given[term.what] else worth(term.default or UNKNOWN, state, inputs)
        case Pick(index=index):
            return _picked(term, worth(index, state, inputs))
        case Sum() if inputs is not None and inputs.counting:
            return _sum(term.kind, worth(term.left, state, inputs), worth(term.right, state, inputs))
    return UNKNOWN


def _fired(element: int, rest: Lit, state: State, inputs: Inputs | None) -> Lit | Some:
    if inputs is None:
        return UNKNOWN
    return plain(state.locals.get(given(element), UNKNOWN)) if element in inputs.fired else rest


def truth_of(value: Lit | Some) -> bool | None:
    return bool(value.value) if isinstance(value, Lit) else value.truth


def plain(term: Term) -> Lit | Some:
    return term if isinstance(term, (Lit, Some)) else UNKNOWN


def _anything(state: State) -> Lit | Some:
    presences = {cell.presence for cell in state.keys.values()}
    return YES if PRESENT in presences else UNKNOWN if UNSURE in presences else NO


def _key_value(term: KeyValue, state: State, inputs: Inputs | None) -> Lit | Some:
    name = exact(term.key, state)
    if name is None:
        return UNKNOWN
    cell = state.cell(name)
    if cell.presence == PRESENT:
        return plain(cell.value)
    if cell.presence == ABSENT:
        return worth(term.default, state, inputs) if term.default is not None else UNKNOWN
    return UNKNOWN


def _has_key(ref: KeyRef, state: State) -> Lit | Some:
    if isinstance(ref, OneOf):
        answers = {state.cell(name).presence for name in ref.names}
    else:
        name = exact(ref, state)
        answers = {state.cell(name).presence} if name is not None else {UNSURE}
    if answers == {PRESENT}:
        return YES
    return NO if answers == {ABSENT} else EITHER


def _widget_value(widget: WidgetValue, state: State, inputs: Inputs | None) -> Lit | Some:
    if inputs is None:
        return UNKNOWN
    if widget.key is None:
        chosen = inputs.widgets.get(widget.element)
        return worth(widget.initial, state, inputs) if chosen is None else remembered(widget, chosen, state, inputs)
    name = exact(widget.key, state)
    return plain(state.cell(name).value) if name is not None else UNKNOWN


def remembered(widget: WidgetValue | Draw, chosen: Lit | Some, state: State, inputs: Inputs) -> Lit | Some:
    """What was chosen in a widget without a key, as long as that begins with the same: else it is another widget."""
    if isinstance(widget.initial, (Lit, Some)):
        return chosen
    now, before = worth(widget.initial, state, inputs), inputs.made.get(widget.element)
    if not (isinstance(now, Lit) and isinstance(before, Lit)):
        return UNKNOWN
    return chosen if now == before and type(now.value) is type(before.value) else now


def _compare(term: Compare, state: State, inputs: Inputs | None) -> Lit | Some:
    left = worth(term.left, state, inputs)
    if isinstance(term.right, Choices):
        inside = _inside(left, term.right)
        return told(inside) if inside is not None else EITHER
    right = worth(term.right, state, inputs)
    equal = _equal(left, right)
    if equal and term.kind in ("is", "is not") and type(_value(left)) is not type(_value(right)):
        equal = False  # 1 == True, but they are two objects
    if term.kind in ("==", "is") and equal is not None:
        return told(equal)
    if term.kind in ("!=", "is not") and equal is not None:
        return told(not equal)
    if isinstance(left, Lit) and isinstance(right, Lit) and term.kind in ORDER:
        try:
            return told(ORDER[term.kind](left.value, right.value))
        except TypeError:
            return EITHER
    return EITHER


ORDER = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _value(worth_now: Lit | Some) -> object:
    return worth_now.value if isinstance(worth_now, Lit) else None


def _equal(left: Lit | Some, right: Lit | Some) -> bool | None:
    """Are two values equal? None if nobody knows."""
    if isinstance(left, Lit) and isinstance(right, Lit):
        return left.value == right.value
    if isinstance(left, Lit):
        left, right = right, left
    if isinstance(left, Some) and isinstance(right, Lit):
        if right.value is None and not left.none:
            return False
        if right.value in left.other:
            return False
        if left.truth is not None and left.truth != bool(right.value):
            return False
    return None


def _inside(left: Lit | Some, choices: Choices) -> bool | None:
    if isinstance(left, Lit):
        return left.value in choices.values
    excluded = all(_equal(left, Lit(value)) is False for value in choices.values)
    return False if excluded else None


def _starts(term: Startswith, state: State, inputs: Inputs | None) -> Lit | Some:
    value = worth(term.term, state, inputs)
    if isinstance(value, Lit) and isinstance(value.value, str):
        text = value.value
        return told(text.endswith(term.ends) if term.at_end else text.startswith(term.ends))
    return EITHER


def _picked(term: Pick, index: Lit | Some) -> Lit | Some:
    if isinstance(index, Lit):
        found = [value for key, value in term.choices if key == index.value and type(key) is type(index.value)]
        return Lit(found[0]) if found else UNKNOWN
    truths = {bool(value) for _, value in term.choices}
    return Some(truths.pop() if len(truths) == 1 else None, any(value is None for _, value in term.choices))


def _applied(term: Applied, value: Lit | Some) -> Lit | Some:
    """What a pure function gives; the length of a value is as true as the value."""
    if isinstance(value, Lit):
        result = pure(term.name, value.value, term.args)
        if isinstance(result, dict):
            return Some(bool(result), none=False, has=tuple(result))
        return Lit(result) if isinstance(result, (str, int, float, bool)) else UNKNOWN
    if term.name == CONTAINS and term.args[0] in value.has:
        return YES
    if value.has and term.name in CONTENTS | PARSERS:
        return Some(True, none=False, has=value.has)
    if term.name == "len" and value.truth is False:
        return Lit(0)
    return Some(value.truth if term.name == "len" else None, none=False)


def _sum(kind: str, left: Lit | Some, right: Lit | Some) -> Lit | Some:
    numbers = [v.value for v in (left, right) if isinstance(v, Lit) and isinstance(v.value, (int, float))]
    if len(numbers) < 2:
        return EITHER
    return Lit(numbers[0] + numbers[1] if kind == "+" else numbers[0] - numbers[1])
