"""What a state has learnt once a condition went one way. In: a term, its outcome, a state that is the caller's own."""

from __future__ import annotations

from statelint.explore.inputs import Inputs
from statelint.explore.state import ABSENT, PRESENT, State, with_presence
from statelint.explore.terms import (
    Choices,
    Compare,
    HasKey,
    IsInstance,
    KeyValue,
    Lit,
    Negated,
    Some,
    Term,
    Var,
    WidgetValue,
)
from statelint.explore.worth import UNKNOWN, exact, plain, truth_of, worth
from statelint.record import replace


def learn(term: Term, outcome: bool, state: State, inputs: Inputs | None) -> None:
    """Note in `state` that `term` was found true or false. The state is the caller's own copy."""
    match term:
        case Negated(term=inner):
            learn(inner, not outcome, state, inputs)
        case HasKey(key=ref):
            name = exact(ref, state)
            if name is not None:
                state.put(name, with_presence(state.cell(name), outcome))
        case Var(id=var):
            known = state.locals.get(var)
            if known is not None:
                state.let(var, _narrowed(plain(known), outcome))
        case KeyValue(key=ref):
            name = exact(ref, state)
            if name is not None and (outcome or state.cell(name).presence == PRESENT):
                _learn_key(name, term, outcome, state, inputs)
        case WidgetValue(key=ref) if ref is not None:
            learn(KeyValue(ref), outcome, state, inputs)
        case Compare():
            _learn_comparison(term, outcome, state, inputs)
        case IsInstance(term=inner) if outcome:
            _learn_comparison(Compare("is not", inner, Lit(None)), True, state, inputs)


def _narrowed(value: Lit | Some, truth: bool) -> Lit | Some:
    return value if isinstance(value, Lit) else replace(value, truth=truth, none=value.none and not truth)


def _learn_key(name: str, term: KeyValue, outcome: bool, state: State, inputs: Inputs | None) -> None:
    cell = state.cell(name)
    if cell.presence != PRESENT:
        default = worth(term.default, state, inputs) if term.default is not None else Some(True)
        if truth_of(default) is not False:
            return
        cell = replace(with_presence(cell, True), value=UNKNOWN)
    state.put(name, replace(cell, value=_narrowed(plain(cell.value), outcome)))


def _learn_comparison(term: Compare, outcome: bool, state: State, inputs: Inputs | None) -> None:
    if term.kind in ("!=", "is not", "not in"):
        positive = {"!=": "==", "is not": "is", "not in": "in"}[term.kind]
        _learn_comparison(Compare(positive, term.left, term.right), not outcome, state, inputs)
        return
    left, right = term.left, term.right
    if isinstance(left, Lit) and term.kind in ("==", "is"):
        left, right = right, left
    if isinstance(right, Choices):
        values = right.values
    elif isinstance(right, Lit) and term.kind in ("==", "is"):
        values = (right.value,)
    else:
        return
    if isinstance(left, WidgetValue) and left.key is not None:
        left = KeyValue(left.key)
    if isinstance(left, Var) and left.id in state.locals:
        state.let(left.id, _chosen(plain(state.locals[left.id]), values, outcome))
    elif isinstance(left, KeyValue):
        _learn_key_choice(left, values, outcome, state, inputs)


def _chosen(value: Lit | Some, values: tuple[object, ...], outcome: bool) -> Lit | Some:
    if isinstance(value, Lit):
        return value
    if outcome:
        return Lit(values[0]) if len(values) == 1 else replace(value, none=None in values)  # type: ignore[arg-type]
    return replace(value, other=(*value.other, *values), none=value.none and None not in values)  # type: ignore[arg-type]


def _learn_key_choice(
    term: KeyValue, values: tuple[object, ...], outcome: bool, state: State, inputs: Inputs | None
) -> None:
    name = exact(term.key, state)
    if name is None:
        return
    cell = state.cell(name)
    if cell.presence != PRESENT:
        default = worth(term.default, state, inputs) if term.default is not None else None
        there = default is None or (isinstance(default, Lit) and (default.value in values) != outcome)
        if not there or cell.presence == ABSENT:
            return
        cell = replace(with_presence(cell, True), value=UNKNOWN)
    state.put(name, replace(cell, value=_chosen(plain(cell.value), values, outcome)))
