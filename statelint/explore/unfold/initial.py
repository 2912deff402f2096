"""What an element's key holds on the first run. In: the API's rule for it and the arguments given. Out: a Term."""

from __future__ import annotations

from collections.abc import Callable

from statelint.explore.terms import Lit, Some, Term
from statelint.explore.unfold.picked import Picked
from statelint.explore.unfold.picking import first_of
from statelint.explore.unfold.values import Dyn, Known, Value, term_of
from statelint.streamlit_api.model import Initial

Items = Callable[[Value], list[Value] | None]
ABSENT = Known(None)


def initial_value(rule: Initial, given: dict[str, Value], items_of: Items) -> Term:
    """The value as a Term; Some() where it depends on what only a run knows."""
    chosen = given.get(rule.parameter, ABSENT)
    if rule.keeps_none and rule.parameter in given and chosen == ABSENT:
        return Lit(None)
    match rule.kind:
        case "const":
            return Lit(rule.value)
        case "parameter":
            return _worth(chosen, Lit(rule.value))
        case "bounded":
            return _worth(chosen, _worth(given.get(rule.fallback, ABSENT), Lit(rule.value)))
        case "single" if not any(given.get(name, ABSENT) != ABSENT for name in rule.unless):
            return _worth(chosen, Lit(rule.value))
        case "single":
            return Some(None, none=False)
        case "list":
            items = items_of(chosen) if chosen != ABSENT else []
            return Some(bool(items) if items is not None else None, none=False)
        case "first-option":
            return _option(rule, given, chosen, items_of)
        case "option":
            return _worth(chosen, _option(rule, given, ABSENT, items_of))
        case "now":
            return Some(True, none=False) if chosen == ABSENT else _worth(chosen, Some())
    return Some()


def _worth(value: Value, otherwise: Term) -> Term:
    """The argument where it is given and not None; one that may be None is either."""
    if value == ABSENT:
        return otherwise
    return term_of(value) if isinstance(value, (Known, Dyn)) else Some(_truth(value), none=False)


def _truth(value: Value) -> bool | None:
    term = term_of(value)
    return term.truth if isinstance(term, Some) else bool(term.value) if isinstance(term, Lit) else None


def _option(rule: Initial, given: dict[str, Value], index: Value, items_of: Items) -> Term:
    """The option at an index, the first one if none is given."""
    choices = given.get(rule.options, Dyn())
    options = items_of(choices)
    place = index.value if isinstance(index, Known) and index != ABSENT else 0 if index == ABSENT else None
    if isinstance(choices, Picked) and isinstance(place, int):
        return first_of(choices, place)
    if options is None or not isinstance(place, int) or not -len(options) <= place < len(options):
        return Some()
    return term_of(options[place])
