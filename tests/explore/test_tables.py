"""The apps of the tables: silent and safe as they stand but for later runs, reported once broken; Streamlit agrees."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit import Case, look, table

from statelint.spec import apptest
from statelint.spec.model import Example, File, Outcome, Step
from statelint.spec.parse import step

TABLES = sorted((Path(__file__).parent / "tables").glob("*.md"))
CASES = [pytest.param(case, id=f"{path.stem}: {case.title}") for path in TABLES for case in table(path)]
BROKEN = [each for each in CASES if each.values[0].has_sibling]


@pytest.mark.parametrize("case", CASES)
def test_a_guarded_app_is_silent_and_its_reads_are_safe(case: Case) -> None:
    seen = look(case.app())
    assert seen.places == case.marked("later")
    assert [row.site.span.row for row in seen.ledger], "nothing was looked at"
    doubtful = {(row.site.path, row.site.span.row): row.why for row in seen.ledger if row.verdict == "silent"}
    assert sorted(doubtful) == case.marked("silent"), doubtful


@pytest.mark.parametrize("case", BROKEN)
def test_its_broken_sibling_is_reported(case: Case) -> None:
    assert look(case.app(broken=True)).places == case.marked("fails")


@pytest.mark.parametrize("case", CASES)
def test_streamlit_runs_the_guarded_app(case: Case, tmp_path: Path) -> None:
    """On the first visit, or in the scenario of the case."""
    steps = [step("scenario", number, line) for number, line in enumerate(case.scenario or ("run -> ok",), 1)]
    ends = play(case.app(), steps, tmp_path)
    assert [str(end) for end, step in zip(ends, steps, strict=True) if not step.outcome.met_by(end)] == []


@pytest.mark.parametrize("case", BROKEN)
def test_streamlit_fails_in_the_broken_sibling(case: Case, tmp_path: Path) -> None:
    [end] = play(case.app(broken=True), [Step("run")], tmp_path)
    assert end.exception in ("AttributeError", "KeyError")
    assert (end.path, end.row) in case.marked("fails")


def play(app: dict[str, str], steps: list[Step], folder: Path) -> tuple[Outcome, ...]:
    pytest.importorskip("streamlit")
    apptest.write(Example("good", "", 0, "", tuple(File(*each) for each in app.items()), (), ()), folder)
    return apptest.play(folder, steps)
