"""Which scripts are apps: by evidence, never by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statelint.project.model import Project

Entries = Callable[..., list[str]]
Build = Callable[..., Project]

DRAWS = "import streamlit as st\nst.title('hello')\n"
HELPER = "import streamlit as st\ndef show():\n    st.write('hello')\n"
GUARDED = HELPER + "if __name__ == '__main__':\n    show()\n"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(DRAWS, id="draws in its body"),
        pytest.param("import streamlit\nstreamlit.write(1)\n", id="the whole name"),
        pytest.param("from streamlit import write as w\nw(1)\n", id="a name of the module"),
        pytest.param("import streamlit as st\nwith st.sidebar:\n    x = 1\n", id="enters a container"),
        pytest.param("import streamlit.components.v1 as c\nc.html('')\n", id="a component"),
        pytest.param(HELPER + "show()\n", id="calls its own function"),
        pytest.param(GUARDED, id="under the guard"),
        pytest.param(HELPER + "import asyncio\nasyncio.run(show())\n", id="a call inside a call"),
        pytest.param(HELPER + "import typer\ntyper.run(show)\n", id="a function handed over"),
        pytest.param(
            "import streamlit as st\nclass App:\n    def run(self):\n        self.draw()\n"
            "    def draw(self):\n        st.write(1)\nApp().run()\n",
            id="methods of its class",
        ),
        pytest.param("import streamlit as st\nif st.session_state.get('a'):\n    st.stop()\n", id="on one branch"),
        pytest.param("import streamlit as st\nst.navigation([]).run()\n", id="navigation"),
        pytest.param(HELPER + "{'a': show}[page()]()\n", id="a function chosen from a table"),
    ],
)
def test_drawing_makes_an_entry(entries: Entries, source: str) -> None:
    assert entries({"run.py": source}) == ["run.py"]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(HELPER, id="nobody calls its function"),
        pytest.param("import streamlit as st\nx = st.session_state\n", id="only touches the state"),
        pytest.param("import streamlit as st\n@st.cache_data\ndef f():\n    return 1\n", id="only caches"),
        pytest.param(
            "import streamlit.components.v1 as c\nbox = c.declare_component('box', path='.')\n", id="a declaration"
        ),
        pytest.param(
            "import streamlit as st\ntry:\n    import pandas\nexcept ImportError:\n    st.error('no pandas')\n",
            id="only says what failed",
        ),
        pytest.param("from . import a\n" + DRAWS, id="a relative import cannot run as a script"),
        pytest.param("import sys\nsys.modules['streamlit'] = object()\n" + DRAWS, id="another library in its place"),
        pytest.param("print(1)\n", id="no app at all"),
    ],
)
def test_no_evidence_no_entry(entries: Entries, source: str) -> None:
    assert entries({"run.py": source}) == []


def test_a_test_module_is_no_entry(entries: Entries) -> None:
    source = "import streamlit as st\ndef test_it():\n    st.write(1)\nif __name__ == '__main__':\n    test_it()\n"
    assert entries({"test_it.py": source, "it_test.py": source}) == []
    assert entries({"try_it.py": source}) == ["try_it.py"]
    assert entries({"test_it.py": source + "st.write(2)\n"}) == ["test_it.py"]


def test_a_package_file_is_no_entry(entries: Entries) -> None:
    assert entries({"kit/__init__.py": DRAWS}) == []


def test_a_launcher_draws_through_what_it_calls(entries: Entries) -> None:
    tree = {"run.py": "from ui.app import App\nApp().run()\n"}
    tree["ui/app.py"] = "import streamlit as st\nclass App:\n    def run(self):\n        st.title('x')\n"
    assert entries(tree) == ["run.py"]


def test_names_are_followed_through_packages_and_star_imports(entries: Entries) -> None:
    tree = {"kit/base.py": "import streamlit as st\ndef head():\n    st.title('x')\n"}
    tree["kit/__init__.py"] = "from .base import head\nfrom .base import st\n"
    assert entries(tree | {"a.py": "from kit import head\nhead()\n"}) == ["a.py"]
    assert entries(tree | {"a.py": "from kit import *\nhead()\n"}) == ["a.py"]
    assert entries(tree | {"a.py": "from kit import st\nst.write(1)\n"}) == ["a.py"]
    assert entries(tree | {"a.py": "import kit.base as b\nb.head()\n"}) == ["a.py"]
    assert entries(tree | {"a.py": "import kit.base\nkit.base.head()\n"}) == ["a.py"]


def test_a_tool_that_uses_the_library_of_an_app_is_no_entry(entries: Entries) -> None:
    tree = {"app.py": "import streamlit as st\nfrom lib import load\nst.write(load())\n"}
    tree["lib.py"] = "import streamlit as st\ndef load():\n    if not ok():\n        st.error('bad')\n"
    tree["tool.py"] = "from lib import load\nprint(load())\n"
    assert entries(tree) == ["app.py"]


def test_an_imported_script_belongs_to_its_importer(entries: Entries) -> None:
    assert entries({"app.py": DRAWS + "import part\n", "part.py": DRAWS}) == ["app.py"]
    assert entries({"app.py": DRAWS + "from part import show\n", "part.py": GUARDED}) == ["app.py"]


def test_a_script_that_only_lends_functions_stays_an_entry(entries: Entries) -> None:
    source = HELPER + "def main():\n    st.set_page_config()\n    show()\nif __name__ == '__main__':\n    main()\n"
    assert entries({"app.py": source, "lab.py": DRAWS + "from app import show\nshow()\n"}) == ["app.py", "lab.py"]
    assert entries({"app.py": source, "lab.py": DRAWS + "from app import main\nmain()\n"}) == ["lab.py"]
    by_name = DRAWS + "import importlib\nimportlib.import_module('app').main()\n"
    assert entries({"app.py": source, "lab.py": by_name}) == ["lab.py"]


@pytest.mark.parametrize(
    "borrowed",
    [
        pytest.param("from tool import main", id="what its guard runs"),
        pytest.param("import tool", id="all of it"),
        pytest.param("from tool import *", id="every name"),
    ],
)
def test_a_script_under_a_guard_is_a_program_unless_others_run_it(entries: Entries, borrowed: str) -> None:
    tool = HELPER + "def main():\n    st.title('tool')\n    show()\nif __name__ == '__main__':\n    main()\n"
    assert entries({"app.py": "from tool import show\n" + DRAWS, "tool.py": tool}) == ["app.py", "tool.py"]
    assert entries({"app.py": f"{borrowed}\n" + DRAWS, "tool.py": tool}) == ["app.py"]


def test_a_guard_in_a_script_that_is_loaded_by_its_path_is_for_nobody_else(entries: Entries) -> None:
    load = DRAWS + "from importlib.util import module_from_spec, spec_from_file_location as spec\n"
    load += "module_from_spec(spec('tool', 'tools/tool.py')).main()\n"
    tool = HELPER + "def main():\n    begin()\ndef begin():\n    show()\n"
    assert entries({"app.py": load, "tools/tool.py": tool + "if __name__ == '__main__':\n    main()\n"}) == [
        "app.py",
        "tools/tool.py",
    ]
    assert entries({"app.py": load, "tools/tool.py": tool}) == ["app.py"]
    run = DRAWS + "import runpy\nrunpy.run_path('tools/tool.py', run_name='__main__')\n"
    assert entries({"app.py": run, "tools/tool.py": tool + "if __name__ == '__main__':\n    main()\n"}) == ["app.py"]


def test_a_guard_that_tries_what_others_draw_with_makes_no_program(entries: Entries) -> None:
    page = HELPER + "def try_it():\n    show()\nif __name__ == '__main__':\n    try_it()\n"
    assert entries({"app.py": "from page import show\n" + DRAWS, "page.py": page}) == ["app.py"]


def test_an_import_inside_a_function_counts(entries: Entries) -> None:
    tree = {"app.py": DRAWS + "def f():\n    from part import show\n", "part.py": DRAWS}
    assert entries(tree) == ["app.py"]


def test_what_tests_and_tools_import_stays_an_entry(entries: Entries) -> None:
    test = "import app\ndef test_it():\n    app.run()\n"
    assert entries({"app.py": DRAWS, "tests/test_app.py": test}) == ["app.py"]
    assert entries({"app.py": DRAWS, "report.py": "import app\nprint(app)\n"}) == ["app.py"]


def test_pages_that_import_their_entry_do_not_own_it(entries: Entries, project: Build) -> None:
    tree = {"app.py": DRAWS, "pages/one.py": "from app import st\nst.write(1)\n"}
    assert entries(tree) == ["app.py"]
    assert project(tree).apps[0].pages == ("pages/one.py",)


def test_two_apps_side_by_side(entries: Entries) -> None:
    assert entries({"one/app.py": DRAWS, "two/app.py": DRAWS}) == ["one/app.py", "two/app.py"]


def test_a_copy_is_an_app_of_its_own(project: Build) -> None:
    tree = {"app.py": DRAWS + "import state\n", "state.py": HELPER}
    tree |= {f"archive/{path}": source for path, source in tree.items()}
    apps = {app.entry: app.search for app in project(tree).apps}
    assert apps == {"app.py": ("",), "archive/app.py": ("archive", "")}


def test_pages_beside_an_entry_are_its_pages(project: Build) -> None:
    tree = {
        "app.py": DRAWS,
        "pages/b.py": DRAWS,
        "pages/a.py": DRAWS,
        "pages/__init__.py": "",
        "pages/sub/c.py": HELPER,
    }
    (app,) = project(tree).apps
    assert app.pages == ("pages/a.py", "pages/b.py")


def test_every_entry_beside_the_folder_has_the_pages(project: Build) -> None:
    tree = {"app.py": DRAWS, "app_old.py": DRAWS, "pages/a.py": "from app import st\nst.write(1)\n"}
    assert [(app.entry, app.pages) for app in project(tree).apps] == [
        ("app.py", ("pages/a.py",)),
        ("app_old.py", ("pages/a.py",)),
    ]


def test_pages_without_an_entry_are_nothing(entries: Entries) -> None:
    assert entries({"ui/pages/a.py": DRAWS}) == []


def test_navigation_switches_the_pages_folder_off(project: Build) -> None:
    frame = "import streamlit as st\nst.navigation([st.Page('views/a.py')]).run()\n"
    (app,) = project({"app.py": frame, "views/a.py": DRAWS, "pages/b.py": DRAWS}).apps
    assert (app.entry, app.pages) == ("app.py", ())


def test_configured_entries_replace_the_search(entries: Entries) -> None:
    tree = {"a.py": DRAWS, "b.py": HELPER, "deep/er/c.py": DRAWS}
    assert entries(tree, entrypoints=("b.py",)) == ["b.py"]
    assert entries(tree, entrypoints=("./a.py", "deep/**/*.py")) == ["a.py", "deep/er/c.py"]
    assert entries(tree, entrypoints=("*.py",)) == ["a.py", "b.py"]
    assert entries(tree, entrypoints=("**/c.py",)) == ["deep/er/c.py"]


def test_the_order_of_files_changes_nothing(lowered: Callable[..., list[object]], project: Build) -> None:
    tree = {"app.py": DRAWS + "import part\n", "part.py": DRAWS, "two/app.py": DRAWS, "pages/a.py": DRAWS}
    backwards = dict(reversed(tree.items()))
    assert project(tree) == project(backwards)
