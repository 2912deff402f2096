"""A file is replaced as a whole or left as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from statelint.errors import UsageError
from statelint.source.write import replace_bytes


def test_mode_and_links_are_kept(tmp_path: Path) -> None:
    (real := tmp_path / "real.py").write_bytes(b"a")
    real.chmod(0o640)
    (link := tmp_path / "link.py").symlink_to(real)
    replace_bytes(str(link), b"a", b"b")
    assert link.is_symlink()
    assert real.read_bytes() == b"b"
    assert real.stat().st_mode & 0o777 == 0o640
    replace_bytes(str(tmp_path / "new.json"), None, b"c")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.py", "new.json", "real.py"]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    (path := tmp_path / "a.py").write_bytes(b"new")
    with pytest.raises(UsageError, match=r"a\.py: changed meanwhile, so it was left as it is"):
        replace_bytes(str(path), b"old", b"edited")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("step", ["mkstemp", "fsync", "replace"])
def test_a_disk_that_refuses_leaves_the_file_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int, step: str
) -> None:
    (path := tmp_path / "a.py").write_bytes(b"old")

    def refuse(*words: object, **options: object) -> None:
        raise OSError(fault, os.strerror(fault))

    from statelint.source import write

    monkeypatch.setattr(write.tempfile if step == "mkstemp" else write.os, step, refuse)
    with pytest.raises(UsageError, match=r"a\.py: .*; it was left as it was"):
        replace_bytes(str(path), b"old", b"edited")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.py"]
