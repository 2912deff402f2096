"""A run with the cache says what one without says, whatever happened in between; and does no more than it must."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from statelint import engine
from statelint.cache.store import FOLDER
from statelint.config import Config
from statelint.errors import UsageError
from statelint.explore import Explorer
from statelint.report.json import render

SET = "import streamlit as st\nst.session_state.n = 1\nst.write(st.session_state.n)\n"
READ = "import streamlit as st\nst.write(st.session_state.n)\n"
CALLS = "import streamlit as st\nimport helper\nhelper.show()\n"
HELPER = "import streamlit as st\n\ndef show():\n    st.write(st.session_state.n)\n"
PLAIN = Config(no_cache=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three apps: one is right, one wrong, one wrong in a module of its own; by a clock that lets files be old."""
    import time

    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + 3600 * 10**9)
    monkeypatch.chdir(tmp_path)
    for path, text in {"good.py": SET, "bad.py": READ, "calls.py": CALLS, "helper.py": HELPER}.items():
        (tmp_path / path).write_text(text)
    (tmp_path / "pyproject.toml").touch()
    return tmp_path


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[list[str], list[str]]]:
    """Tells which files were lowered and which apps were explored since it was asked last."""
    import statelint.lower

    lowered: list[str] = []
    explored: list[str] = []
    lower, explore = statelint.lower.lower, Explorer.app

    def note_lower(path: str, data: bytes) -> object:
        lowered.append(path)
        return lower(path, data)

    def note_explore(self: Explorer, app: object) -> object:
        explored.append(app.entry)  # type: ignore[attr-defined]
        return explore(self, app)  # type: ignore[arg-type]

    monkeypatch.setattr(statelint.lower, "lower", note_lower)
    monkeypatch.setattr(Explorer, "app", note_explore)

    def told() -> tuple[list[str], list[str]]:
        found = sorted(lowered), sorted(explored)
        lowered.clear()
        explored.clear()
        return found

    return told


def check(*paths: str, config: Config = PLAIN) -> str:
    """The findings as JSON; they must be the same with the cache as without."""
    plain = engine.check(paths or (".",), replace(config, no_cache=True))
    cached = engine.check(paths or (".",), replace(config, no_cache=False))
    assert plain.faults == cached.faults == ()
    assert render(plain) == render(cached)
    assert plain.files == cached.files
    assert all(cached.sources[finding.place.path] == plain.sources[finding.place.path] for finding in cached.findings)
    return render(cached)


def cached(*paths: str, config: Config = PLAIN) -> str:
    return render(engine.check(paths or (".",), replace(config, no_cache=False)))


def test_an_unchanged_project_costs_nothing(project: Path, work) -> None:
    first = cached()
    assert '"bad.py"' in first
    assert work() == (["bad.py", "calls.py", "good.py", "helper.py"], ["bad.py", "calls.py", "good.py"])
    assert cached() == first
    assert work() == ([], [])


def test_after_a_change_only_what_it_touches_is_done_again(project: Path, work) -> None:
    cached()
    work()
    (project / "helper.py").write_text(HELPER.replace(".n", ".other"))
    assert "`other`" in cached()
    assert work() == (["helper.py"], ["calls.py"])
    (project / "bad.py").write_text(SET)
    assert '"bad.py"' not in cached()
    assert work() == ([], ["bad.py"])
    (project / "bad.py").write_text(READ)
    assert '"bad.py"' in cached()
    assert work() == ([], [])
    check()


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "bad.py").write_text(SET + READ),
        lambda root: (root / "new.py").write_text(READ),
        lambda root: (root / "helper.py").unlink(),
        lambda root: (root / "bad.py").rename(root / "worse.py"),
        lambda root: (root / "helper").mkdir() or (root / "helper" / "__init__.py").write_text("def show(): pass\n"),
        lambda root: (root / "pages").mkdir() or (root / "pages" / "one.py").write_text(READ),
        lambda root: (root / ".gitignore").write_text("bad.py\n"),
        lambda root: (root / "requirements.txt").write_text("streamlit==1.30\n"),
        lambda root: (root / ".streamlit").mkdir() or (root / ".streamlit/config.toml").write_text("not = [toml"),
        lambda root: (root / "bad.py").write_text("def f(:\nimport streamlit\n"),
        lambda root: os.utime(root / "bad.py"),
        lambda root: shutil.rmtree(root / FOLDER),
    ],
)
def test_every_change_is_seen(project: Path, change: Callable[[Path], object]) -> None:
    check()
    check()
    change(project)
    check()
    check()


def test_what_is_configured_is_part_of_what_is_known(project: Path) -> None:
    for _ in range(2):
        found = [
            check(config=replace(PLAIN, **options))
            for options in (
                {},
                {"ignore": ("LSS101",)},
                {"known_keys": ("n",)},
                {"entrypoints": ("good.py",)},
                {"extend_exclude": ("bad.py",)},
                {"target_streamlit": "1.30"},
            )
        ]
        assert found[1] == found[2] == "[]\n"
        assert len(set(found)) == 3


def test_a_wrong_selector_is_told_however_much_is_known(project: Path) -> None:
    cached()
    for _ in range(2):
        with pytest.raises(UsageError):
            cached(config=replace(PLAIN, select=("LSS98",)))


def test_how_it_is_shown_and_by_how_many_makes_no_difference(project: Path, work) -> None:
    cached()
    work()
    cached(config=replace(PLAIN, output_format="json", jobs=3))
    assert work() == ([], [])


def test_a_part_of_the_project_is_judged_by_what_the_whole_left(project: Path, work) -> None:
    cached()
    work()
    for path in ("helper.py", "bad.py", "good.py"):
        check(path)
        work()
        cached(path)
        assert work() == ([], [])


def test_a_run_during_which_a_file_changes_leaves_nothing_behind(project: Path, monkeypatch) -> None:
    real = engine.lower_all

    def late(run: object) -> object:
        (project / "bad.py").write_text(SET)
        return real(run)  # type: ignore[arg-type]

    with monkeypatch.context() as slow:
        slow.setattr(engine, "lower_all", late)
        cached()
    (project / "bad.py").write_text(READ)
    assert '"bad.py"' in check()


def test_a_run_with_a_fault_is_not_repeated_from_memory(project: Path, monkeypatch) -> None:
    def fail(self: object, app: object) -> object:
        raise RuntimeError("boom")

    with monkeypatch.context() as broken:
        broken.setattr(Explorer, "app", fail)
        assert len(engine.check(["."], Config()).faults) == 3
    assert '"bad.py"' in check()


def test_a_project_that_moved_is_known_by_what_it_holds(project: Path, work, monkeypatch) -> None:
    cached()
    work()
    shutil.copytree(project, project / "copy")
    monkeypatch.chdir(project / "copy")
    assert '"bad.py"' in check()
    work()
    cached()
    assert work() == ([], [])


def test_a_damaged_cache_says_what_none_says(project: Path) -> None:
    truth = check()
    chance = random.Random(16)
    for _ in range(60):
        files = sorted(path for path in (project / FOLDER).rglob("*") if path.is_file())
        for path in chance.sample(files, min(len(files), 4)):
            data = bytearray(path.read_bytes())
            other = chance.choice(files)
            kind = chance.randrange(5)
            if kind == 0 and data:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            elif kind == 1:
                del data[chance.randrange(len(data) + 1) :]
            elif kind == 2 and other.exists():
                data = bytearray(other.read_bytes())
            elif kind == 3:
                data = bytearray(b'{"findings": [], "files": 1, "urls": {}, "sources": []}')
            if kind == 4:
                path.unlink()
            else:
                path.write_bytes(data)
        assert cached() == truth
    assert check() == truth


def test_entries_of_the_right_form_and_no_sense_are_made_again(project: Path) -> None:
    from statelint.cache.store import Store

    truth = check()
    for kind in ("report", "app", "module", "files", "search"):
        for value in ([], {}, [[]], 3, None, [{"Place": []}], {"program": [0], "values": []}, {"bad.py": [1]}):
            for path in sorted((project / FOLDER).rglob("*")):
                if path.is_file() and path.parts[-3] == kind:
                    Store(str(project / FOLDER), path.parts[-4]).put(kind, path.parts[-2] + path.parts[-1], value)
            if (kind, value) not in (("app", []), ("report", [])):
                assert cached() == truth, (kind, value)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_project_that_may_not_be_written_is_checked_all_the_same(project: Path) -> None:
    project.chmod(0o500)
    try:
        assert '"bad.py"' in cached()
    finally:
        project.chmod(0o700)


def test_a_link_in_the_place_of_the_cache_is_not_followed(project: Path, tmp_path_factory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (project / FOLDER).symlink_to(elsewhere)
    assert '"bad.py"' in cached()
    assert list(elsewhere.iterdir()) == []


def test_what_is_left_out_and_imported_is_part_of_what_is_known(project: Path, work) -> None:
    (project / "statelint.toml").write_text("")
    config = replace(PLAIN, extend_exclude=("helper.py", "legacy"))
    assert '"helper.py"' not in check(config=config)
    work()
    cached(config=config)
    assert work() == ([], [])
    (project / "helper.py").write_text("def show(): pass\n")
    assert '"bad.py"' in check(config=config)
    (project / "helper.py").write_text(HELPER.replace("st.write(", "st.session_state.n = 2; print("))
    (project / "calls.py").write_text(CALLS + "st.write(st.session_state.n)\n")
    assert '"calls.py"' not in check(config=config)
    (project / "helper.py").write_text("def show(): pass\n")
    assert '"calls.py"' in check(config=config)
    (project / "helper.py").write_text(HELPER)
    (project / "calls.py").write_text(CALLS.replace("helper", "legacy.helper") + "st.write(st.session_state.n)\n")
    assert '"calls.py"' not in check(config=config)  # a module that is not here may set the key
    (project / "legacy").mkdir()
    (project / "legacy" / "helper.py").write_text("def show(): pass\n")
    assert '"calls.py"' in check(config=config)
    (project / "legacy" / "helper.py").write_text(HELPER.replace("st.write(", "st.session_state.n = 2; print("))
    assert '"calls.py"' not in check(config=config)
    check("calls.py", config=config)
