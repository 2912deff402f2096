"""Each fact about session state, shown by real Streamlit."""

from __future__ import annotations

from pathlib import Path

import facts
import pytest

from statelint.spec import apptest, browser
from statelint.spec.model import Example, PageError, Play, told

streamlit = pytest.importorskip("streamlit")

RELEASE = tuple(int(number) for number in streamlit.__version__.split(".")[:2])
LACKING = browser.missing()
PLAYED = [
    pytest.param(case, play, id=f"{fact.number} {case.title}")
    for fact in facts.load()
    for case in fact.cases
    if (play := case.play(RELEASE))
]


@pytest.mark.parametrize(("case", "play"), PLAYED)
def test_streamlit_shows_it(case: Example, play: Play, tmp_path: Path) -> None:
    if play.browser and LACKING:
        pytest.skip(LACKING)
    apptest.write(case, tmp_path)
    seen = (browser if play.browser else apptest).play(tmp_path, play.steps)
    assert told(play.steps, seen) == told(play.steps)


def test_every_fact_is_there_and_in_the_table() -> None:
    assert sorted(fact.number for fact in facts.load()) == sorted(facts.NUMBERS)
    assert (facts.FOLDER / "README.md").read_text(encoding="utf-8") == facts.table(), "run tests/facts/facts.py"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# 2 Something\n", "the title must be `# NN what is so`"),
        ("# 1 Something\n", "a fact has cases, or a line"),
        ("# 1 Something\n\n## case\n\n```python\n1  # error\n```\n```run\nrun -> ok\n```\n", "nothing is marked"),
    ],
)
def test_a_file_that_breaks_the_form_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(PageError, match=complaint):
        facts.parse("01-something.md", text)
