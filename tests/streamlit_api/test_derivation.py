"""The data file is what the tool writes, and it knows the Streamlit that is installed."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import streamlit
from streamlit import errors
from streamlit.delta_generator import DeltaGenerator

from statelint.streamlit_api.loader import api, nearest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "statelint" / "streamlit_api" / "api.json"
INSTALLED = nearest(streamlit.__version__)
ADVICE = "run tools/derive_api.py --add for this release"


def tool(name: str) -> ModuleType:
    """A module of tools/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


timeline = tool("api_timeline")


def test_the_data_file_is_what_the_tool_writes() -> None:
    text = DATA.read_text(encoding="utf-8")
    assert timeline.dump(timeline.load(text)) == text


def test_each_fact_is_said_once_at_a_time() -> None:
    document = json.loads(DATA.read_text(encoding="utf-8"))
    place = {release: number for number, release in enumerate([*document["releases"], None])}
    ends: dict[tuple[str, str], int] = {}
    for name, fact, since, until, _ in document["facts"]:
        assert ends.get((name, fact), 0) <= place[since] < place[until]
        ends[name, fact] = place[until]


def test_rows_and_history_are_inverse() -> None:
    history = {
        "1.1": {"a": {"kind": "state"}},
        "1.2": {"a": {"kind": "trigger"}, "b": {"is": ""}},
        "1.3": {"a": {"kind": "state"}},
    }
    rows = timeline.rows(history)
    assert rows == [
        ["a", "kind", "1.1", "1.2", "state"],
        ["a", "kind", "1.2", "1.3", "trigger"],
        ["a", "kind", "1.3", None, "state"],
        ["b", "is", "1.2", "1.3", ""],
    ]
    assert timeline.expand(list(history), rows) == history


def test_usual_facts_are_left_out() -> None:
    facts = {"a": {"kind": "none", "in_state": "always", "identity": ["x"], "keyed_identity": ["x"]}}
    assert timeline.compact(facts) == {"a": {"in_state": "always", "identity": "x"}}


def test_lists_of_words_become_texts_that_can_be_split() -> None:
    (facts,) = timeline.compact({"a": {"signature": ["label", "size=(1,2)"], "bases": ["B", "C"], "is": []}}).values()
    assert facts == {"signature": "label, size=(1,2)", "bases": "B C", "is": ""}
    assert timeline.words("signature", facts["signature"]) == ["label", "size=(1,2)"]
    assert timeline.words("is", facts["is"]) == []
    with pytest.raises(ValueError, match="separator"):
        timeline.compact({"a": {"bases": ["B C"]}})


def public_names() -> set[str]:
    """What the installed module binds, without submodules and private names."""
    names = {name for name in vars(streamlit) if not name.startswith("_")} - {"annotations", "TYPE_CHECKING"}
    return {name for name in names if not isinstance(getattr(streamlit, name), ModuleType)}


def parameters(command: Any) -> list[str]:
    stars = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [name for name, own in inspect.signature(command).parameters.items() if own.kind not in stars]


@pytest.mark.parametrize("name", sorted(public_names()))
def test_the_installed_command_is_known(name: str) -> None:
    view, command = api(INSTALLED), getattr(streamlit, name)
    assert name in view.commands, ADVICE
    if name in view.elements:
        found = parameters(command) if callable(command) else []
        assert list(view.elements[name].parameters) == found, ADVICE
    elif callable(command):
        tokens = [token.partition("=")[0] for token in view.signatures[name]]
        assert [token for token in tokens if not token.startswith("*")] == parameters(command), ADVICE


def test_every_known_command_is_installed() -> None:
    assert [name for name in api(INSTALLED).commands if not hasattr(streamlit, name)] == [], ADVICE


def test_every_keyed_method_of_a_container_is_a_known_element() -> None:
    methods = {name: method for name, method in inspect.getmembers(DeltaGenerator, callable) if name[0] != "_"}
    keyed = {name for name, method in methods.items() if "key" in parameters(method)}
    known = {name for name, element in api(INSTALLED).elements.items() if element.has_key}
    assert keyed <= known, ADVICE


def test_the_installed_exceptions_are_known() -> None:
    for name, error in vars(errors).items():
        if inspect.isclass(error) and error.__module__ == errors.__name__:
            assert api(INSTALLED).exceptions.get(name) == tuple(base.__name__ for base in error.__bases__), ADVICE


def test_the_sample_calls_name_known_elements() -> None:
    tree = ast.parse((ROOT / "tools" / "api_samples.py").read_text(encoding="utf-8"))
    (table,) = [
        node.value for node in tree.body if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "SAMPLES"
    ]
    assert isinstance(table, ast.Dict)
    sampled = {ast.literal_eval(key) for key in table.keys if key}
    assert {name for name, element in api(INSTALLED).elements.items() if element.has_key} <= sampled
