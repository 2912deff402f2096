"""Scenarios as sentences."""

from __future__ import annotations

import pytest

from statelint.ir.scenario import Event, Scenario
from statelint.report.scenario import line, sentences

VISIT = Event("visit", "app.py")


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (VISIT, "first visit"),
        (Event("open", "pages/2_Report.py"), "open pages/2_Report.py by URL or reload"),
        (Event("page", "pages/2_Report.py"), "go to pages/2_Report.py"),
        (Event("second", "app.py"), "a second visitor comes"),
        (Event("rerun"), "any rerun"),
        (Event("fragment", "chart"), "the fragment `chart` reruns"),
        (Event("fragment"), "a fragment reruns"),
        (Event("click", "Show"), 'press "Show"'),
        (Event("click", "", key="show"), "press the one with key `show`"),
        (Event("click"), "press a button"),
        (Event("submit", "Send"), 'submit the form with "Send"'),
        (Event("submit"), "submit the form with its button"),
        (Event("set", "Name"), 'change "Name"'),
        (Event("set", "Name", value='"x"'), 'set "Name" to "x"'),
        (Event("set", "Agree", value="True"), 'tick "Agree"'),
        (Event("set", "", key="n", value="3"), "set the one with key `n` to 3"),
    ],
)
def test_an_event_is_a_sentence(event: Event, sentence: str) -> None:
    assert sentences(Scenario((event,))) == [sentence]


def test_the_same_widget_again_is_it_and_the_last_of_many_steps_comes_then() -> None:
    tick, untick = Event("set", "Advanced", value="True"), Event("set", "Advanced", value="False")
    assert line(Scenario((VISIT, tick, untick, Event("click", "Send")))) == (
        'first visit, tick "Advanced", untick it, then press "Send"'
    )


def test_two_steps_need_no_then() -> None:
    assert line(Scenario((VISIT, Event("click", "Show")))) == 'first visit, press "Show"'


def test_an_unknown_kind_of_event_is_not_passed_over() -> None:
    with pytest.raises(ValueError, match="teleport"):
        sentences(Scenario((Event("teleport"),)))
