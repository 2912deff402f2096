"""Which settings files are found around the Python files of a project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from statelint.source.ignore import exclusion
from statelint.source.inputs import find
from statelint.source.settings import LARGEST, settings_files


def make(root: Path, *files: str) -> None:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")


def test_they_lie_where_a_python_file_does_or_above_it(tmp_path: Path) -> None:
    make(tmp_path, "requirements.txt", "a/pyproject.toml", "a/b/.streamlit/config.toml", "a/b/c/requirements.txt")
    make(tmp_path, "docs/requirements.txt", "a/b/d/.streamlit/config.toml")
    assert settings_files(["a/b/app.py"], str(tmp_path)) == (
        "a/b/.streamlit/config.toml",
        "a/pyproject.toml",
        "requirements.txt",
    )


@pytest.mark.parametrize(
    "name",
    [
        *("requirements.txt", "requirements-dev.txt", "dev-requirements.in", "Requirements.txt", "pyproject.toml"),
        *("Pipfile", "Pipfile.lock", "poetry.lock", "uv.lock", "pdm.lock", "pixi.lock", "pylock.toml"),
        *("environment.yml", "environment.yaml", "env.yml", "conda-lock.yml"),
    ],
)
def test_every_kind_of_dependency_file_is_found(tmp_path: Path, name: str) -> None:
    make(tmp_path, name)
    assert settings_files(["app.py"], str(tmp_path)) == (name,)


@pytest.mark.parametrize("name", ["notes.txt", "config.toml", "statelint.toml", "package.json", "compose.yml"])
def test_other_files_are_not(tmp_path: Path, name: str) -> None:
    make(tmp_path, name)
    assert settings_files(["app.py"], str(tmp_path)) == ()


def test_a_dependency_file_over_the_limit_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_bytes(b"#" * LARGEST)
    (tmp_path / "uv.lock").write_bytes(b"#" * (LARGEST + 1))
    assert settings_files(["app.py"], str(tmp_path)) == ("requirements.txt",)


def test_only_regular_files_are_taken(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "requirements.txt")
    (tmp_path / "pyproject.toml").mkdir()
    (tmp_path / "Pipfile").symlink_to(tmp_path / "nowhere")
    assert settings_files(["app.py"], str(tmp_path)) == ()


def test_a_dependency_file_that_may_not_be_read_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "requirements.txt", "Pipfile")
    monkeypatch.setattr(os, "access", lambda path, mode: not path.endswith("Pipfile"))
    assert settings_files(["app.py"], str(tmp_path)) == ("requirements.txt",)


def test_a_run_has_them_beside_the_chosen_files_and_not_among_them(tmp_path: Path) -> None:
    make(tmp_path, "pyproject.toml", "app.py", "sub/mod.py", "sub/requirements.txt")
    whole, part = (find([str(tmp_path / path)], exclusion()) for path in (".", "sub/mod.py"))
    assert whole.settings == part.settings == ("pyproject.toml", "sub/requirements.txt")
    assert (whole.chosen, part.chosen) == (("app.py", "sub/mod.py"), ("sub/mod.py",))
