"""Every example of the rule pages does on the reference runtime what its `run` block says of each release."""

from __future__ import annotations

from pathlib import Path

import pytest

from statelint.runtime import Session
from statelint.spec.apptest import write
from statelint.spec.model import ENTRY, Example, Outcome, Play, told
from statelint.spec.pages import load

RELEASES = ("1.28", "1.37", "1.45", "1.55", "1.67")
EXAMPLES = [
    pytest.param(example, play, release, id=f"{page.code} {example.kind}: {example.title} {release}")
    for page in load()
    for example in page.examples
    for release in RELEASES
    if (play := example.play(tuple(map(int, release.split("."))))) is not None and play.steps
]


@pytest.mark.parametrize(("example", "play", "release"), EXAMPLES)
def test_a_page_example_runs_as_it_says(example: Example, play: Play, release: str, tmp_path: Path) -> None:
    write(example, tmp_path)
    session = Session(tmp_path / ENTRY, release)
    seen = [session.take(step.action, step.target, step.value) for step in play.steps]
    ends = [Outcome(end.exception, end.path, end.row, end.shows) for end in seen]
    assert told(play.steps, ends) == told(play.steps)
