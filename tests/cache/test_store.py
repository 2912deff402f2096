"""The folder of entries: what is put is got back exactly, what is damaged is as good as gone, what is old goes."""

from __future__ import annotations

import os
import random
import shutil
import threading
import time
from pathlib import Path

import pytest

from statelint.cache import store as module
from statelint.cache.store import FOLDER, Store, digest, sweep

TOOL = "0123456789abcdef"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / FOLDER), TOOL)


def entry(tmp_path: Path, kind: str, key: str) -> Path:
    return tmp_path / FOLDER / TOOL / kind / key[:2] / key[2:]


def test_a_value_is_got_back_under_its_kind_and_key_only(store: Store) -> None:
    key = digest(b"a")
    assert store.get("app", key) is None
    assert store.put("app", key, [1, None, "\ud800", {"x": []}])
    assert store.get("app", key) == [1, None, "\ud800", {"x": []}]
    assert store.get("module", key) is None
    assert Store(store.folder, "f" * 16).get("app", key) is None


def test_the_parts_of_a_digest_are_kept_apart() -> None:
    assert len({digest(b"ab", b"c"), digest(b"a", b"bc"), digest(b"abc"), digest(b"abc", b"")}) == 4


def test_every_damage_is_seen(store: Store, tmp_path: Path) -> None:
    key, value = digest(b"a"), {"findings": list(range(50)), "text": "é" * 20}
    store.put("app", key, value)
    path = entry(tmp_path, "app", key)
    whole = path.read_bytes()
    chance = random.Random(6)
    for _ in range(300):
        data = bytearray(whole)
        if chance.random() < 0.5:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        else:
            del data[chance.randrange(len(data)) :]
        path.write_bytes(data)
        assert store.get("app", key) is None
    assert store.put("app", key, value)
    assert path.read_bytes() == whole


def test_an_entry_in_the_place_of_another_is_not_taken_for_it(store: Store, tmp_path: Path) -> None:
    one, two = digest(b"1"), digest(b"2")
    store.put("app", one, "one")
    store.put("app", two, "two")
    shutil.copy(entry(tmp_path, "app", one), entry(tmp_path, "app", two))
    assert store.get("app", two) is None


def test_repositories_and_backups_pass_the_folder_over(store: Store, tmp_path: Path) -> None:
    store.put("app", digest(b"a"), 1)
    assert (tmp_path / FOLDER / ".gitignore").read_text() == "*\n"
    assert (tmp_path / FOLDER / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_a_folder_that_holds_something_else_is_not_hidden_from_git(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "notes.txt").touch()
    assert Store(str(tmp_path / "work"), TOOL).put("app", digest(b"a"), 1)
    assert not (tmp_path / "work" / ".gitignore").exists()


def test_nothing_is_left_of_an_entry_that_could_not_be_written(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(old: str, new: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "replace", full)
    assert not store.put("app", digest(b"a"), 1)
    assert [path for path in (tmp_path / FOLDER / TOOL).rglob("*") if path.is_file()] == []


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file, where the folder would be")
    store = Store(str(tmp_path / FOLDER), TOOL)
    assert not store.put("app", digest(b"a"), 1)
    assert store.get("app", digest(b"a")) is None
    store.close()


def test_what_was_not_used_for_long_goes_and_then_what_is_too_much(store: Store, tmp_path: Path) -> None:
    paths = []
    for days in (40, 3, 2, 1):
        key = digest(b"%d" % days)
        store.put("module", key, "x" * 1000)
        paths.append(entry(tmp_path, "module", key))
        os.utime(paths[-1], (then := time.time() - days * 86_400, then))
    half_written = paths[0].with_name(f"{paths[0].name}.1.2")
    shutil.copy2(paths[0], half_written)
    for name in ("notes.txt", f"{TOOL}/module/ab/notes.txt"):
        (tmp_path / FOLDER / name).parent.mkdir(exist_ok=True)
        (tmp_path / FOLDER / name).write_text("not ours")
        os.utime(tmp_path / FOLDER / name, (0, 0))
    sweep(store.folder, largest=2500)
    assert [path.exists() for path in (*paths, half_written)] == [False, False, True, True, False]
    assert (tmp_path / FOLDER / "notes.txt").exists()
    assert (tmp_path / FOLDER / TOOL / "module" / "ab" / "notes.txt").exists()


def test_an_entry_that_is_used_stays(store: Store, tmp_path: Path) -> None:
    key = digest(b"a")
    store.put("app", key, 1)
    os.utime(entry(tmp_path, "app", key), (0, 0))
    assert store.get("app", key) == 1
    sweep(store.folder)
    assert store.get("app", key) == 1


def test_room_is_made_once_a_day_after_something_new(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[str] = []
    monkeypatch.setattr(module, "sweep", swept.append)
    store.close()
    assert swept == []
    store.put("app", digest(b"a"), 1)
    store.close()
    store.close()
    assert swept == [store.folder]


@pytest.mark.skipif(os.name == "nt", reason="there are no such locks")
def test_one_at_a_time_is_let_into_a_block(store: Store) -> None:
    entered = threading.Event()

    def enter() -> None:
        with Store(store.folder, TOOL).alone():
            entered.set()

    other = threading.Thread(target=enter)
    with store.alone():
        other.start()
        assert not entered.wait(0.3)
    assert entered.wait(10)
    other.join()


def test_nobody_waits_for_ever(store: Store, tmp_path: Path) -> None:
    with store.alone(), Store(store.folder, TOOL).alone(patience=0.1):
        assert store.put("app", digest(b"a"), 1)
    (tmp_path / "file").touch()
    with Store(str(tmp_path / "file"), TOOL).alone():
        assert not Store(str(tmp_path / "file"), TOOL).put("app", digest(b"a"), 1)
