"""Random apps, played: what is reported is how the first visit crashes; what the ledger calls safe never fails."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, note, reject, settings
from hypothesis import strategies as some
from kit import Seen, look
from random_apps import apps
from standin import VISIT, Crash, Event, played

from statelint.findings.model import Finding
from statelint.report.scenario import line
from statelint.runtime import Session
from statelint.spec import apptest
from statelint.spec.linter import steps
from statelint.spec.model import Step

CODES = {"LSS101", "LSS103", "LSS104"}
EVENTS = some.lists(
    some.builds(Event, some.sampled_from(["press", "press", "set"]), some.sampled_from("0123"))
    | some.sampled_from([Event("rerun"), VISIT]),
    min_size=4,
    max_size=12,
)
QUICK = settings(max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(apps(), EVENTS)
def test_the_first_visit_and_the_ledger(source: str, events: list[Event]) -> None:
    note(source)
    seen = look({"app.py": source})
    (_, first), *later = played(source, events)
    assume(not any(crash and crash.name == "EndlessError" for _, crash in [(VISIT, first), *later]))
    if not (first and first.reruns):  # a run that st.rerun starts counts as a later one
        assert reported(seen) == ([(first.name, first.row, first.key)] if first else [])
    assert [broken for finding in seen.findings if (broken := unsound(source, finding))] == []
    for _, crash in later:
        assert crash is None or doubted(seen, crash), f"{crash} at a read that the ledger calls safe"


def reported(seen: Seen) -> list[tuple[str, int, str]]:
    """Exception, row and key of each finding of the first visit; without those that foresee that a call raises."""
    found = [one for one in seen.findings if one.code in CODES and one.scenario and not one.scenario.branches]
    return [(one.caption.split()[0], one.place.span.row, one.key or "") for one in found if one.confidence == "certain"]


def unsound(source: str, finding: Finding) -> str:
    """What the reference runtime shows instead of what a finding promises of a later run, "" if it shows that."""
    scenario = finding.scenario
    if scenario is None or scenario.branches or finding.confidence == "certain":
        return ""
    with TemporaryDirectory() as folder:
        app = Path(folder) / "app.py"
        app.write_text(source, encoding="utf-8")
        session = Session(app)
        *before, last = [session.take(step.action, step.target, step.value) for step in steps(scenario)]
    crashed = [outcome.exception for outcome in before if outcome.exception]
    endless = finding.code == "LSS403" and last.exception == "EndlessRerun"
    if not crashed and (endless or (last.exception, last.row) == (finding.caption.split()[0], finding.place.span.row)):
        return ""
    return f"{finding.code} in {finding.place.span.row}, {line(scenario)}: {crashed} {last.exception} in {last.row}"


def doubted(seen: Seen, crash: Crash) -> bool:
    """Does the ledger list the place of a crash, and not as safe?"""
    rows = [row for row in seen.ledger if row.site.span.row == crash.row and row.key in (crash.key, "")]
    return any(row.verdict != "safe" for row in rows)


@settings(QUICK, max_examples=25)
@given(apps(), EVENTS)
def test_the_stand_in_crashes_as_streamlit_does(source: str, events: list[Event]) -> None:
    pytest.importorskip("streamlit")
    note(source)
    ends = played(source, events[:2])
    assume(not any(crash and crash.name == "EndlessError" for _, crash in ends))
    with TemporaryDirectory() as folder:
        (Path(folder) / "app.py").write_text(source, encoding="utf-8")
        try:
            seen = apptest.play(Path(folder), [step(event) for event, _ in ends])
        except KeyError:
            reject()  # AppTest itself fails once a drawn widget's key was deleted
    assume(not any(outcome.exception == "TypeError" for outcome in seen))  # a widget refuses what the state holds
    expected = [(crash.name, crash.row) if crash else ("", 0) for _, crash in ends]
    assert [(outcome.exception, outcome.row) for outcome in seen] == expected


def step(event: Event) -> Step:
    """The event for Streamlit's player."""
    actions = {"visit": "second", "press": "click"}
    return Step(actions.get(event.kind, event.kind), event.label, event.value)
