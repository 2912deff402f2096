"""Import resolution: which file an import means, from where."""

from __future__ import annotations

import pytest

from statelint.ir.stmt import ImportName
from statelint.project.imports import Resolver

PATHS = [
    "app/main.py",
    "app/state.py",
    "app/pages/one.py",
    "app/views/home.py",
    "app/views/deep/__init__.py",
    "app/views/deep/chart.py",
    "archive/main.py",
    "archive/state.py",
    "common.py",
    "src/kit/__init__.py",
    "src/kit/state.py",
    "src/kit/io/read.py",
    "state.py",
    "streamlit/__init__.py",
]


@pytest.mark.parametrize(
    ("from_path", "module", "found"),
    [
        pytest.param("app/main.py", "state", "app/state.py", id="the script's own folder first"),
        pytest.param("app/main.py", "common", "common.py", id="then the folders above it"),
        pytest.param("app/pages/one.py", "state", "app/state.py", id="the nearest folder above"),
        pytest.param("archive/main.py", "state", "archive/state.py", id="a copy has its own"),
        pytest.param("common.py", "state", "state.py", id="never the folder of a copy"),
        pytest.param("app/main.py", "kit", "src/kit/__init__.py", id="src layout"),
        pytest.param("app/main.py", "kit.state", "src/kit/state.py", id="a module of a src package"),
        pytest.param("app/main.py", "views.home", "app/views/home.py", id="through a namespace package"),
        pytest.param("app/main.py", "views", None, id="a namespace package is no file"),
        pytest.param("app/main.py", "kit.io.read", "src/kit/io/read.py", id="a namespace inside a package"),
        pytest.param("app/main.py", "app.state", "app/state.py", id="by the path from the root"),
        pytest.param("app/main.py", "chart", None, id="never by file name alone"),
        pytest.param("app/main.py", "streamlit", None, id="a folder cannot stand for the library"),
        pytest.param("app/main.py", "pandas", None, id="not the project's"),
    ],
)
def test_absolute_imports(from_path: str, module: str, found: str | None) -> None:
    assert Resolver(PATHS).resolve(from_path, module) == found


@pytest.mark.parametrize(
    ("from_path", "module", "level", "found"),
    [
        ("app/views/deep/chart.py", "", 1, "app/views/deep/__init__.py"),
        ("app/views/deep/__init__.py", "chart", 1, "app/views/deep/chart.py"),
        ("app/views/deep/chart.py", "home", 2, "app/views/home.py"),
        ("app/views/deep/chart.py", "state", 3, "app/state.py"),
        ("app/main.py", "common", 2, "common.py"),
        ("app/main.py", "common", 3, None),
        ("app/main.py", "common", 1, None),
    ],
)
def test_relative_imports(from_path: str, module: str, level: int, found: str | None) -> None:
    assert Resolver(PATHS).resolve(from_path, module, level) == found


def test_the_folders_of_an_app_replace_those_of_the_file() -> None:
    resolver = Resolver(PATHS)
    assert resolver.searching(("archive", "")).resolve("app/main.py", "state") == "archive/state.py"
    assert resolver.resolve("app/main.py", "state") == "app/state.py"


def test_search_goes_from_the_script_up_and_then_to_src() -> None:
    assert Resolver(PATHS).search_of("app/views/home.py") == ("app/views", "app", "", "src")


def test_members_can_be_modules_of_a_namespace_package() -> None:
    resolver = Resolver(PATHS)
    assert resolver.resolve_member("app/main.py", "views", 0, "home") == "app/views/home.py"
    assert resolver.resolve_member("app/main.py", "kit", 0, "missing") is None
    assert resolver.resolve_member("app/views/deep/__init__.py", "", 1, "chart") == "app/views/deep/chart.py"


@pytest.mark.parametrize(
    ("name", "files"),
    [
        (ImportName("kit.state", None, "kit"), ("src/kit/__init__.py", "src/kit/state.py")),
        (ImportName("kit", "state", "state"), ("src/kit/__init__.py", "src/kit/state.py")),
        (ImportName("kit.state", "*", ""), ("src/kit/__init__.py", "src/kit/state.py")),
        (ImportName("views", "home", "home"), ("app/views/home.py",)),
        (ImportName("numpy", "array", "array"), ()),
    ],
)
def test_an_import_loads_the_packages_on_the_way(name: ImportName, files: tuple[str, ...]) -> None:
    assert Resolver(PATHS).loads("app/main.py", name) == files


def test_a_package_wins_over_a_module_of_its_name() -> None:
    assert Resolver(["kit.py", "kit/__init__.py", "app.py"]).resolve("app.py", "kit") == "kit/__init__.py"
