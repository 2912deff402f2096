"""Pages and scripts that are named in code: which files are meant, and what follows if that cannot be told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statelint.ir.stmt import ModuleIR
from statelint.project.facts import read_module
from statelint.project.model import Project
from statelint.project.navigation import PAGE, targets

Build = Callable[..., Project]
Entries = Callable[..., list[str]]
Lower = Callable[..., list[ModuleIR]]

DRAWS = "import streamlit as st\nst.title('hello')\n"
PATHS = ["app.py", "views/home.py", "views/about.py", "views/deep/more.py", "home.py"]


def page_targets(module: ModuleIR, base: str, paths: list[str]) -> tuple[tuple[str, ...], bool]:
    """The scripts that `st.Page` calls register, and whether every call could be read."""
    found = targets(module, read_module(module), (base,), frozenset(paths))
    return found.pages, PAGE not in found.unresolved


def frame(pages: str, before: str = "") -> str:
    return f"import os\nfrom pathlib import Path\nimport streamlit as st\n{before}\nst.navigation({pages}).run()\n"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (frame("[st.Page('views/home.py', title='Home')]"), ("views/home.py",)),
        (frame("{'A': [st.Page('home.py')], 'B': [st.Page('./views/about.py')]}"), ("home.py", "views/about.py")),
        (frame("[st.Page(page='views/home.py')]"), ("views/home.py",)),
        (frame("[st.Page(f'views/{n}.py') for n in names()]"), ("views/about.py", "views/home.py")),
        (frame("[st.Page('views/' + n + '.py') for n in names()]"), ("views/about.py", "views/home.py")),
        (frame("[st.Page('views/{}.py'.format(n)) for n in names()]"), ("views/about.py", "views/home.py")),
        (frame("[st.Page(VIEW)]", "VIEW = 'views/home.py'"), ("views/home.py",)),
        (frame("[st.Page(Path(__file__).parent / 'views' / 'home.py')]"), ("views/home.py",)),
        (frame("[st.Page(os.path.join(HERE, 'views', 'home.py'))]"), ("views/home.py",)),
        (frame("[st.Page(str(ROOT / 'home.py'))]", "ROOT = Path('views')"), ("views/home.py",)),
        (frame("[st.Page(p) for p in ['home.py', 'views/home.py']]"), ("home.py", "views/home.py")),
        (frame("[st.Page(p['file']) for p in PAGES]", "PAGES = [{'file': 'home.py'}]"), ("home.py",)),
        (frame("[st.Page('views/gone.py')]"), ()),
        (frame("[st.Page(show)]", "def show():\n    st.write(1)"), ()),
        (frame("[st.Page(lambda: st.write(1))]"), ()),
        (frame("[st.Page(home.show)]", "import home"), ()),
    ],
)
def test_page_targets(lowered: Lower, source: str, found: tuple[str, ...]) -> None:
    (module,) = lowered({"app.py": source})
    assert page_targets(module, "", PATHS) == (found, True)


def test_targets_are_relative_to_the_entry(lowered: Lower) -> None:
    (module,) = lowered({"kit/menu.py": frame("[st.Page('home.py')]")})
    assert page_targets(module, "", PATHS) == (("home.py",), True)
    assert page_targets(module, "views", PATHS) == (("views/home.py",), True)


def test_unreadable_targets_are_said_to_be(lowered: Lower) -> None:
    (module,) = lowered({"app.py": frame("[st.Page(p) for p in load()]")})
    assert page_targets(module, "", PATHS) == ((), False)


def test_registered_pages_are_no_entries(entries: Entries) -> None:
    tree = {
        "app.py": frame("[st.Page('home.py'), st.Page('views/about.py')]"),
        "home.py": DRAWS,
        "views/about.py": DRAWS,
    }
    assert entries(tree) == ["app.py"]


def test_scripts_among_the_pages_are_in_doubt(project: Build) -> None:
    tree = {"app.py": frame("[st.Page('views/home.py')]"), "views/home.py": DRAWS, "views/forgotten.py": DRAWS}
    assert [(app.entry, app.quiet) for app in project(tree).apps] == [
        ("app.py", ""),
        ("views/forgotten.py", "it stands among the pages of `app.py`"),
    ]


def test_scripts_in_a_folder_below_pages_are_in_doubt(project: Build) -> None:
    tree = {"app.py": DRAWS, "pages/one.py": DRAWS, "pages/old/two.py": DRAWS}
    assert [(app.entry, app.quiet) for app in project(tree).apps] == [
        ("app.py", ""),
        ("pages/old/two.py", "it stands in a folder below `pages/`"),
    ]


def test_a_script_in_pages_that_navigates_is_an_entry(entries: Entries) -> None:
    assert entries({"pages/app.py": frame("[st.Page('home.py')]"), "pages/home.py": DRAWS}) == ["pages/app.py"]


NOTHING = "import streamlit as st\n"
SHARED = "import shared\n" + DRAWS


@pytest.mark.parametrize(
    ("tree", "found"),
    [
        ({"app.py": NOTHING, "pages/one.py": DRAWS}, ["app.py"]),
        ({"app.py": NOTHING, "shared.py": NOTHING, "pages/one.py": SHARED}, ["app.py"]),
        ({"app.py": NOTHING, "other.py": NOTHING, "pages/one.py": DRAWS}, []),
        ({"app.py": NOTHING, "pages/one.py": NOTHING}, []),
        ({"ui/app.py": NOTHING, "ui/pages/one.py": DRAWS, "run.py": "import ui.pages.one\n" + DRAWS}, ["run.py"]),
        ({"ui/app.py": NOTHING, "ui/pages/one.py": DRAWS, "run.py": frame("[st.Page('ui/pages/one.py')]")}, ["run.py"]),
    ],
)
def test_a_script_that_draws_nothing_is_the_entry_of_the_pages_beside_it(
    entries: Entries, tree: dict[str, str], found: list[str]
) -> None:
    assert entries(tree) == found


def test_scripts_in_a_hidden_folder_are_in_doubt(project: Build) -> None:
    assert [(app.entry, app.quiet) for app in project({"app.py": DRAWS, ".old/app/home.py": DRAWS}).apps] == [
        (".old/app/home.py", "it stands in a hidden folder"),
        ("app.py", ""),
    ]


def test_below_a_frame_that_cannot_be_read_all_scripts_are_in_doubt(project: Build) -> None:
    tree = {"a/app.py": frame("[st.Page(p) for p in load()]"), "a/views/home.py": DRAWS, "b/app.py": DRAWS}
    assert [(app.entry, app.quiet) for app in project(tree).apps] == [
        ("a/app.py", ""),
        ("a/views/home.py", "the navigation in `a/app.py` may open it as a page"),
        ("b/app.py", ""),
    ]


def test_pages_read_from_a_file_are_in_doubt(entries: Entries) -> None:
    source = (
        "import streamlit as st\nfrom st_pages import get_nav_from_toml\nst.navigation(get_nav_from_toml()).run()\n"
    )
    assert entries({"app.py": source, "views/home.py": DRAWS}) == ["app.py"]


@pytest.mark.parametrize(
    "call",
    [
        "import runpy\nrunpy.run_path('demos/one.py')",
        "exec(open('demos/one.py').read())",
        "code = open('demos/one.py').read()\nexec(compile(code, 'x', 'exec'))",
        "import importlib\nimportlib.import_module('demos.one').show()",
        "import importlib as il\nil.import_module(f'demos.{name}')",
        "from importlib.util import spec_from_file_location as spec\nspec('one', os.path.join(HERE, 'demos/one.py'))",
        "__import__('demos.one')",
    ],
)
def test_scripts_that_an_app_runs_are_no_entries(entries: Entries, call: str) -> None:
    assert entries({"app.py": DRAWS + call + "\n", "demos/one.py": DRAWS}) == ["app.py"]


def test_code_that_is_no_file_says_nothing(entries: Entries) -> None:
    tree = {"app.py": DRAWS + "exec(st.text_area('code'))\n", "other.py": DRAWS}
    assert entries(tree) == ["app.py", "other.py"]


def test_scripts_run_by_computed_names_are_in_doubt(project: Build) -> None:
    tree = {"app.py": DRAWS + "import runpy\nrunpy.run_path(choose())\n", "demos/one.py": DRAWS}
    assert project(tree).apps[1].quiet == "`app.py` runs scripts whose names are computed"


def test_names_in_a_list_that_a_menu_imports(entries: Entries) -> None:
    tree = {"menu.py": DRAWS + "import importlib\nfrom catalogue import NAMES\nimportlib.import_module(NAMES[0])\n"}
    tree |= {"catalogue.py": "NAMES = ['one']\n", "one.py": DRAWS, "two.py": DRAWS}
    assert entries(tree) == ["menu.py", "two.py"]


def test_a_link_into_a_folder_names_a_page(entries: Entries) -> None:
    tree = {"app.py": DRAWS + "if st.button('go'):\n    st.switch_page('views/home.py')\n", "views/home.py": DRAWS}
    assert entries(tree) == ["app.py"]


def test_pages_link_back_to_the_entry(entries: Entries) -> None:
    tree = {"app.py": DRAWS, "pages/one.py": DRAWS + "st.page_link('app.py')\n"}
    assert entries(tree) == ["app.py"]


REGISTRY = "from streamlit.source_util import get_pages\nclass Page:\n    def __init__(self, path):\n        pass\n"


@pytest.mark.parametrize(
    "source", ["from st_pages import Page, show_pages\n", "from registry import Page, show_pages\n"]
)
def test_pages_of_a_registry_run_on_their_own(project: Build, source: str) -> None:
    shared = f"{source}def menu():\n    show_pages([Page('app.py'), Page('views/home.py')])\n"
    script = DRAWS + "from menu import menu\nmenu()\n"
    tree = {"app.py": script, "views/home.py": script, "menu.py": shared, "registry.py": REGISTRY}
    assert [(app.entry, app.pages) for app in project(tree).apps] == [("app.py", ("views/home.py",))]
