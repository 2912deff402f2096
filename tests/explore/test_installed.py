"""A module that is not here may be the app's own and set any key, unless the requirements name it."""

from __future__ import annotations

import pytest
from kit import look

APP = """\
import streamlit as st
from some_tool import run
run()
st.write(st.session_state.k)
"""


def test_a_module_that_is_not_here_may_set_any_key() -> None:
    assert look({"app.py": APP}).places == []
    assert look({"app.py": APP, "requirements.txt": "streamlit\nsome-tools\n"}).places == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("requirements.txt", "streamlit>=1.40\nSome-Tool[all]~=1.0  # what it is for\n"),
        ("requirements-dev.in", "some.tool; python_version > '3.9'\n"),
        ("pyproject.toml", '[project]\ndependencies = ["streamlit", "some_tool (>=1,<2)"]\n'),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.11"\nsome-tool = { version = "^1" }\n'),
        ("Pipfile", '[packages]\nsome-tool = "*"\n'),
        ("environment.yml", "dependencies:\n  - python=3.11\n  - some-tool=1.0\n"),
    ],
)
def test_what_the_requirements_ask_for_sets_none(path: str, text: str) -> None:
    assert look({"app.py": APP, path: text}).places == [("app.py", 4)]
    assert look({"apps/app.py": APP, path: text}).places == [("apps/app.py", 4)]


def test_some_modules_have_other_names_than_what_installs_them() -> None:
    app = APP.replace("some_tool", "agents")
    assert look({"app.py": app}).places == []
    assert look({"app.py": app, "requirements.txt": "openai-agents==0.0.3\n"}).places == [("app.py", 4)]
