"""The view of one release: facts that were checked by hand in the running releases."""

from __future__ import annotations

import time
from types import MappingProxyType

import pytest

from statelint.streamlit_api import loader
from statelint.streamlit_api.loader import api, nearest, releases
from statelint.streamlit_api.model import Callback, Initial
from statelint.streamlit_api.values import values

NEWEST = releases()[-1]


def test_releases_are_minor_releases_from_the_oldest_on() -> None:
    numbers = [tuple(map(int, release.split("."))) for release in releases()]
    assert numbers[0] == (1, 28)
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("asked", "given"),
    [("1.45", "1.45"), ("1.45.2", "1.45"), ("1.12", "1.28"), ("0.84.1", "1.28"), (None, NEWEST), ("99.1", NEWEST)],
)
def test_the_nearest_release_stands_for_others(asked: str | None, given: str) -> None:
    assert nearest(asked) == given
    assert api(asked).release == given


def test_what_is_no_release_is_refused() -> None:
    with pytest.raises(ValueError, match="newest"):
        api("newest")


def test_a_view_is_made_once_and_cannot_be_changed() -> None:
    view = api("1.45")
    assert view is api("1.45.1")
    assert isinstance(view.elements, MappingProxyType)
    with pytest.raises(TypeError):
        view.elements["button"] = view.elements["form"]  # type: ignore[index]


@pytest.mark.parametrize("release", releases())
def test_every_release_has_consistent_elements(release: str) -> None:
    view = api(release)
    assert {"button", "columns", "form", "sidebar", "text_input"} <= view.elements.keys() & view.commands
    for name, element in view.elements.items():
        assert element.name == name
        assert element.positional <= len(element.parameters) == len(set(element.parameters))
        assert element.key_required <= element.has_key == ("key" in element.parameters)
        assert {callback.name for callback in element.callbacks} <= set(element.parameters)
        assert set(element.keyed_identity) <= set(element.identity) <= set(element.parameters)
        assert element.in_state in ("always", "never", *(callback.name for callback in element.callbacks))
        assert (element.kind in ("state", "trigger")) == (element.in_state != "never")
        assert not element.assignable or element.has_key


def test_parameters_are_in_positional_order() -> None:
    slider = api("1.28").elements["slider"]
    assert slider.parameters[: slider.positional] == (
        *("label", "min_value", "max_value", "value", "step", "format", "key"),
        *("help", "on_change", "args", "kwargs"),
    )
    chat_input = api("1.28").elements["chat_input"]
    assert (chat_input.parameters[0], chat_input.positional) == ("placeholder", 1)
    assert dict(chat_input.optional)["placeholder"] == "'Your message'"


@pytest.mark.parametrize(
    ("name", "release", "kind", "in_state", "assignable"),
    [
        ("button", "1.28", "trigger", "always", False),
        ("text_input", "1.28", "state", "always", True),
        ("file_uploader", "1.45", "state", "always", False),
        ("chat_input", "1.46", "trigger", "always", False),
        ("chat_input", "1.47", "trigger", "always", True),
        ("dataframe", "1.34", "none", "never", False),
        ("dataframe", "1.55", "state", "on_select", False),
        ("dataframe", "1.56", "state", "on_select", True),
        ("tabs", "1.54", "none", "never", False),
        ("tabs", "1.55", "state", "on_change", True),
        ("link_button", "1.56", "trigger", "on_click", False),
        ("form", "1.67", "form", "never", False),
        ("form_submit_button", "1.28", "trigger", "always", False),
        ("container", "1.67", "none", "never", True),
        ("column_config.ButtonColumn", "1.59", "trigger", "always", False),
        ("components.v1.declare_component()", "1.28", "state", "always", True),
    ],
)
def test_what_becomes_of_a_key(name: str, release: str, kind: str, in_state: str, assignable: bool) -> None:
    element = api(release).elements[name]
    assert (element.kind, element.in_state, element.assignable) == (kind, in_state, assignable)


def test_only_a_form_requires_its_key() -> None:
    assert [name for name, element in api().elements.items() if element.key_required] == ["form"]


def test_callbacks_take_words_from_1_63_on() -> None:
    assert api("1.62").elements["slider"].callbacks == (Callback("on_change", None),)
    words = ("ignore", "rerun")
    assert api("1.63").elements["slider"].callbacks == (Callback("on_change", "rerun", words, none=True, checked=True),)
    assert api("1.46").elements["download_button"].callbacks == (Callback("on_click", "rerun", words),)
    assert api("1.45").elements["dataframe"].callbacks == (
        Callback("on_select", "ignore", words, none=False, checked=True),
    )


@pytest.mark.parametrize(
    ("name", "initial"),
    [
        ("button", Initial("const", False)),
        ("chat_input", Initial("const", None)),
        ("checkbox", Initial("parameter", False, "value")),
        ("text_input", Initial("parameter", "", "value", keeps_none=True)),
        ("slider", Initial("bounded", 0, "value", fallback="min_value")),
        ("selectbox", Initial("first-option", None, "index", keeps_none=True)),
        ("select_slider", Initial("option", None, "value")),
        ("tabs", Initial("option", None, "default", options="tabs")),
        ("multiselect", Initial("list", None, "default")),
        ("date_input", Initial("now", None, "value", keeps_none=True)),
        ("file_uploader", Initial("single", None, unless=("accept_multiple_files",))),
        ("pills", Initial("single", None, "default", unless=("selection_mode",))),
        ("data_editor", Initial("unknown")),
    ],
)
def test_the_first_value(name: str, initial: Initial) -> None:
    assert api("1.67").elements[name].initial == initial


def test_the_arguments_that_conflict_with_the_state() -> None:
    conflicts = {name: dict(element.conflicts) for name, element in api("1.67").elements.items()}
    assert conflicts["checkbox"] == {"value": ("None", "False")}
    assert conflicts["selectbox"] == {"index": ("None", "0")}
    assert conflicts["slider"] == {"value": ("None",)}
    assert conflicts["tabs"] == {}


def test_the_identity_of_a_keyed_element_shrinks_over_time() -> None:
    before, after = api("1.49").elements["text_input"], api("1.50").elements["text_input"]
    assert before.keyed_identity == before.identity
    assert "label" in after.identity
    assert after.keyed_identity == ("max_chars",)
    assert api("1.51").elements["slider"].keyed_identity == ("min_value", "max_value", "step")


def test_the_form_rules() -> None:
    rules = {name: element.in_form for name, element in api("1.45").elements.items()}
    assert (rules["button"], rules["text_input"], rules["columns"]) == ("forbidden", "no-callback", "allowed")
    assert rules["form_submit_button"] == "required"


def test_containers() -> None:
    found = {name for name, element in api("1.28").elements.items() if element.container}
    assert found == {
        *("chat_message", "columns", "container", "echo", "empty", "event"),
        *("expander", "form", "sidebar", "spinner", "status", "tabs"),
    }


def test_commands_that_are_no_elements() -> None:
    old, new = api("1.36"), api("1.67")
    assert new.controls == {"stop", "rerun", "switch_page"}
    assert old.controls - new.controls == {"experimental_rerun"}
    assert new.decorators == {"cache_data", "cache_resource", "dialog", "fragment"}
    assert new.navigation == {"Page", "navigation"}
    assert new.signatures["rerun"] == ("scope='app'",)
    assert "cache" in api("1.61").decorators - new.decorators


def test_the_session_state_has_ten_methods() -> None:
    ten = {"clear", "get", "items", "keys", "pop", "popitem", "setdefault", "to_dict", "update", "values"}
    assert all(api(release).methods == ten for release in releases())
    assert {"__len__", "__class__"} <= api().underscored


def test_exceptions_have_their_bases() -> None:
    assert api("1.28").exceptions["DuplicateWidgetID"] == ("StreamlitAPIException",)
    assert "StreamlitDuplicateElementKey" not in api("1.38").exceptions
    assert api("1.39").exceptions["StreamlitDuplicateElementKey"] == ("DuplicateWidgetID",)
    assert api("1.38").exceptions["ScriptControlException"] == ("BaseException",)


def test_options_have_their_defaults() -> None:
    assert api().options["runner.enforceSerializableSessionState"] is False


@pytest.mark.parametrize(
    ("situation", "release", "outcome"),
    [
        ("write-after-widget", "1.62", "StreamlitAPIException"),
        ("write-after-widget", "1.63", "StreamlitWidgetAlreadyInstantiatedError"),
        ("rerun-before-widget", "1.28", "kept"),
        ("rerun-before-widget", "1.29", "emptied"),
        ("rerun-before-widget", "1.63", "emptied"),
        ("rerun-before-widget", "1.64", "kept"),
        ("trigger-after-rerun", "1.28", "kept"),
        ("trigger-after-rerun", "1.29", "reset"),
        ("rerun-in-callback", "1.62", "ignored"),
        ("rerun-in-callback", "1.63", "reruns"),
        ("default-and-state", "1.55", "page"),
        ("default-and-state", "1.56", "log"),
        ("duplicate-element-in-sidebar", "1.45", "StreamlitDuplicateElementId"),
        ("duplicate-element-in-sidebar", "1.46", "ok"),
        ("empty-widget-key", "1.54", "ok"),
        ("empty-widget-key", "1.55", "StreamlitAPIException"),
    ],
)
def test_what_happens(situation: str, release: str, outcome: str) -> None:
    assert api(release).outcomes[situation] == outcome


def test_a_release_is_loaded_in_five_milliseconds() -> None:
    def load() -> float:
        for cached in (loader._data, loader._view, values):
            cached.cache_clear()
        start = time.perf_counter()
        api()
        return time.perf_counter() - start

    assert min(load() for _ in range(20)) < 0.005
