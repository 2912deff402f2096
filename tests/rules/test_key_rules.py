from __future__ import annotations

from dataclasses import replace

import pytest

from statelint.explore.observations import KeyFailure, Observations, Site, Write
from statelint.findings.model import Finding
from statelint.ir.scenario import Event, Scenario
from statelint.ir.stmt import Span
from statelint.rules.base import all_rules

FIRST_VISIT = Scenario((Event("visit", "app.py"),))


def at(row: int, path: str = "app.py") -> Site:
    return Site(path, Span(row, 0, row, 10))


def failure(**changes: object) -> KeyFailure:
    return replace(KeyFailure("df", "read", "attr", "unset", at(20), FIRST_VISIT), **changes)


def judge(*failures: KeyFailure) -> list[Finding]:
    seen = Observations("app.py", failures=failures)
    return [finding for rule in all_rules() for finding in rule.check(seen)]


def advice(**changes: object) -> str:
    [finding] = judge(failure(**changes))
    return finding.help


@pytest.mark.parametrize(
    ("operation", "cause", "code", "message"),
    [
        ("read", "unset", "LSS101", "`df` is read before anything has set it"),
        ("augmented", "unset", "LSS101", "`df` is read before anything has set it"),
        ("read", "cleaned", "LSS101", "`df` is read after its widget was not drawn, which drops the key"),
        ("delete", "unset", "LSS103", "`df` is deleted before anything has set it"),
        ("pop", "unset", "LSS103", "`df` is popped without a default before anything has set it"),
        ("delete", "page", "LSS103", "`df` is deleted before anything has set it"),
        ("read", "deleted", "LSS104", "`df` is read after it was deleted in the same run"),
        ("augmented", "deleted", "LSS104", "`df` is read after it was deleted in the same run"),
        ("delete", "deleted", "LSS104", "`df` is deleted again after it was deleted in the same run"),
        ("pop", "deleted", "LSS104", "`df` is popped after it was deleted in the same run"),
    ],
)
def test_operation_and_cause_choose_one_code(operation: str, cause: str, code: str, message: str) -> None:
    [finding] = judge(failure(operation=operation, cause=cause))
    assert (finding.code, finding.message, finding.key) == (code, message, "df")


def test_the_finding_carries_scenario_confidence_and_further_places() -> None:
    later = Scenario((Event("visit", "app.py"), Event("click", "Show")))
    certain, reachable = judge(failure(also_at=(at(31),)), failure(key="rows", scenario=later))
    assert (certain.confidence, certain.scenario, [place.span.row for place in certain.also_at]) == (
        "certain",
        FIRST_VISIT,
        [31],
    )
    assert (reachable.confidence, reachable.scenario) == ("reachable", later)


@pytest.mark.parametrize(
    ("form", "events", "caption"),
    [
        ("attr", [Event("visit")], "AttributeError on the first visit"),
        ("item", [Event("visit")], "KeyError on the first visit"),
        ("attr", [Event("open", "pages/a.py")], "AttributeError when this page is opened first"),
        ("attr", [Event("visit"), Event("click", "Show")], "AttributeError when `Show` comes first"),
        ("attr", [Event("visit"), Event("set", "Name"), Event("submit", "Go")], "AttributeError after `Go`"),
        ("item", [Event("visit"), Event("rerun")], "KeyError in a later run"),
        ("item", [Event("visit"), Event("click", "", key="k")], "KeyError in a later run"),
        ("item", [Event("second")], "KeyError in the next session"),
    ],
)
def test_the_caption_names_the_exception_and_its_moment(form: str, events: list[Event], caption: str) -> None:
    [finding] = judge(failure(form=form, scenario=Scenario(tuple(events))))
    assert finding.caption == caption


@pytest.mark.parametrize(
    ("writes", "captions"),
    [
        ([Write(at(13), "assign")], ["set only here"]),
        ([Write(at(13), "widget")], ["set only by this widget"]),
        ([Write(at(13), "callback"), Write(at(14), "library")], ["set in this callback", "set by this call"]),
        ([Write(at(row), "assign") for row in range(5)], ["set here", "set here", "set here"]),
    ],
)
def test_labels_show_where_the_key_is_set(writes: list[Write], captions: list[str]) -> None:
    [finding] = judge(failure(writes=tuple(writes)))
    assert [label.caption for label in finding.labels] == captions
    assert [label.place.span.row for label in finding.labels] == [write.site.span.row for write in writes[:3]]


def test_a_deleted_key_is_labelled_where_it_was_deleted() -> None:
    [finding] = judge(failure(cause="deleted", cause_site=at(8), writes=(Write(at(3), "assign"),)))
    assert [(label.caption, label.place.span.row) for label in finding.labels] == [("deleted here", 8)]


def test_a_near_namesake_is_asked_for_if_nothing_sets_the_key() -> None:
    near = (("user_name", at(4, "state.py")),)
    [finding] = judge(failure(key="username", near=near))
    assert finding.help == "did you mean `user_name`? set in state.py:4"
    assert [(label.caption, label.place.path) for label in finding.labels] == [("`user_name` is set here", "state.py")]
    assert advice(operation="pop", near=near) == "did you mean `user_name`? set in state.py:4"
    assert "did you mean" not in advice(near=near, writes=(Write(at(13), "assign"),))


GUARD = 'its value is used at once, so guard it: `if "df" not in st.session_state: st.stop()`'
TEST = 'test it with `st.session_state.get("df")`, which is None until the key is set'
GET = 'set it above this line, or read it with `st.session_state.get("df")`, which is None until then'
START = 'give it a start value above this line: `if "df" not in st.session_state: st.session_state["df"] = …`'
BELOW = 'its widget is drawn further down: read it there, or test `"df" in st.session_state` first'


@pytest.mark.parametrize("used", ["call", "item", "attr", "iterate", "operator"])
def test_a_value_that_is_used_at_once_is_guarded(used: str) -> None:
    assert advice(used=used, writes=(Write(at(13), "assign"),)) == GUARD


@pytest.mark.parametrize(
    ("used", "empty", "expected"),
    [
        ("test", "False", TEST),
        ("test", "", TEST),
        ("", "", GET),
        ("", "[]", 'set it once above this line: `st.session_state.setdefault("df", [])`'),
        ("iterate", "[]", 'set it once above this line: `st.session_state.setdefault("df", [])`'),
        ("operator", "0", 'set it once above this line: `st.session_state.setdefault("df", 0)`'),
        ("item", "[]", GUARD),
        ("item", "{}", GUARD),
        ("call", "None", GUARD),
        ("operator", "None", GUARD),
    ],
)
def test_a_default_is_only_advised_where_it_can_be_used(used: str, empty: str, expected: str) -> None:
    assert advice(used=used, writes=(Write(at(13), "assign", empty), Write(at(15), "assign", empty))) == expected


def test_different_empty_values_give_no_default() -> None:
    assert advice(used="iterate", writes=(Write(at(13), "assign", "[]"), Write(at(15), "assign", "{}"))) == GUARD


def test_an_augmented_read_is_given_a_start_value() -> None:
    assert advice(operation="augmented", used="operator") == START
    counter = (Write(at(13), "assign", "0"),)
    assert advice(operation="augmented", used="operator", writes=counter).endswith('setdefault("df", 0)`')


def test_a_widget_further_down_is_named() -> None:
    assert advice(used="call", writes=(Write(at(25), "widget"),)) == BELOW
    assert advice(used="call", writes=(Write(at(13), "widget"),)) == GUARD
    assert advice(used="call", writes=(Write(at(25, "other.py"), "widget"),)) == GUARD


def test_the_help_of_a_deletion_is_a_default() -> None:
    pop = '`st.session_state.pop("df", None)` removes the key only if it is there'
    assert advice(operation="delete") == advice(operation="pop", cause="deleted") == pop


def test_the_help_of_a_read_after_a_deletion_fits_the_use() -> None:
    assert advice(cause="deleted", used="test").startswith("test it with `st.session_state.get(")
    assert advice(cause="deleted", used="item").startswith("set `df` again below the deletion")


def test_a_key_is_quoted_as_python_would() -> None:
    assert '"a \\"b\\" é"' in advice(key='a "b" é', operation="delete")
