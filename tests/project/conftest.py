from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from statelint.ir.stmt import ModuleIR
from statelint.lower import lower
from statelint.project.build import build
from statelint.project.model import Options, Project

Tree = Mapping[str, str]
Lower = Callable[[Tree], list[ModuleIR]]


def lower_tree(tree: Tree) -> list[ModuleIR]:
    """Every .py file of a tree, lowered."""
    lowered = [lower(path, source.encode()) for path, source in tree.items() if path.endswith(".py")]
    assert all(isinstance(module, ModuleIR) for module in lowered)
    return [module for module in lowered if isinstance(module, ModuleIR)]


@pytest.fixture
def lowered() -> Lower:
    return lower_tree


@pytest.fixture
def project() -> Callable[..., Project]:
    """A tree of sources, and options -> its Project."""

    def of(tree: Tree, **options: object) -> Project:
        paths = [path for path in tree if path.endswith(".py")]
        files = {path: text.encode() for path, text in tree.items() if not path.endswith(".py")}
        return build(lower_tree(tree), [], paths, files, Options(**options))  # type: ignore[arg-type]

    return of


@pytest.fixture
def entries(project: Callable[..., Project]) -> Callable[..., list[str]]:
    """A tree of sources -> the entry scripts of its apps that are not in doubt."""

    def of(tree: Tree, **options: object) -> list[str]:
        return [app.entry for app in project(tree, **options).apps if not app.quiet]

    return of
