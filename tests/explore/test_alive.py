"""Reads that no app reaches: in code that nothing refers to, or in code that we failed to follow."""

from __future__ import annotations

import pytest

from statelint.explore import explore
from statelint.ir.stmt import ModuleIR
from statelint.lower import lower
from statelint.project.build import build

READ = "    return st.session_state.user\n"
APP = "import streamlit as st\nst.title('x')\n"


def reasons(files: dict[str, str]) -> dict[tuple[str, int], str]:
    """Why each read is silent, by place."""
    modules = [lower(path, text.encode()) for path, text in files.items()]
    project = build([each for each in modules if isinstance(each, ModuleIR)], (), tuple(files))
    return {(row.site.path, row.site.span.row): row.why for seen in explore(project) for row in seen.ledger}


def test_a_file_that_no_app_leads_to_is_dead() -> None:
    assert reasons({"app.py": APP, "old.py": "import streamlit as st\ndef f():\n" + READ}) == {("old.py", 3): "dead"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("def f():\n" + READ, "dead"),
        ("def f():\n" + READ + "def g():\n    return f()\n", "dead"),
        ("def f():\n" + READ + "table = {}\ntable['f'] = f\n", "unreachable"),
        ("def f():\n" + READ + "g = globals()['f']\n", "unreachable"),
        ("@st.cache_data\ndef f():\n" + READ, "dead"),
        ("import tools\n@tools.register\ndef f():\n" + READ, "unreachable"),
        ("class C:\n    def f(self):\n    " + READ, "dead"),
        ("import tools\nclass C:\n    def f(self):\n    " + READ + "tools.run(C()).f()\n", "unreachable"),
        ("class C:\n    def __enter__(self):\n    " + READ, "unreachable"),
    ],
)
def test_a_function_is_dead_if_nothing_names_it(text: str, why: str) -> None:
    (found,) = reasons({"app.py": APP + text}).values()
    assert found == why


def test_a_function_that_another_file_imports_by_another_name_is_not_dead() -> None:
    files = {
        "app.py": APP + "from lib import f as g\nimport tools\ntools.later(name=[g])\n",
        "lib.py": "import streamlit as st\ndef f():\n" + READ,
    }
    assert reasons(files)[("lib.py", 3)] != "dead"
