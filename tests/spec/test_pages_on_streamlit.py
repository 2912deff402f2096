"""Every example of every rule page, played on real Streamlit."""

from __future__ import annotations

from pathlib import Path

import pytest

from statelint.spec import apptest, pages
from statelint.spec.model import Example

pytest.importorskip("streamlit")

EXAMPLES = [(page.code, example) for page in pages.load() for example in page.examples]
PLAYED = [pytest.param(example, id=f"{code} {example.title}") for code, example in EXAMPLES if example.steps]


@pytest.mark.parametrize("example", PLAYED)
def test_streamlit_does_what_the_page_says(example: Example, tmp_path: Path) -> None:
    apptest.write(example, tmp_path)
    seen = apptest.play(tmp_path, example.steps)
    told = [
        f"{step} -> {step.outcome if step.outcome.met_by(end) else end}"
        for step, end in zip(example.steps, seen, strict=True)
    ]
    assert told == [f"{step} -> {step.outcome}" for step in example.steps]


def test_an_example_that_is_not_played_is_rare() -> None:
    assert [(code, example.title) for code, example in EXAMPLES if example.unplayed] == [
        ("LSS403", "a flag that stays up"),
        ("LSS900", "a bracket that is never closed"),
        ("LSS900", "syntax newer than the Python that runs the linter"),
    ]
