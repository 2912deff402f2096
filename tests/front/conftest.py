"""The real flake8 in a process of its own, with the plugin registered as the project declares it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

CHECKOUT = Path(__file__).parents[2]
Flake8 = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that makes the checkout an installed distribution, whatever is installed besides."""
    project = tomli.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    ((code, target),) = project["entry-points"]["flake8.extension"].items()
    folder = tmp_path_factory.mktemp("site")
    info = folder / "streamlit_statelint-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: 0\n")
    (info / "entry_points.txt").write_text(f"[flake8.extension]\n{code} = {target}\n")
    return folder


@pytest.fixture
def flake8(registered: Path, tmp_path: Path) -> Flake8:
    """Runs flake8 in `cwd` (by default the test's folder), without any configuration but that of this folder."""

    def run(*words: str, cwd: Path = tmp_path, stdin: str | None = None, first: str = "") -> object:
        path = os.pathsep.join([str(registered), first, str(CHECKOUT)] if first else [str(registered), str(CHECKOUT)])
        return subprocess.run(
            [sys.executable, "-m", "flake8", *words],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": path},
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run  # type: ignore[return-value]
