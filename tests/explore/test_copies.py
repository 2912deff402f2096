"""Files that say the same: each is reported by its own path, though only one of them is lowered."""

from __future__ import annotations

from pathlib import Path

import pytest

from statelint import lower
from statelint.config import Config
from statelint.engine import check

APP = "import streamlit as st\n\nst.write(st.session_state.rows)\n"
BROKEN = "import streamlit as st\n\nst.write(\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("app", "backup", "old"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "main.py").write_text(APP)
        (tmp_path / folder / "more.py").write_text(BROKEN)
    return tmp_path


@pytest.mark.parametrize("no_cache", [True, False])
def test_each_copy_is_reported_and_one_is_lowered(
    project: Path, monkeypatch: pytest.MonkeyPatch, no_cache: bool
) -> None:
    lowered: list[str] = []

    def counted(path: str, source: bytes) -> object:
        lowered.append(path)
        return lowering(path, source)

    lowering = lower.lower
    monkeypatch.setattr(lower, "lower", counted)
    monkeypatch.chdir(project)
    report = check(["."], Config(no_cache=no_cache, jobs=1))
    found = sorted((finding.code, finding.place.path) for finding in report.findings)
    assert found == sorted(
        (code, f"{folder}/{name}.py")
        for folder in ("app", "backup", "old")
        for code, name in (("LSS101", "main"), ("LSS900", "more"))
    )
    assert lowered == ["app/main.py", "app/more.py"]


def test_a_fault_in_one_is_a_fault_in_each(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(path: str, source: bytes) -> object:
        raise RuntimeError(path)

    monkeypatch.setattr(lower, "lower", failing)
    monkeypatch.chdir(project)
    report = check(["."], Config(no_cache=True, jobs=1))
    assert sorted(fault.path for fault in report.faults) == sorted(
        f"{folder}/{name}.py" for folder in ("app", "backup", "old") for name in ("main", "more")
    )
