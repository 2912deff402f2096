"""Which files an app can cause to run, and which more files are worth lowering."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statelint.ir.stmt import ModuleIR
from statelint.project.closure import Closure
from statelint.project.model import Project
from statelint.project.reach import Reach

Build = Callable[..., Project]
Lower = Callable[..., list[ModuleIR]]

DRAWS = "import streamlit as st\nst.title('hello')\n"


def test_imports_pages_and_targets_are_reached(project: Build) -> None:
    tree = {
        "app.py": DRAWS + "import one\nst.navigation([st.Page('views/home.py')])\n",
        "one.py": "def f():\n    import two\n",
        "two.py": "",
        "views/home.py": "import three\n",
        "three.py": "",
        "never.py": "",
    }
    found = project(tree)
    reached = ("app.py", "one.py", "three.py", "two.py", "views/home.py")
    assert Reach(found).of(found.apps[0]) == reached
    assert Reach(found).of(found.apps[0]) == reached


def test_each_copy_reaches_its_own_modules(project: Build) -> None:
    tree = {
        "app.py": DRAWS + "import state\n",
        "state.py": "",
        "old/app.py": DRAWS + "import state\n",
        "old/state.py": "",
    }
    found = project(tree)
    reach = Reach(found)
    assert [reach.of(app) for app in found.apps] == [("app.py", "state.py"), ("old/app.py", "old/state.py")]


def test_pages_import_from_the_folder_of_the_entry(project: Build) -> None:
    tree = {"app/main.py": DRAWS, "app/pages/one.py": "from state import x\n", "app/state.py": "x = 1\n"}
    found = project(tree)
    assert Reach(found).of(found.apps[0]) == ("app/main.py", "app/pages/one.py", "app/state.py")


@pytest.mark.parametrize(
    "use",
    [
        "st.session_state[KEY]",
        "KEY in st.session_state",
        "st.session_state.get(KEY)",
        "st.text_input('name', key=KEY)",
        "st.text_input('name', key=f'{KEY}_1')",
        "st.session_state.update(KEY)",
        "init(KEY)",
        "for k, v in KEY.items():\n    st.session_state.setdefault(k, v)",
        "KEY(st.session_state)",
        "st.session_state[KEY.user]",
        "on(st.button, KEY)",
    ],
)
def test_names_used_as_data_of_the_state_are_wanted(lowered: Lower, use: str) -> None:
    modules = lowered({"app.py": f"import streamlit as st\nfrom lib.keys import KEY\n{use}\n"})
    assert Closure(["app.py", "lib/keys.py", "lib/other.py"]).missing(modules) == {"lib/keys.py"}


def test_functions_of_a_library_are_not_wanted(lowered: Lower) -> None:
    modules = lowered({"app.py": DRAWS + "from lib.maths import mean\nst.write(mean([1]))\n"})
    assert Closure(["app.py", "lib/maths.py"]).missing(modules) == set()


def test_a_function_among_streamlit_modules_is_wanted(lowered: Lower) -> None:
    modules = lowered({"app.py": DRAWS + "from ui.registry import render\nrender()\n", "ui/page.py": DRAWS})
    assert Closure(["app.py", "ui/page.py", "ui/registry.py"]).missing(modules) == {"ui/registry.py"}


def test_packages_that_pass_names_on_are_wanted_to_the_end(lowered: Lower) -> None:
    tree = {"app.py": DRAWS + "from kit import render\n", "kit/__init__.py": "from .inner import render\n"}
    paths = [*tree, "kit/inner/__init__.py", "kit/inner/render.py"]
    assert Closure(paths).missing(lowered({"app.py": tree["app.py"]})) == {"kit/__init__.py"}
    assert Closure(paths).missing(lowered(tree)) == {"kit/inner/__init__.py"}


def test_nothing_is_wanted_twice_or_from_elsewhere(lowered: Lower) -> None:
    tree = {"app.py": DRAWS + "from keys import KEY\nimport pandas\nst.session_state[KEY]\n", "keys.py": "KEY = 'k'\n"}
    assert Closure(tree).missing(lowered(tree)) == set()
