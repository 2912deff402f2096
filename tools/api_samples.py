"""How to call each Streamlit element in a probe: one `Sample` per element that has a key or can hold others.

Read by api_probe.py inside the environment of the release under test, so it may use nothing newer than that.
An element with a key that has no sample stops the derivation: add its line here.
"""

from __future__ import annotations

import datetime
import itertools
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import Any

import streamlit
import streamlit.components.v1

st: Any = streamlit  # one file serves forty releases: names are looked up when they are called
_numbers = itertools.count()


def fresh(prefix: str) -> str:
    """A key or name that nothing else in the process has."""
    return f"{prefix} {next(_numbers)}"


@dataclass(frozen=True)
class Sample:
    """`draw(**keywords)` calls the element; `assign` is a value that its state could take.

    `on` turns its key on where it is off by default. `source` is the parameter that gives the first value, `given`
    an argument for it, `options` the parameter it chooses from, `fallback` the one that counts where `source` is
    left out. `variants` are arguments that may change the kind of the first value; `defaults` are arguments to try
    for the warning "default and state both given"; `aliases` maps names that the identity is computed from to
    parameters, and `rare` are arguments that count for it only where they are given.
    """

    draw: Callable[..., Any]
    assign: Any = None
    on: str = ""
    source: str = ""
    given: Any = None
    options: str = ""
    fallback: str = ""
    variants: Mapping[str, Any] = field(default_factory=dict)
    defaults: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    rare: Mapping[str, Any] = field(default_factory=dict)


def _frame() -> Any:
    return import_module("pandas").DataFrame({"a": [1, 2]})


def _form(**keywords: Any) -> Any:
    form = st.form(**keywords)
    form.form_submit_button("go")
    return form


def _form_submit_button(**keywords: Any) -> Any:
    return st.form(fresh("form")).form_submit_button("go", **keywords)


def _altair_chart(**keywords: Any) -> Any:
    altair = import_module("altair")
    picked = altair.selection_point(name="picked")
    return st.altair_chart(altair.Chart(_frame()).mark_point().encode(x="a").add_params(picked), **keywords)


def _vega_lite_chart(**keywords: Any) -> Any:
    axis = {"x": {"field": "a", "type": "quantitative"}}
    spec = {"mark": "point", "params": [{"name": "picked", "select": "point"}], "encoding": axis}
    return st.vega_lite_chart(_frame(), spec, **keywords)


def _pydeck_chart(**keywords: Any) -> Any:
    pydeck = import_module("pydeck")
    return st.pydeck_chart(pydeck.Deck(layers=[pydeck.Layer("ScatterplotLayer", [], id="layer")]), **keywords)


def _plotly_chart(**keywords: Any) -> Any:
    return st.plotly_chart({"data": [{"x": [1], "y": [1], "type": "scatter"}]}, **keywords)


def _button_column(**keywords: Any) -> Any:
    return st.dataframe(_frame(), column_config={"a": st.column_config.ButtonColumn(**keywords)})


def _component_v1() -> Any:
    return st.components.v1.declare_component("probe", url="http://localhost")


def _component_v2() -> Any:
    return st.components.v2.component(fresh("probe"), html="<p>probe</p>")


def _dialog(name: str, **keywords: Any) -> Any:
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context: Any = get_script_run_ctx()
    context.has_dialog_opened = False  # otherwise one run draws one dialog only
    return getattr(st, name)(fresh("dialog"), **keywords)(lambda: None)()


def _call(name: str, *arguments: Any) -> Callable[..., Any]:
    return lambda **keywords: getattr(st, name)(*arguments, **keywords)


_AB = ["a", "b"]
_DAY, _NOON = datetime.date(2024, 1, 3), datetime.time(12, 0)
_MOMENT = datetime.datetime(2024, 1, 3, 12, 0)
_TEXT: dict[str, Any] = {"assign": "t", "source": "value", "given": "u", "defaults": {"value": (None, "", "u")}}
_CHECK: dict[str, Any] = {"assign": True, "source": "value", "given": True, "defaults": {"value": (None, False, True)}}
_GROUP: dict[str, Any] = {
    "assign": "a", "source": "default", "given": "b", "variants": {"selection_mode": "multi"},
    "defaults": {"default": (None, "a", "b")}, "aliases": {"click_mode": "selection_mode"},
}  # fmt: skip
_INDEX: dict[str, Any] = {
    "assign": "b", "source": "index", "given": 1, "options": "options", "defaults": {"index": (None, 0, 1)},
}  # fmt: skip
_FILES: dict[str, Any] = {"variants": {"accept_multiple_files": True}}
_SWITCHED = {"is_selection_activated": "on_select"}
_TIME = (None, "now", "today", "min")

SAMPLES: dict[str, Sample] = {
    "altair_chart": Sample(_altair_chart, {}, on="on_select", aliases=_SWITCHED | {"vega_lite_spec": "altair_chart"}),
    "audio_input": Sample(_call("audio_input", "x")),
    "button": Sample(_call("button", "x"), True),
    "camera_input": Sample(_call("camera_input", "x")),
    "chat_input": Sample(_call("chat_input", "x"), "t"),
    "chat_message": Sample(_call("chat_message", "user")),
    "checkbox": Sample(_call("checkbox", "x"), **_CHECK),
    "color_picker": Sample(
        _call("color_picker", "x"), "#ff0000", source="value", given="#00ff00",
        defaults={"value": (None, "#000000", "#00ff00")},
    ),
    "column_config.ButtonColumn": Sample(_button_column, None),
    "columns": Sample(_call("columns", 2)),
    "components.v1.declare_component()": Sample(
        lambda **keywords: _component_v1()(**keywords), 1, source="default", given=2,
    ),
    "components.v2.component()": Sample(lambda **keywords: _component_v2()(**keywords), {}),
    "container": Sample(_call("container"), 1),
    "data_editor": Sample(lambda **keywords: st.data_editor(_frame(), **keywords), {}),
    "dataframe": Sample(
        lambda **keywords: st.dataframe(_frame(), **keywords), {"selection": {"rows": [0], "columns": [], "cells": []}},
        on="on_select", defaults={"selection_default": (None, {"selection": {"rows": [0]}})},
        aliases=_SWITCHED,
    ),
    "date_input": Sample(
        _call("date_input", "x"), _DAY, source="value", given=_DAY, defaults={"value": (*_TIME, _DAY)},
    ),
    "datetime_input": Sample(
        _call("datetime_input", "x"), _MOMENT, source="value", given=_MOMENT, defaults={"value": (*_TIME, _MOMENT)},
    ),
    "dialog": Sample(partial(_dialog, "dialog")),
    "download_button": Sample(_call("download_button", "x", b"data"), True),
    "echarts_chart": Sample(
        _call("echarts_chart", {"series": [{"type": "bar", "data": [1]}]}), {}, on="on_select", aliases=_SWITCHED,
    ),
    "echo": Sample(_call("echo")),
    "empty": Sample(_call("empty")),
    "expander": Sample(
        _call("expander", "x"), True, on="on_change", source="expanded", given=True,
        defaults={"expanded": (False, True)},
    ),
    "experimental_audio_input": Sample(_call("experimental_audio_input", "x")),
    "experimental_dialog": Sample(partial(_dialog, "experimental_dialog")),
    "experimental_data_editor": Sample(lambda **keywords: st.experimental_data_editor(_frame(), **keywords), {}),
    "feedback": Sample(
        _call("feedback", "stars"), 2, source="default", given=1, defaults={"default": (None, 0, 1)},
    ),
    "file_uploader": Sample(_call("file_uploader", "x"), **_FILES),
    "form": Sample(_form, 1),
    "form_submit_button": Sample(_form_submit_button, True),
    "grid": Sample(_call("grid"), 1),
    "link_button": Sample(_call("link_button", "x", "https://example.org"), True, on="on_click"),
    "menu_button": Sample(_call("menu_button", "x", _AB), "a"),
    "multiselect": Sample(
        _call("multiselect", "x", _AB), ["a"], source="default", given=["b"], defaults={"default": (None, [], ["b"])},
    ),
    "number_input": Sample(
        _call("number_input", "x"), 3.0, source="value", given=4.0, fallback="min_value",
        defaults={"value": (None, "min", 0.0, 4.0)},
    ),
    "pagination": Sample(_call("pagination", 5), 2, source="default", given=3, defaults={"default": (None, 1, 3)}),
    "pdf": Sample(_call("pdf", b"%PDF-1.4"), {}),
    "pills": Sample(_call("pills", "x", _AB), **_GROUP),
    "plotly_chart": Sample(
        _plotly_chart, {}, on="on_select",
        aliases=_SWITCHED | {"plotly_spec": "figure_or_data", "plotly_config": "config"},
    ),
    "popover": Sample(_call("popover", "x"), True, on="on_change"),
    "pydeck_chart": Sample(_pydeck_chart, {}, on="on_select", aliases=_SWITCHED | {"spec": "pydeck_obj"}),
    "radio": Sample(_call("radio", "x", _AB), **_INDEX),
    "segmented_control": Sample(_call("segmented_control", "x", _AB), **_GROUP),
    "select_slider": Sample(
        _call("select_slider", "x", _AB), "b", source="value", given="b", options="options",
        defaults={"value": (None, "a", "b")},
    ),
    "selectbox": Sample(_call("selectbox", "x", _AB), **_INDEX),
    "skeleton": Sample(_call("skeleton")),
    "slider": Sample(
        _call("slider", "x"), 4, source="value", given=5, fallback="min_value", defaults={"value": (None, 0, 5)},
    ),
    "spinner": Sample(_call("spinner")),
    "status": Sample(_call("status", "x")),
    "tabs": Sample(
        _call("tabs", _AB), "b", on="on_change", source="default", given="b", options="tabs",
        defaults={"default": (None, "a", "b")},
    ),
    "text_area": Sample(_call("text_area", "x"), **_TEXT),
    "text_input": Sample(_call("text_input", "x"), **_TEXT, rare={"validate": "^a$"}),
    "time_input": Sample(
        _call("time_input", "x"), _NOON, source="value", given=_NOON, defaults={"value": (*_TIME, _NOON)},
    ),
    "toggle": Sample(_call("toggle", "x"), **_CHECK),
    "vega_lite_chart": Sample(_vega_lite_chart, {}, on="on_select", aliases=_SWITCHED | {"vega_lite_spec": "spec"}),
}  # fmt: skip


# "f()" is what calling f gives.
_MADE: dict[str, Callable[[], Any]] = {
    "components.v1.declare_component()": _component_v1,
    "components.v2.component()": _component_v2,
}


def resolve(name: str) -> Any:
    """What the streamlit module has under that name, or None."""
    try:
        return _MADE[name]() if name in _MADE else operator.attrgetter(name)(st)
    except AttributeError:
        return None
