"""Sliders and number fields: the kind of number they have, the value they start with, and the bounds.

In: a call. Out: a value, or the exception that Streamlit raises. A slider makes room for the value that it is given, a
number field refuses what is beyond its bounds.
"""

from __future__ import annotations

import datetime
from typing import Any

from statelint.runtime.call import Call
from statelint.runtime.widget import Coding
from statelint.streamlit_api.model import Element

NUMBERS = (int, float)
KINDS = (int, float, datetime.datetime, datetime.date, datetime.time)  # a datetime is a date as well
SPANS: dict[type, tuple[Any, Any, Any]] = {int: (0, 100, 1), float: (0.0, 1.0, 0.01)}  # least, most, step
NAMES = ("value", "min_value", "max_value", "step")
BOUNDED = ("number_input", "slider")


def given(values: dict[str, Any]) -> list[Any]:
    """The numbers that a call gives."""
    return [value for name in NAMES if isinstance(value := values.get(name), NUMBERS)]


def number_type(element: Element, values: dict[str, Any]) -> type:
    """Whole numbers, or others: where none is given, a slider has whole ones, a field others."""
    numbers = given(values)
    whole = all(isinstance(number, int) for number in numbers) and (numbers or element.name == "slider")
    return int if whole else float


def start(element: Element, values: dict[str, Any]) -> Any:
    """The value of a slider or a number field: the given one, else the least, else zero."""
    value, least = values.get("value"), values.get("min_value")
    if isinstance(value, bool):
        return int(value)
    if element.name == "slider":
        return tuple(points(values)) if isinstance(value, list | tuple) else points(values)[0]
    if value != "min":
        return value
    return least if least is not None else number_type(element, values)()


# ---- sliders ----
def kind_of(value: Any) -> type:
    """What a slider counts in; KeyError where it cannot."""
    for kind in KINDS:
        if isinstance(value, kind):
            return kind
    raise KeyError(type(value))


def points(values: dict[str, Any]) -> list[Any]:
    """Where the handles of a slider start."""
    value, least, most = values.get("value"), values.get("min_value"), values.get("max_value")
    if value is None:
        return [0 if least is None else least]
    if not isinstance(value, list | tuple):
        return [value]
    return sorted(value) if value else [0 if least is None else least, 100 if most is None else most]


def ends(values: dict[str, Any]) -> tuple[Any, Any]:
    """The least and the most of a slider, None where that is not known."""
    own = points(values)
    least, most, _ = SPANS.get(kind_of(own[0]), (None, None, None))
    low, high = values.get("min_value"), values.get("max_value")
    edges = [edge for edge in (least if low is None else low, most if high is None else high) if edge is not None]
    if len(edges) < 2:
        return low, high
    return min(*edges, *own), max(*edges, *own)


def check_slider(call: Call) -> None:
    """Refuses a slider whose value is none, whose numbers are of two kinds, or whose ends are one. Without a value it
    has two handles where the state has no single value."""
    errors, values, store = call.run.errors, call.values, call.run.store
    mixed, key = errors.first("StreamlitInvalidParameterTypeError"), call.key
    if values.get("value") is None and key is not None and key in store and not isinstance(store[key], KINDS):
        values["value"] = []
    value = values.get("value")
    if not isinstance(value, (*KINDS, list, tuple, type(None))):
        raise mixed(f"a slider has no value {value!r}")
    if isinstance(value, list | tuple) and len(value) > 2:
        raise (errors.StreamlitValueError if call.run.release >= (1, 63) else mixed)("a slider has two ends")
    own = {kind_of(one) for one in value} if isinstance(value, list | tuple) and value else {kind_of(points(values)[0])}
    span = SPANS.get(min(own, key=KINDS.index), (None, None, None))
    asked = [values.get(name) for name in ("min_value", "max_value", "step")]
    others = [default if one is None else one for one, default in zip(asked, span, strict=True)]
    if len(own | {kind_of(one) for one in others if isinstance(one, NUMBERS)}) > 1:
        raise mixed("the numbers of a slider must be of one kind")
    least, most = ends(values)
    if least is not None and least == most and call.run.release >= (1, 34):
        raise errors.first("StreamlitInvalidMinMaxError")("a slider needs room between its ends")


# ---- number fields ----
def check_field(call: Call, default: Any) -> None:
    """Refuses a number field whose numbers are of two kinds, whose bounds are crossed, or that starts beyond them."""
    values, errors = call.values, call.run.errors
    least, most = values.get("min_value"), values.get("max_value")
    if not any(all(isinstance(values.get(name), kind | str | None) for name in NAMES) for kind in NUMBERS):
        raise errors.first("StreamlitMixedNumericTypesError")("the numbers of a field must be of one kind")
    if isinstance(least, str) or isinstance(most, str):
        raise TypeError("a number field has numbers for its ends")
    if least is not None and most is not None and least > most and call.run.release >= (1, 63):
        raise errors.first("StreamlitInvalidMinMaxError")(f"{least} is above {most}")
    in_bounds(call, default, least, most)


# ---- what comes from the state and from the browser ----
def in_bounds(call: Call, value: Any, least: Any, most: Any) -> None:
    """Refuses a value that is not between two bounds."""
    if least is not None and value is not None and value < least:
        raise call.run.errors.first("StreamlitValueBelowMinError")(f"{value} is below {least}")
    if most is not None and value is not None and value > most:
        raise call.run.errors.first("StreamlitValueAboveMaxError")(f"{value} is above {most}")


def refuse(call: Call, value: Any) -> None:
    """Refuses a value of the state that cannot be shown; since 1.44 also one beyond the bounds."""
    name, values = call.element.name, call.values
    if name == "number_input" and not isinstance(value, int | float | None):
        raise TypeError(f"{name} cannot show {value!r}")
    shown = value if name == "slider" and isinstance(value, list | tuple) else [value]
    numeric = name == "slider" and kind_of(points(values)[0]) in NUMBERS
    if name == "slider" and not numeric and not all(isinstance(one, (*KINDS, datetime.timedelta)) for one in shown):
        raise (ValueError if isinstance(value, str) else TypeError)(f"{name} cannot show {value!r}")
    bounds = ends(values) if name == "slider" else (values.get("min_value"), values.get("max_value"))
    if numeric:
        shown = [float(one) for one in shown]
    if call.run.release >= (1, 44) and (name == "slider" or "min_value" in call.element.keyed_identity):
        for one in shown:
            in_bounds(call, one, *bounds)


def is_beyond(value: Any, least: Any, most: Any) -> bool:
    """Is a number beyond bounds, of which either may be missing?"""
    return value is not None and ((least is not None and value < least) or (most is not None and value > most))


def coding_of(element: Element, values: dict[str, Any]) -> Coding:
    """Numbers travel as those of their kind; since 1.55 what a widget cannot have falls back to where it started."""
    kind = number_type(element, values)
    corrects = bool(element.bind)

    def number(wire: Any) -> Any:
        return kind(wire) if isinstance(wire, NUMBERS) else wire

    def field(wire: Any) -> Any:
        beyond = corrects and isinstance(wire, NUMBERS)
        beyond = beyond and is_beyond(kind(wire), values.get("min_value"), values.get("max_value"))
        return start(element, values) if beyond else number(wire)

    def slider(wire: Any) -> Any:
        several = isinstance(values.get("value"), list | tuple)
        sent = list(wire) if isinstance(wire, list | tuple) else [wire]
        kin = NUMBERS if kind_of(points(values)[0]) in NUMBERS else kind_of(points(values)[0])
        beyond = any(isinstance(one, kin) and is_beyond(one, *ends(values)) for one in sent)
        if corrects and (beyond or len(sent) != 1 + several):
            return start(element, values)
        return tuple(map(number, sent)) if several else number(sent[0])

    return Coding(decode=slider if element.name == "slider" else field)
