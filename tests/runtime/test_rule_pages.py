"""Every example of the rule pages does on the reference runtime what its `run` block says."""

from __future__ import annotations

from pathlib import Path

import pytest

from statelint.runtime import Session
from statelint.spec.apptest import write
from statelint.spec.model import ENTRY, Example, Outcome, Play, told
from statelint.spec.pages import load

EXAMPLES = [
    pytest.param(example, example.newest, id=f"{page.code} {example.kind}: {example.title}")
    for page in load()
    for example in page.examples
    if example.newest.steps
]


@pytest.mark.parametrize(("example", "play"), EXAMPLES)
def test_a_page_example_runs_as_it_says(example: Example, play: Play, tmp_path: Path) -> None:
    write(example, tmp_path)
    session = Session(tmp_path / ENTRY)
    seen = [session.take(step.action, step.target, step.value) for step in play.steps]
    ends = [Outcome(end.exception, end.path, end.row, end.shows) for end in seen]
    assert told(play.steps, ends) == told(play.steps)
