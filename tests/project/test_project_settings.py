"""What configuration says of each app."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statelint.ir.stmt import Span
from statelint.project.model import Project

Build = Callable[..., Project]

DRAWS = "import streamlit as st\nst.title('hello')\n"
ON = "[runner]\nenforceSerializableSessionState = true\n"
OFF = "[runner]\nenforceSerializableSessionState = false\n"


def serializable(project: Project) -> dict[str, bool]:
    return {app.entry: app.settings.serializable for app in project.apps}


def test_the_file_nearest_to_the_script_decides(project: Build) -> None:
    tree = {"a.py": DRAWS, "sub/b.py": DRAWS, "sub/deep/c.py": DRAWS}
    tree |= {".streamlit/config.toml": ON, "sub/.streamlit/config.toml": OFF}
    assert serializable(project(tree)) == {"a.py": True, "sub/b.py": False, "sub/deep/c.py": False}


def test_a_file_that_says_nothing_leaves_it_to_the_next(project: Build) -> None:
    tree = {"sub/b.py": DRAWS, ".streamlit/config.toml": ON, "sub/.streamlit/config.toml": "[theme]\nbase = 'dark'\n"}
    assert serializable(project(tree)) == {"sub/b.py": True}


@pytest.mark.parametrize("text", ["", "runner = 1\n", "[runner]\nenforceSerializableSessionState = 'yes'\n"])
def test_off_unless_it_is_true(project: Build, text: str) -> None:
    assert serializable(project({"a.py": DRAWS, ".streamlit/config.toml": text})) == {"a.py": False}


def test_our_own_settings_win(project: Build) -> None:
    tree = {"a.py": DRAWS, ".streamlit/config.toml": ON}
    (app,) = project(tree, serializable=False, target_streamlit="1.45", known_keys=("user",)).apps
    assert (app.settings.serializable, app.settings.target_streamlit, app.settings.known_keys) == (
        False,
        "1.45",
        ("user",),
    )


def test_a_broken_file_is_a_problem_and_nothing_else(project: Build) -> None:
    found = project({"a.py": DRAWS, ".streamlit/config.toml": "[runner\nx = 1\n"})
    (problem,) = found.problems
    assert (problem.path, problem.span) == (".streamlit/config.toml", Span(1, 7, 1, 8))
    assert problem.message.startswith("not valid TOML: expected")
    assert serializable(found) == {"a.py": False}
