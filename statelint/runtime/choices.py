"""Widgets with options: what their labels are, and how a chosen option travels to the browser and back.

In: an element and the arguments of a call. Out: labels and a `Coding`. The browser knows only labels, so the value that
comes back is an option of the run that drew the widget.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from enum import Enum
from typing import Any

from statelint.runtime.widget import Coding
from statelint.streamlit_api.model import Element

SINGLE = ("selectbox", "radio")
SEVERAL = ("multiselect",)
EITHER = ("pills", "segmented_control")  # by selection_mode
RANGES = ("select_slider",)  # by the form of the value
# What Streamlit makes of a text without a letter where it expects a list: all its letters are members of an Enum.
GENERATOR = "<generator object maybe_coerce_enum_sequence.<locals>.<genexpr> at 0x7f0000000000>"


def options_of(values: dict[str, Any]) -> list[Any]:
    """The options as a list: of a sequence, a mapping's keys, an Enum's members, a frame's first column."""
    options = values.get("options")
    if options is None:
        return []
    if hasattr(options, "iloc") and getattr(options, "ndim", 1) == 2:
        options = options.iloc[:, 0]
    return list(options)


def label_of(values: dict[str, Any], option: Any) -> str:
    """How an option is shown."""
    function = values.get("format_func") or str
    return str(function(option))


def labels_of(values: dict[str, Any]) -> Any:
    """How the options are shown; of an element whose options are words, these."""
    options = values.get("options")
    return options if isinstance(options, str) else [label_of(values, option) for option in options_of(values)]


def current(element: Element, values: dict[str, Any], value: Any) -> Any:
    """A member of an Enum as one of the class that the options are of now: each run of the script makes a new class."""
    several = takes_several(element, values) and element.name not in RANGES
    kinds = {type(option) for option in options_of(values)}
    kind = kinds.pop() if len(kinds) == 1 else None
    if several:
        iter(value)  # refuses what is no list
    if several and value == "" and kind is not None:
        return GENERATOR
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return type(value)(member(kind, one) for one in value)
    return member(kind, value)


def member(kind: type | None, value: Any) -> Any:
    """A member of an Enum as the one of this class, if it is one of its members."""
    if kind is None or not isinstance(value, Enum) or not issubclass(kind, Enum) or isinstance(value, kind):
        return value
    same = type(value).__qualname__ == kind.__qualname__ and value.name in kind.__members__
    return kind[value.name] if same else value


def takes_several(element: Element, values: dict[str, Any]) -> bool:
    """Is the value a list, or a pair?"""
    if element.name in EITHER:
        return bool(values.get("selection_mode") == "multi")
    return element.name in SEVERAL or (element.name in RANGES and isinstance(values.get("value"), list | tuple))


def has_options(element: Element) -> bool:
    return element.name in (*SINGLE, *SEVERAL, *EITHER, *RANGES)


def coding_of(element: Element, values: dict[str, Any]) -> Coding:
    """How the values of a widget travel."""
    if not has_options(element):
        return Coding(encode=copy.deepcopy, decode=copy.deepcopy)
    options, labels = options_of(values), labels_of(values)

    def encode(option: Any) -> Any:
        return None if option is None else label_of(values, option)

    def decode(label: Any) -> Any:
        return options[labels.index(label)] if label in labels else label

    several = takes_several(element, values)
    decoding = on_slider(values, options, labels) if element.name in RANGES and options else decode
    if not several:
        return Coding(encode, decoding)
    return Coding(
        encode=lambda chosen: [encode(option) for option in chosen or ()],
        decode=decoding if element.name in RANGES else lambda chosen: [decode(label) for label in chosen or ()],
    )


def on_slider(values: dict[str, Any], options: list[Any], labels: list[str]) -> Callable[[Any], Any]:
    """What comes back from a slider over options: an end that shows none of them falls back to where it started."""
    start = values.get("value")
    pair = isinstance(start, list | tuple)
    ends = [*(start or ()), options[-1]][:2] if pair else [options[0] if start is None else start]

    def decode(wire: Any) -> Any:
        sent = wire if pair else [wire]
        if len(sent) != len(ends):
            return tuple(ends)
        found = [options[labels.index(one)] if one in labels else end for one, end in zip(sent, ends, strict=True)]
        return tuple(sorted(found, key=options.index)) if pair else found[0]

    return decode
