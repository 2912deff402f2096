"""Each fact about session state, shown by real Streamlit."""

from __future__ import annotations

from pathlib import Path

import facts
import pytest

from statelint.spec import apptest
from statelint.spec.model import Example, PageError, told

streamlit = pytest.importorskip("streamlit")

RELEASE = tuple(int(number) for number in streamlit.__version__.split(".")[:2])
CASES = [pytest.param(case, id=f"{fact.number} {case.title}") for fact in facts.load() for case in fact.cases]


@pytest.mark.parametrize("case", CASES)
def test_streamlit_shows_it(case: Example, tmp_path: Path) -> None:
    play = case.play(RELEASE)
    if play is None or play.unplayed or play.browser:
        pytest.skip(f"nothing to see in AppTest of {streamlit.__version__}")
    apptest.write(case, tmp_path)
    assert told(play.steps, apptest.play(tmp_path, play.steps)) == told(play.steps)


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
