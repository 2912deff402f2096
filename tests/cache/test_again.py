"""The same command once more: it says what it would say without a cache, and is looked up only if nothing changed."""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from statelint import engine
from statelint.cache import again
from statelint.cli import main

READ = "import streamlit as st\nst.write(st.session_state.n)\n"
SET = "import streamlit as st\nst.session_state.n = 1\nst.write(st.session_state.n)\n"

Run = Callable[..., tuple[int, str]]
Told = Callable[..., bool]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project below the folder of the test, by a clock that lets files be old."""
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + 3600 * 10**9)
    folder = tmp_path / "project"
    (folder / "deep").mkdir(parents=True)
    (folder / "bad.py").write_text(READ)
    (folder / "deep" / "good.py").write_text(SET)
    (folder / "pyproject.toml").write_text('[tool.statelint]\nextend = "base.toml"\n')
    (folder / "base.toml").write_text("")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process: its exit code and what it printed."""

    def ran(*words: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(words)
        return int(ended.value.code or 0), capsys.readouterr().out

    return ran


@pytest.fixture
def repeated(run: Run, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Whether a command was answered without looking at anything, as it would be without a cache."""
    checked: list[object] = []
    check = engine.check

    def note(*given: object) -> object:
        checked.append(given)
        return check(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "check", note)

    def told(*words: str) -> bool:
        before = len(checked)
        answer = run(*words)
        looked = len(checked) > before
        assert answer == run(*words, "--no-cache")
        return not looked

    return told


def test_what_was_asked_before_is_answered_again(project: Path, repeated: Told, run: Run) -> None:
    assert not repeated(".")
    assert repeated(".")
    assert run(".") == (1, run(".", "--no-cache")[1])
    assert not repeated("deep")
    assert repeated("deep")


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "bad.py").write_text(SET),
        lambda root: (root / "bad.py").write_text(READ.replace(".n", ".m")),
        lambda root: (root / "new.py").write_text(READ),
        lambda root: (root / "deep" / "new.py").write_text(READ),
        lambda root: (root / "bad.py").unlink(),
        lambda root: (root / "bad.py").rename(root / "worse.py"),
        lambda root: (root / "base.toml").write_text('ignore = ["LSS101"]'),
        lambda root: (root / "pyproject.toml").write_text('[tool.statelint]\nignore = ["LSS101"]'),
        lambda root: (root / "statelint.toml").write_text('ignore = ["LSS101"]'),
        lambda root: (root.parent / "pyproject.toml").write_text('[tool.statelint]\nignore = ["LSS101"]'),
        lambda root: (root / "pyproject.toml").unlink(),
        lambda root: (root / ".gitignore").write_text("bad.py\n"),
        lambda root: (root.parent / ".git").mkdir(),
        lambda root: (root / "requirements.txt").write_text("streamlit==1.30\n"),
        lambda root: (root / ".streamlit").mkdir() or (root / ".streamlit/config.toml").write_text("not = [toml"),
        lambda root: os.utime(root / "bad.py"),
        lambda root: shutil.rmtree(root / again.CACHE),
    ],
)
def test_every_change_is_seen(project: Path, repeated: Told, change: Callable[[Path], object]) -> None:
    repeated(".")
    assert repeated(".")
    change(project)
    assert not repeated(".")
    assert repeated(".")


def test_what_is_not_a_file_counts_too(project: Path, repeated: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    repeated(".")
    assert not repeated("--select=LSS2", ".")
    monkeypatch.chdir("deep")
    assert not repeated("..")
    monkeypatch.chdir("..")
    for variable in ("STATELINT_OUTPUT_FORMAT", "FORCE_COLOR"):
        monkeypatch.setenv(variable, "json")
        assert not repeated(".")
        monkeypatch.delenv(variable)
    repeated(".")
    assert repeated(".")
    monkeypatch.setattr(sys, "version", "another Python")
    assert not repeated(".")


def test_another_statelint_answers_for_itself(project: Path, repeated: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    from statelint.cache import tool

    part = project.parent / "part.py"
    part.touch()
    monkeypatch.setattr(tool, "witnesses", lambda: [str(part)])
    repeated(".")
    assert repeated(".")
    part.write_text("changed")
    assert not repeated(".")


@pytest.mark.parametrize(
    "words", [("--statistics", "."), ("-o", "json:a.json", "."), ("--show-files",), ("--baseline=b.json", ".")]
)
def test_what_does_more_than_print_findings_is_done_each_time(project: Path, run: Run, words: tuple[str, ...]) -> None:
    run("--baseline=b.json", "--update-baseline", ".")
    shutil.rmtree(project / again.CACHE)
    run(*words)
    run(*words)
    assert not (project / again.CACHE / again.PLACE).exists()


def test_a_file_that_changes_during_the_run_is_looked_at_again(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() - 3600 * 10**9)  # these files have only just been written
    run(".")
    run(".")
    assert not (project / again.CACHE / again.PLACE).exists()


def test_a_fault_is_not_repeated(project: Path, run: Run) -> None:
    if os.geteuid() == 0:
        (project / "bad.py").unlink()
        (project / "bad.py").symlink_to("/proc/self/mem")
    else:
        (project / "bad.py").chmod(0)
    assert run(".")[0] == 2
    assert not (project / again.CACHE / again.PLACE).exists()


def test_a_damaged_record_is_none(project: Path, repeated: Told, run: Run) -> None:
    run(".")
    (path,) = (project / again.CACHE / again.PLACE).iterdir()
    whole, truth = path.read_bytes(), run(".", "--no-cache")
    chance = random.Random(16)
    for _ in range(60):
        data = bytearray(whole)
        match chance.randrange(3):
            case 0:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            case 1:
                del data[chance.randrange(len(data)) :]
            case _:
                data += bytes([chance.randrange(256)])
        path.write_bytes(data)
        assert again.recall(["."]) is None
    assert run(".") == truth
    path.write_bytes(b"")
    assert not repeated(".")
    assert repeated(".")


def test_there_is_never_more_than_a_handful(project: Path, run: Run) -> None:
    for number in range(4):
        run(f"--select=LSS10{number + 1}", ".")
    assert 1 <= len(list((project / again.CACHE / again.PLACE).iterdir())) <= 4
    assert all(len(path.name) == 2 for path in (project / again.CACHE / again.PLACE).iterdir())


def test_a_cache_elsewhere_is_not_looked_into(project: Path, run: Run, tmp_path: Path) -> None:
    run("--cache-dir", str(tmp_path / "elsewhere"), ".")
    assert not (tmp_path / "elsewhere" / again.PLACE).exists()
    assert not (project / again.CACHE).exists()
