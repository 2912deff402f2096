"""The code keeps the layers, the house numbers and the style that CONTRIBUTING.md describes."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Module:
    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def layer(self) -> str:
        """The package or top-level module of statelint that it belongs to."""
        return self.path.relative_to(ROOT).with_suffix("").parts[1]

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def imports(self) -> set[str]:
        """Every dotted name that is imported, however deep in the module: `from a import b` gives `a.b`."""
        names: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name}:{node.lineno} is a relative import"
                names.update(f"{node.module}.{alias.name}" for alias in node.names)
        return names


def modules(*folders: str) -> list[Module]:
    return [Module(path) for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


PRODUCT = modules("statelint")
OURS = [*PRODUCT, *modules("tools")]

FREE = {"errors", "record"}  # how a user's mistake is reported, how classes are made: every layer may use them
ANALYSIS = {"config", "explore", "findings", "ir", "lower", "project", "report", "rules", "source", "streamlit_api"}
LAYERS: dict[str, set[str]] = {
    "__init__": set(),
    "errors": set(),
    "record": set(),
    "ir": set(),
    "source": set(),
    "streamlit_api": set(),
    "config": set(),
    "lower": {"ir", "source", "streamlit_api"},
    "project": {"ir", "streamlit_api"},
    "explore": {"ir", "project", "streamlit_api"},
    "findings": {"ir", "source"},
    "rules": {"explore", "findings", "ir", "project", "streamlit_api"},
    "report": {"findings", "ir", "source"},
    "cache": {"findings", "ir", "report", "source"},
    "workers": set(),
    "run": {"cache", "report", "source", "workers"},
    "modules": {"ir", "lower", "project", "run", "source"},
    "apps": {"cache", "explore", "findings", "project", "rules", "run"},
    "front": {"config", "engine", "findings", "options", "report", "source"},
    "suppress": {"apps", "explore", "findings", "rules", "run"},
    "baseline": {"findings", "report"},
    "add_ignore": {"findings", "report", "source"},
    "options": {"config", "findings", "source"},
    "engine": {"apps", "cache", "modules", "options", "run", "suppress", *ANALYSIS},
    "runtime": {"streamlit_api"},  # nothing of the linter: it must be able to disagree
    "spec": {"config", "engine", "findings", "ir", "rules", "runtime"},
    "debug": {"engine", "options", "run", *ANALYSIS},
    "scaffold": {"rules", "spec"},
    "repro": {"engine", "run", *ANALYSIS},
    "cli": {"add_ignore", "baseline", "cache", "debug", "engine", "options", "repro", "scaffold", "spec", *ANALYSIS},
    "__main__": {"cli"},
}
DEPENDENCIES = {
    "click": {"cli"},
    "libcst": {"lower"},
    "pathspec": {"source"},
    "playwright": {"spec"},
    "streamlit": {"spec"},
    "tomli": {"config", "project"},
}

MODULE_LINES = 300
FUNCTION_LINES = 40
EXCEPTIONS: dict[str, str] = {}  # "statelint/x.py" or "statelint/x.py:function" -> why it is longer

VALUES = ("ir/expr.py", "ir/stmt.py", "ir/span.py", "ir/scenario.py", "/model.py", "observations.py", "rules/base.py")
BORDERS = [module for module in PRODUCT if module.name.endswith(VALUES)]


def named(module: Module) -> str:
    return module.name


@pytest.mark.parametrize("module", PRODUCT, ids=named)
def test_imports_keep_the_layers(module: Module) -> None:
    assert module.layer in LAYERS, "a new layer: say what it may import"
    allowed = LAYERS[module.layer] | FREE | {module.layer, "__version__"}
    ours = {name.split(".")[1] for name in module.imports() if name.startswith("statelint.")}
    assert ours <= allowed


@pytest.mark.parametrize("module", PRODUCT, ids=named)
def test_each_dependency_is_known_to_one_layer(module: Module) -> None:
    for name in module.imports():
        top = name.split(".")[0]
        if top not in sys.stdlib_module_names and top != "statelint":
            assert module.layer in DEPENDENCIES[top]
        assert not name.startswith(("libcst.matchers", "libcst.metadata")), "these make a parse several times slower"
        if top in ("pickle", "marshal", "shelve"):
            assert module.layer == "runtime", "what a repository holds must never become code"
            assert "pickle.load" not in module.text, "Streamlit asks whether a value can be pickled, and no more"


@pytest.mark.parametrize("module", PRODUCT, ids=named)
def test_private_names_stay_in_their_module(module: Module) -> None:
    private = [
        name for name in module.imports() if name.startswith("statelint.") and name.split(".")[-1].startswith("_")
    ]
    assert [name for name in private if not name.endswith("__")] == []


@pytest.mark.parametrize("module", OURS, ids=named)
def test_a_module_says_what_it_is_for(module: Module) -> None:
    assert ast.get_docstring(module.tree)
    if len(module.tree.body) > 1 and module.name != "statelint/__init__.py":
        future = module.tree.body[1]
        assert isinstance(future, ast.ImportFrom)
        assert future.module == "__future__"


@pytest.mark.parametrize("module", OURS, ids=named)
def test_modules_and_functions_are_short(module: Module) -> None:
    lines = module.text.count("\n")
    assert lines < MODULE_LINES or module.name in EXCEPTIONS
    long = [
        f"{node.name}: {lines} lines"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) >= FUNCTION_LINES
        and f"{module.name}:{node.name}" not in EXCEPTIONS
    ]
    assert long == []


@pytest.mark.parametrize("module", BORDERS, ids=named)
def test_what_crosses_a_border_is_frozen_and_slotted(module: Module) -> None:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
            enumeration = any("Enum" in ast.unparse(base) for base in node.bases)
            error = any("Exception" in ast.unparse(base) for base in node.bases)
            assert enumeration or error or decorators == ["dataclass(frozen=True, slots=True)"], node.name


@pytest.mark.parametrize("module", OURS, ids=named)
def test_no_unfinished_work_is_left_in_the_code(module: Module) -> None:
    words = ("TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK")
    assert [word for word in words if word in module.text] == []
    silent = [
        handler.lineno
        for handler in ast.walk(module.tree)
        if isinstance(handler, ast.ExceptHandler) and all(isinstance(step, ast.Pass) for step in handler.body)
    ]
    assert silent == [], "an exception is swallowed"
