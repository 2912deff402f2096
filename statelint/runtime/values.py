"""The values of widgets: which one they start with, which ones they refuse, which ones they correct.

In: an element, the arguments of its call, what the state holds. Out: a value, or the exception that Streamlit raises.
"""

from __future__ import annotations

import datetime
from typing import Any

from statelint.runtime.call import Call
from statelint.runtime.choices import RANGES, coding_of, has_options, label_of, labels_of, options_of, takes_several
from statelint.runtime.widget import Coding, Widget
from statelint.streamlit_api.model import Element

NUMBERS = (int, float)
TEXTS = ("text_input", "text_area", "color_picker")
BOXES = ("checkbox", "toggle", "expander", "popover")
ALWAYS_SENT = ("expander", "popover")  # the browser is told their value in every run
DATES = ("date_input", "time_input", "datetime_input")
MOMENTS = (list, tuple, datetime.date, datetime.time, datetime.timedelta)
BOUNDED = ("number_input", "slider")


def initial(element: Element, values: dict[str, Any]) -> Any:
    """The value while nothing else has set one."""
    start = element.initial
    given = values.get(start.parameter)
    if element.name in TEXTS and given is not None:
        given = str(given)
    match start.kind:
        case "const":
            return start.value
        case "parameter":
            return given if given is not None or means_none(element, values) else start.value
        case "bounded":
            return bounded(element, values)
        case "single":
            return several(element, values, given) if values_several(element, values) else given
        case "list":
            return several(element, values, given)
        case "first-option":
            options = options_of(values)
            return options[given] if given is not None and options else None
        case "option":
            return option(element, values, given)
        case "now":
            return moment(element.name, given)
    return None


def means_none(element: Element, values: dict[str, Any]) -> bool:
    start = element.initial
    return start.keeps_none and values.get(start.parameter) is None and start.parameter in values


def values_several(element: Element, values: dict[str, Any]) -> bool:
    """Does the widget hold a list?"""
    return bool(takes_several(element, values) or values.get("accept_multiple_files"))


def several(element: Element, values: dict[str, Any], given: Any) -> list[Any]:
    """A list of values; one that is not in a list counts as such."""
    if given is None:
        return []
    if isinstance(given, str) or not hasattr(given, "__iter__"):
        return [given]
    return list(given)


def option(element: Element, values: dict[str, Any], given: Any) -> Any:
    """The given option or options, else the first."""
    options = list(values.get(element.initial.options) or ()) if element.initial.options != "options" else None
    options = options_of(values) if options is None else options
    if given is None:
        return options[0] if options else None
    if takes_several(element, values):
        return tuple(given) if len(given) > 1 else (*given, options[-1])
    return given


def numbers(values: dict[str, Any]) -> list[Any]:
    """The numbers that a call gives."""
    return [
        value for name in ("value", "min_value", "max_value", "step") if isinstance(value := values.get(name), NUMBERS)
    ]


def number_type(element: Element, values: dict[str, Any]) -> type:
    """Whole numbers, or others: where none is given, a slider has whole ones, a field others."""
    given = numbers(values)
    whole = all(isinstance(number, int) for number in given) and (given or element.name == "slider")
    return int if whole else float


def coding(element: Element, values: dict[str, Any]) -> Coding:
    """How the values of a widget travel: options as labels, numbers as those of its kind."""
    if element.name in BOXES:
        return Coding(decode=bool)
    if element.name not in BOUNDED:
        return coding_of(element, values)
    kind = number_type(element, values)

    def decode(wire: Any) -> Any:
        if isinstance(wire, list | tuple):
            return tuple(map(number, wire))
        if isinstance(values.get("value"), list | tuple):
            return bounded(element, values)  # a range has two ends
        return number(wire)

    def number(wire: Any) -> Any:
        if not isinstance(wire, NUMBERS):
            return wire
        beyond = element.name == "number_input" and element.bind and is_beyond(values, kind(wire))
        return bounded(element, values) if beyond else kind(wire)

    return Coding(decode=decode)


def bounded(element: Element, values: dict[str, Any]) -> Any:
    """The value of a slider or a number field: the given one, else the least, else zero."""
    value, least = values.get("value"), values.get("min_value")
    if isinstance(value, bool):
        return int(value)
    if element.name == "number_input":
        if value is None:
            return None
        if value != "min":
            return value
        return least if least is not None else number_type(element, values)()
    if isinstance(value, list | tuple):
        most = 100 if values.get("max_value") is None else values["max_value"]
        return tuple(value) if len(value) == 2 else (*value, most) if value else (least or 0, most)
    if value is not None:
        return value
    return least if least is not None else 0


def moment(name: str, given: Any) -> Any:
    """A date, a time or a pair of dates."""
    now = datetime.datetime.now()
    today = {"date_input": now.date(), "time_input": now.time().replace(second=0, microsecond=0)}
    if isinstance(given, str) and given in ("today", "now"):
        return today.get(name, now.replace(second=0, microsecond=0))
    if isinstance(given, datetime.datetime):
        return {"date_input": given.date(), "time_input": given.time()}.get(name, given)
    if isinstance(given, list | tuple):
        return tuple(moment(name, one) for one in given)
    if isinstance(given, str) and name == "date_input":
        return datetime.date.fromisoformat(given)
    if isinstance(given, str):
        return (datetime.time if name == "time_input" else datetime.datetime).fromisoformat(given)
    return given


def check(call: Call) -> None:
    """Refuses arguments that do not go together."""
    errors, values, name = call.run.errors, call.values, call.element.name
    for parameter, words in (("persist_state", call.element.persist_state), ("bind", call.element.bind)):
        word = values.get(parameter)
        if word is not None and word not in words:
            raise errors.first("StreamlitValueError")(f"{parameter} must be one of {words}")
        if word is not None and call.key is None:
            raise errors.first("StreamlitMissingRequiredParameterError")(f"{parameter} needs a key")
    if name in ("selectbox", "radio"):
        index, count = values.get("index"), len(options_of(values))
        if index is not None and not isinstance(index, int):
            raise errors.first("StreamlitInvalidParameterTypeError")("index must be a number")
        if index is not None and count and not 0 <= index < count:
            raise errors.first("StreamlitValueOutOfRangeError")(f"there is no option {index}")
    if has_options(call.element) and name not in ("selectbox", "radio"):
        default = values.get("value" if name in RANGES else "default")
        options = options_of(values)
        for one in several(call.element, values, default):
            if one not in options:
                raise errors.first("StreamlitDefaultNotInOptionsError")(f"{one!r} is not one of the options")


def check_number(call: Call) -> None:
    """Refuses a value beyond the bounds, which Streamlit finds out after it has looked for twins."""
    value = call.values.get("value")
    if call.element.name not in BOUNDED or value in ("min", None):
        return
    if call.element.name == "slider" and not isinstance(value, (*NUMBERS, *MOMENTS)):
        raise call.run.errors.first("StreamlitInvalidParameterTypeError")(f"a slider has no value {value!r}")
    in_bounds(call, value)


def check_kinds(call: Call) -> None:
    """Refuses a number field whose numbers are of two kinds."""
    given = [call.values.get(name) for name in ("value", "min_value", "max_value", "step")]
    if not any(all(isinstance(one, kind | str | None) for one in given) for kind in NUMBERS):
        raise call.run.errors.first("StreamlitMixedNumericTypesError")("all numbers must be of one kind")
    if any(isinstance(one, str) for one in given[1:]):
        raise TypeError("a number field has numbers for its ends")


def in_bounds(call: Call, value: Any) -> None:
    """Refuses a value beyond the bounds that the call gives."""
    errors, values = call.run.errors, call.values
    least, most = values.get("min_value"), values.get("max_value")
    if call.element.name == "slider" and isinstance(value, NUMBERS):
        least = 0 if least is None else least
        most = (1.0 if isinstance(value, float) else 100) if most is None else most
    for one in value if isinstance(value, list | tuple) else (value,):
        if least is not None and one < least:
            raise errors.first("StreamlitValueBelowMinError")(f"{one} is below {least}")
        if most is not None and one > most:
            raise errors.first("StreamlitValueAboveMaxError")(f"{one} is above {most}")


def settle(call: Call, made: Widget, value: Any, changed: bool) -> tuple[Any, bool]:
    """The value that the widget accepts, and whether it is another than the state's; `changed` if the browser must be
    told."""
    element = call.element
    if has_options(element) and "options" in call.values:
        return valid_option(call, made, value)
    if changed or element.name in ALWAYS_SENT:
        refuse_type(call, value)
    if element.name == "feedback" and not isinstance(value, int | None):
        return made.default, True
    if element.name == "number_input" and "min_value" not in element.keyed_identity and is_beyond(call.values, value):
        return made.default, True
    return value, False


def is_beyond(values: dict[str, Any], value: Any) -> bool:
    """Is a number beyond the bounds that a call gives?"""
    least, most = values.get("min_value"), values.get("max_value")
    return value is not None and ((least is not None and value < least) or (most is not None and value > most))


def refuse_type(call: Call, value: Any) -> None:
    """What cannot be shown is refused as soon as the state offers it."""
    name = call.element.name
    if name in TEXTS and not isinstance(value, str | None):
        raise TypeError(f"{name} cannot show {value!r}")
    if name in BOXES and not isinstance(value, bool | int):
        raise TypeError(f"{name} cannot show {value!r}")
    if name in BOUNDED:
        if isinstance(value, NUMBERS if name == "number_input" else (*NUMBERS, *MOMENTS)):
            if name == "slider":
                in_bounds(call, value)
        elif name == "slider" and isinstance(value, str):
            raise ValueError(f"slider cannot show {value!r}")
        elif value is not None or name == "slider":
            raise TypeError(f"{name} cannot show {value!r}")
    if name in DATES and isinstance(value, str):
        raise AttributeError(f"{name} cannot show {value!r}")


def fits(values: dict[str, Any], option: Any, labels: Any) -> bool:
    """Is it one of the options, as they are shown?"""
    try:
        return label_of(values, option) in labels
    except Exception:  # format_func knows other values only
        return False


def valid_option(call: Call, made: Widget, value: Any) -> tuple[Any, bool]:
    """A value that is no option any more: since the key alone is the identity, the widget falls back."""
    element, values = call.element, call.values
    labels = labels_of(values)
    if value is None and element.name == "multiselect":
        raise TypeError("a multiselect cannot show None")
    if values.get("accept_new_options") or value is None:
        return value, False
    wanted = list(value) if takes_several(element, values) and not isinstance(value, str) else [value]
    good = [one for one in wanted if fits(values, one, labels)]
    if len(good) == len(wanted):
        return value, False
    if "options" in element.keyed_identity:
        if element.name == "selectbox" and call.run.release >= (1, 45):
            return value, False
        raise ValueError(f"{value!r} is not one of the options")
    if takes_several(element, values) and element.name not in RANGES:
        return good, True
    return made.default, True
