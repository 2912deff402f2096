"""The hooks in the real pre-commit, installed from this checkout into a real repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from statelint import __version__

CHECKOUT = Path(__file__).parents[2]
APP = 'import streamlit as st\nimport helper\n\nst.title("Shop")\nhelper.show()\n'
HELPER = "import streamlit as st\n\n\ndef show():\n    st.write(st.session_state.n)\n"
OTHER = "import streamlit as st\n\nst.write(st.session_state.other)\n"
FOUND = "helper.py:5:14: LSS101"


def readme_config() -> Any:
    """The configuration that the README shows."""
    (text,) = re.findall(r"```yaml\n(repos:.*?)```", (CHECKOUT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return yaml.safe_load(text)


def git(*words: str, cwd: Path) -> None:
    named = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *named, *words], cwd=cwd, check=True, capture_output=True, timeout=60)


def commit(folder: Path) -> str:
    git("init", "-q", ".", cwd=folder)
    git("add", "-A", cwd=folder)
    git("commit", "-qm", "all", cwd=folder)
    ran = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True)
    return ran.stdout.strip()


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """What is tracked of the checkout, as it is now, as a repository of its own."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in ("statelint", "rules"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(CHECKOUT / name, folder / name)
    return folder, commit(folder)


@pytest.fixture
def project(tmp_path: Path, hooks: tuple[Path, str]) -> Path:
    folder, rev = hooks
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "helper.py").write_text(HELPER)
    (tmp_path / "other.py").write_text(OTHER)
    config = readme_config()
    config["repos"][0] |= {"repo": folder.as_posix(), "rev": rev}
    config["repos"][0]["hooks"].append({"id": "statelint-all"})
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    commit(tmp_path)
    return tmp_path


def pre_commit(*words: str, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *words],
        cwd=cwd,
        env={**os.environ, "PRE_COMMIT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def test_the_revision_in_the_readme_exists() -> None:
    """Until there is a release, there is only the branch."""
    released = f"## [{__version__}]" in (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert readme_config()["repos"][0]["rev"] == (f"v{__version__}" if released else "main")


def test_both_hooks_are_valid(hooks: tuple[Path, str], home: Path) -> None:
    ran = pre_commit("validate-manifest", ".pre-commit-hooks.yaml", cwd=hooks[0], home=home)
    assert (ran.returncode, ran.stdout) == (0, "")


def test_staged_files_are_reported_and_judged_in_their_whole_app(project: Path, home: Path) -> None:
    ran = pre_commit("run", "statelint", "--files", "helper.py", cwd=project, home=home)
    if "pip" in ran.stderr + ran.stdout and "An unexpected error has occurred" in ran.stdout + ran.stderr:
        pytest.skip("no package index can be reached from here")
    assert FOUND in ran.stdout
    assert "other.py" not in ran.stdout
    assert ran.returncode == 1

    (project / "app.py").write_text(APP.replace("helper.show", "st.session_state.n = 1\nhelper.show"))
    git("add", "app.py", cwd=project)
    ran = pre_commit("run", "statelint", cwd=project, home=home)
    assert (ran.returncode, "Passed" in ran.stdout) == (0, True)

    ran = pre_commit("run", "statelint-all", cwd=project, home=home)
    assert "other.py:3:10: LSS101" in ran.stdout
    assert "helper.py" not in ran.stdout
    assert ran.returncode == 1
    status = subprocess.run(["git", "status", "--short"], cwd=project, check=True, capture_output=True, text=True)
    assert status.stdout == "M  app.py\n"
