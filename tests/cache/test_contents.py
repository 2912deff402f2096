"""What files hold: read once, then known by what `stat` says, unless that cannot be trusted."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from statelint.cache.contents import Contents
from statelint.cache.store import FOLDER, Store, digest

OLD = time.time() - 100


class Project:
    """A folder whose files are read through it, so that it can tell which were."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.read: list[str] = []

    def write(self, path: str, text: str, at: float = OLD) -> None:
        (self.root / path).write_text(text)
        os.utime(self.root / path, (at, at))

    def reader(self, path: str) -> bytes:
        self.read.append(path)
        return (self.root / path).read_bytes()

    def contents(self, *memory: str) -> Contents:
        self.read.clear()
        return Contents(Store(str(self.root / FOLDER), "0" * 16), str(self.root), self.reader, memory)

    def run(self, *paths: str) -> list[str]:
        contents = self.contents()
        found = [contents.of(path) for path in paths]
        contents.keep()
        return found


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Its clock is an hour ahead, so that what was written just now counts as settled."""
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + 3600 * 10**9)
    return Project(tmp_path)


def test_a_file_that_stat_knows_is_not_read_again(project: Project) -> None:
    project.write("a.py", "1")
    project.write("b.py", "2")
    found = project.run("a.py", "b.py")
    assert found == [digest(b"1"), digest(b"2")]
    assert project.run("a.py", "b.py") == found
    assert project.read == []
    project.write("b.py", "3")
    assert project.run("a.py", "b.py") == [digest(b"1"), digest(b"3")]
    assert project.read == ["b.py"]


def test_a_change_that_leaves_time_and_size_alone_is_seen(project: Project) -> None:
    project.write("a.py", "1")
    project.run("a.py")
    project.write("a.py", "2")
    assert project.run("a.py") == [digest(b"2")]


def test_another_file_in_its_place_is_seen(project: Project) -> None:
    project.write("a.py", "1")
    project.run("a.py")
    project.write("b.py", "2")
    os.replace(project.root / "b.py", project.root / "a.py")
    assert project.run("a.py") == [digest(b"2")]


def test_a_file_that_was_just_written_is_read_again_next_time(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("a.py", "1", at=time.time())
    for _ in range(2):
        assert project.run("a.py") == [digest(b"1")]
        assert project.read == ["a.py"]


def test_a_clock_that_goes_back_makes_nothing_older_than_it_is(project: Project, monkeypatch) -> None:
    project.write("a.py", "1")
    project.run("a.py")
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    project.write("a.py", "2", at=OLD - 1000)
    assert project.run("a.py") == [digest(b"2")]
    project.write("a.py", "3", at=OLD)
    assert project.run("a.py") == [digest(b"3")]


def test_a_file_holds_the_same_throughout_a_run(project: Project) -> None:
    project.write("a.py", "1")
    contents = project.contents()
    before = contents.of("a.py")
    project.write("a.py", "2")
    assert contents.of("a.py") == before


def test_what_cannot_be_read_holds_nothing_and_is_not_kept(project: Project) -> None:
    assert project.run("nowhere.py") == [""]
    project.write("nowhere.py", "1")
    assert project.run("nowhere.py") == [digest(b"1")]


def test_what_is_in_memory_is_not_what_is_on_the_disk(project: Project) -> None:
    project.write("a.py", "1")
    project.run("a.py")
    reader = project.reader
    project.reader = lambda path: b"unsaved" if path == "a.py" else reader(path)  # type: ignore[method-assign]
    contents = project.contents("a.py")
    assert contents.of("a.py") == digest(b"unsaved")
    contents.keep()
    project.reader = reader  # type: ignore[method-assign]
    assert project.run("a.py") == [digest(b"1")]
    assert project.read == []


def test_files_that_are_gone_are_forgotten(project: Project) -> None:
    project.write("a.py", "1")
    project.write("b.py", "1")
    project.run("a.py", "b.py")
    os.unlink(project.root / "a.py")
    project.write("b.py", "2")
    project.run("b.py")
    project.write("a.py", "3")
    assert project.run("a.py") == [digest(b"3")]
