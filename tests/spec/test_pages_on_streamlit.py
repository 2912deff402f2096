"""Every example of every rule page, played on real Streamlit."""

from __future__ import annotations

from pathlib import Path

import pytest

from statelint.spec import apptest, browser, pages
from statelint.spec.model import Example, told

streamlit = pytest.importorskip("streamlit")

RELEASE = tuple(int(number) for number in streamlit.__version__.split(".")[:2])
EXAMPLES = [(page.code, example) for page in pages.load() for example in page.examples]
PARAMETERS = [pytest.param(example, id=f"{code} {example.title}") for code, example in EXAMPLES]


@pytest.mark.parametrize("example", PARAMETERS)
def test_streamlit_does_what_the_page_says(example: Example, tmp_path: Path) -> None:
    play = example.play(RELEASE)
    if play is None or play.unplayed:
        pytest.skip(play.unplayed if play else f"the page says nothing of {streamlit.__version__}")
    if play.browser and browser.missing():
        pytest.skip(browser.missing())
    apptest.write(example, tmp_path)
    seen = (browser if play.browser else apptest).play(tmp_path, play.steps)
    assert told(play.steps, seen) == told(play.steps)


def test_an_example_that_is_not_played_is_rare() -> None:
    assert len({code for code, example in EXAMPLES if example.newest.unplayed}) <= 6


def test_a_rule_has_one_limit_at_most() -> None:
    assert [page.code for page in pages.load() if len(page.of_kind("limit")) > 1] == []
