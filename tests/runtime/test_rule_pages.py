"""Every example of the rule pages does on the reference runtime what its `run` block says."""

from __future__ import annotations

from pathlib import Path

import pytest

from statelint.runtime import Session
from statelint.spec.apptest import write
from statelint.spec.model import ENTRY, Example, Outcome
from statelint.spec.pages import load

EXAMPLES = [
    pytest.param(example, id=f"{page.code} {example.kind}: {example.title}")
    for page in load()
    for example in page.examples
    if example.steps
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_page_example_runs_as_it_says(example: Example, tmp_path: Path) -> None:
    write(example, tmp_path)
    session = Session(tmp_path / ENTRY)
    for step in example.steps:
        seen = session.take(step.action, step.target, step.value)
        assert step.outcome.met_by(Outcome(seen.exception, seen.path, seen.row, seen.shows)), f"{step}: {seen}"
