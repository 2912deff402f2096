"""Each fact about session state, shown by the reference runtime, on the releases that Streamlit was asked about."""

from __future__ import annotations

from pathlib import Path

import facts
import pytest

from statelint.runtime import Session
from statelint.spec.apptest import write
from statelint.spec.model import ENTRY, Example, Outcome, Play, told

RELEASES = ("1.28", "1.37", "1.45", "1.55", "1.67")


def number(release: str) -> tuple[int, int]:
    major, minor = release.split(".")
    return int(major), int(minor)


CASES = [
    pytest.param(case, play, release, id=f"{fact.number} {case.title} {release}")
    for fact in facts.load()
    for case in fact.cases
    for release in RELEASES
    if (play := case.play(number(release))) is not None and not play.unplayed
]


@pytest.mark.parametrize(("case", "play", "release"), CASES)
def test_the_runtime_shows_it(case: Example, play: Play, release: str, tmp_path: Path) -> None:
    write(case, tmp_path)
    session = Session(tmp_path / ENTRY, release)
    seen = [session.take(step.action, step.target, step.value) for step in play.steps]
    ends = [Outcome(end.exception, end.path, end.row, end.shows) for end in seen]
    assert told(play.steps, ends) == told(play.steps)
