"""The values of widgets: which one they start with, which ones they refuse, which ones they correct.

In: an element, the arguments of its call, what the state holds. Out: a value, or the exception that Streamlit raises.
"""

from __future__ import annotations

import datetime
from typing import Any

from statelint.runtime import bounds
from statelint.runtime.bounds import BOUNDED
from statelint.runtime.call import Call
from statelint.runtime.choices import (
    EITHER,
    RANGES,
    SEVERAL,
    coding_of,
    current,
    has_options,
    label_of,
    labels_of,
    options_of,
    takes_several,
)
from statelint.runtime.widget import Coding, Widget
from statelint.streamlit_api.model import Element

TEXTS = ("text_input", "text_area", "color_picker")
BOXES = ("checkbox", "toggle", "expander", "popover")
ALWAYS_READ = ("expander", "popover", "date_input")  # in every run, not only where the browser has to be told
DATES = ("date_input", "time_input", "datetime_input")


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
            return bounds.start(element, values)
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


def coding(element: Element, values: dict[str, Any]) -> Coding:
    """How the values of a widget travel: options as labels, numbers as those of its kind."""
    if element.name in BOXES:
        return Coding(decode=bool)
    if element.name in TEXTS:
        return Coding(decode=lambda wire: wire.decode() if isinstance(wire, bytes) else wire)
    return bounds.coding_of(element, values) if element.name in BOUNDED else coding_of(element, values)


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


def settle(call: Call, made: Widget, value: Any, changed: bool) -> tuple[Any, bool]:
    """The value that the widget accepts, and whether it is another than the state's; `changed` if the browser must be
    told."""
    element = call.element
    if has_options(element) and "options" in call.values:
        return valid_option(call, made, value, changed)
    if changed or element.name in ALWAYS_READ:
        refuse_type(call, value)
    if element.name == "feedback" and value is not None and not is_rating(call, value):
        return made.default, True
    if element.name == "number_input" and "min_value" not in element.keyed_identity:
        beyond = bounds.is_beyond(value, call.values.get("min_value"), call.values.get("max_value"))
        return (made.default, True) if beyond else (value, False)
    return value, False


def is_rating(call: Call, value: Any) -> bool:
    """Is it one of the stars, faces or thumbs?"""
    if call.run.release < (1, 67):
        return isinstance(value, int)
    count = 2 if call.values.get("options") == "thumbs" else 5
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < count


def refuse_type(call: Call, value: Any) -> None:
    """What cannot be shown is refused as soon as the state offers it."""
    name = call.element.name
    if name in TEXTS and (not isinstance(value, str | bytes | None) or (value is None and name == "color_picker")):
        raise TypeError(f"{name} cannot show {value!r}")
    if name in BOXES and not isinstance(value, bool | int):
        raise TypeError(f"{name} cannot show {value!r}")
    if name in BOUNDED:
        bounds.refuse(call, value)
    if name in DATES:
        refuse_moment(call, value)


def refuse_moment(call: Call, value: Any) -> None:
    """What is no date or time is refused."""
    name = call.element.name
    if name == "time_input" and not isinstance(value, datetime.time | datetime.datetime | None):
        raise TypeError(f"{name} cannot show {value!r}")
    if name == "date_input" and call.values.get("value") == "today":
        for one in value if isinstance(value, list | tuple) else (value,):
            if not isinstance(one, datetime.date | str | None) or (isinstance(one, str) and not is_date(one)):
                raise call.run.errors.first("StreamlitInvalidParameterTypeError")(f"{one!r} is no date")
    if isinstance(value, str):
        raise AttributeError(f"{name} cannot show {value!r}")


def is_date(text: str) -> bool:
    """Does a text tell a date?"""
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def fits(values: dict[str, Any], option: Any, labels: Any) -> bool:
    """Is it one of the options, as they are shown?"""
    try:
        return label_of(values, option) in labels
    except Exception:  # format_func knows other values only
        return False


def valid_option(call: Call, made: Widget, value: Any, changed: bool) -> tuple[Any, bool]:
    """A value that is no option any more: since the key alone is the identity, the widget falls back; before that it is
    refused if the browser has to be told."""
    element, values = call.element, call.values
    if element.name in SEVERAL:
        limit = values.get("max_selections")
        if limit is not None and value is not None and len(value) > limit:
            raise call.run.errors.first("StreamlitSelectionCountExceedsMaxError")(f"more than {limit} are selected")
        value = coerced(call, value)
    alone = "options" not in element.keyed_identity
    empty = value == "" and takes_several(element, values) and element.name not in RANGES
    if values.get("accept_new_options") or value is None or (alone and empty):
        return value, False
    wanted = chosen(element, values, value, alone)
    good = [one for one in wanted if fits(values, one, labels_of(values))]
    if len(good) == len(wanted):
        return value, False
    if not alone:
        if not changed or (element.name in ("selectbox", "multiselect") and call.run.release >= (1, 45)):
            return value, False
        raise call.run.errors.first() if element.name in EITHER else ValueError(f"{value!r} is not one of the options")
    if element.name in RANGES:
        first, *last = made.default if isinstance(made.default, tuple) else (made.default,)
        return ((first, *(last or options_of(values)[-1:])) if isinstance(value, tuple) else first), True
    return (good if takes_several(element, values) else made.default), True


def chosen(element: Element, values: dict[str, Any], value: Any, alone: bool) -> list[Any]:
    """The options that a value consists of; a text, where several are wanted, of the letters that it has."""
    if element.name in RANGES:
        return list(value) if isinstance(value, tuple if alone else tuple | list) else [value]
    if not takes_several(element, values) or (isinstance(value, str) and not alone):
        return [value]
    return list(value)


def coerced(call: Call, value: Any) -> Any:
    """The value as the call gives it, with members of an Enum as those of the present class."""
    if not has_options(call.element) or call.run.release < (1, 29):
        return value
    return current(call.element, call.values, value)
