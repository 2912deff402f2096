"""The apps of found.md end as they say, on the runtime and on Streamlit, and leave the same state."""

from __future__ import annotations

from pathlib import Path

import pytest
from both import differences, lay, on_runtime

from statelint.runtime import Session
from statelint.spec.model import ENTRY, File, Play, told
from statelint.spec.parse import app, split

PAGE = Path(__file__).with_name("found.md")
HEAD, *SECTIONS = split(PAGE.name, PAGE.read_text(encoding="utf-8"))
CASES = [
    pytest.param(files, plays[-1], id=section.title)
    for section in SECTIONS
    for files, _, plays in [app(PAGE.name, section)]
]


@pytest.mark.parametrize(("files", "play"), CASES)
def test_the_runtime_does_what_the_page_says(files: tuple[File, ...], play: Play, tmp_path: Path) -> None:
    lay({file.name: file.text for file in files}, tmp_path)
    session = Session(tmp_path / ENTRY)
    assert told(play.steps, [on_runtime(session, step).outcome for step in play.steps]) == told(play.steps)


@pytest.mark.parametrize(("files", "play"), CASES)
def test_streamlit_does_the_same(files: tuple[File, ...], play: Play, tmp_path: Path) -> None:
    pytest.importorskip("streamlit", minversion="1.67")
    assert differences(lay({file.name: file.text for file in files}, tmp_path), play.steps) == []
