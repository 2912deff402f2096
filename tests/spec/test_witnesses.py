"""The three witnesses of every scenario agree: the linter, the reference runtime and Streamlit."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from statelint.spec.model import Outcome, Play, Step

pytest.importorskip("streamlit")

TOOL = Path(__file__).parents[2] / "tools" / "witnesses.py"


@pytest.fixture(scope="module")
def witnesses() -> ModuleType:
    spec = importlib.util.spec_from_file_location("witnesses", TOOL)
    assert spec
    assert spec.loader
    module = sys.modules["witnesses"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_they_agree(witnesses: ModuleType) -> None:
    count, rows = witnesses.judge()
    assert witnesses.table(rows) == ""
    assert count > 100


def test_a_disagreement_is_a_row_of_the_table(witnesses: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import streamlit as st\n\nst.write(st.session_state.k)\n")
    wrong = Play((Step("run", outcome=Outcome("KeyError", "app.py", 3)),))
    app = witnesses.App("wrong", tmp_path, (("app.py", wrong),), ())
    rows = list(witnesses.compare(app))
    assert witnesses.table(rows).splitlines()[2:] == [
        "| wrong: findings | [] | [('LSS101', 'app.py', 3)] |  |",
        "| wrong:  1. run | KeyError at app.py:3 | AttributeError at app.py:3 | AttributeError at app.py:3 |",
    ]
