"""The scenario that a finding carries is played on real Streamlit: it must end at that line with that exception. One of
a value that is lost in silence is played by the reference runtime too: nothing must be left of what the user did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from statelint.findings.model import Finding
from statelint.ir.scenario import Scenario
from statelint.runtime import Session
from statelint.spec import apptest, pages
from statelint.spec.linter import entry, lint, steps
from statelint.spec.model import Example

pytest.importorskip("streamlit")

KEY_CODES = ("LSS101", "LSS103", "LSS104")
LOST_CODES = ("LSS107", "LSS111")


def bad(codes: tuple[str, ...]) -> list[Any]:
    return [
        pytest.param(example, id=f"{page.code} {example.title}")
        for page in pages.load()
        for example in page.of_kind("bad")
        if page.code in codes
    ]


def shown(example: Example, codes: tuple[str, ...], folder: Path) -> Iterator[tuple[Finding, Scenario]]:
    """The findings in an example, each with the scenario that it carries."""
    apptest.write(example, folder)
    findings = [finding for finding in lint(folder) if finding.code in codes]
    assert findings
    for finding in findings:
        assert finding.scenario is not None
        yield finding, finding.scenario


@pytest.mark.parametrize("example", bad(KEY_CODES))
def test_the_scenario_ends_where_the_finding_stands(example: Example, tmp_path: Path) -> None:
    for finding, scenario in shown(example, KEY_CODES, tmp_path):
        *before, last = apptest.play(tmp_path, steps(scenario), entry(scenario))
        assert [end.exception for end in before] == [""] * len(before)
        promised = finding.caption.split()[0]
        assert (last.exception, last.path, last.row) == (promised, finding.place.path, finding.place.span.row)


@pytest.mark.parametrize("example", bad(LOST_CODES))
def test_nothing_is_left_of_what_the_user_did(example: Example, tmp_path: Path) -> None:
    for finding, scenario in shown(example, LOST_CODES, tmp_path):
        first, *others = steps(scenario)
        assert others
        with apptest.quiet(), apptest.served(tmp_path):
            streamlit = apptest.Session(tmp_path, entry(scenario))
            runtime = Session(tmp_path / entry(scenario))
            assert streamlit.take(first).exception == runtime.take(first.action).exception == ""
            before = held(streamlit.page.session_state, finding.key), held(runtime.state, finding.key)
            for step in others:
                assert streamlit.take(step).exception == ""
                assert runtime.take(step.action, step.target, step.value).exception == ""
            assert (held(streamlit.page.session_state, finding.key), held(runtime.state, finding.key)) == before


def held(state: Any, key: str | None) -> object:
    """What the state holds under a key, as text; None if nothing."""
    return repr(state[key]) if key in state else None
