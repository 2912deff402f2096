from __future__ import annotations

from statelint.explore.observations import Observations, ReservedName, Site
from statelint.findings.model import Finding
from statelint.ir.stmt import Span, SyntaxProblem
from statelint.rules.base import all_rules


def at(row: int) -> Site:
    return Site("app.py", Span(row, 0, row, 10))


def judge(seen: Observations) -> list[Finding]:
    return [finding for rule in all_rules() for finding in rule.check(seen)]


def reserved(*uses: ReservedName) -> list[Finding]:
    return judge(Observations("app.py", reserved=uses))


def test_a_stored_method_name_is_reported_once_with_its_reads() -> None:
    [finding] = reserved(ReservedName("items", "store", at(3), at(3)), ReservedName("items", "iterate", at(5), at(3)))
    assert (finding.code, finding.place.span.row, finding.labels) == ("LSS109", 3, ())
    assert finding.message == "key `items` is stored as an attribute, but `st.session_state.items` reads a method"
    assert [place.span.row for place in finding.also_at] == [5]
    assert finding.help == 'give the key another name, or write `st.session_state["items"]` everywhere'


def test_a_read_is_reported_with_the_place_that_stores_the_key() -> None:
    [finding] = reserved(ReservedName("update", "test", at(7), at(5)))
    assert finding.message == "`st.session_state.update` is the method of that name, not the stored key"
    assert finding.caption == "a method, so always true"
    assert [(label.caption, label.place.span.row) for label in finding.labels] == [("the key is stored here", 5)]


def test_a_name_that_is_never_read_as_an_attribute_is_a_warning() -> None:
    stored, deleted = ReservedName("items", "store", at(3), at(3)), ReservedName("items", "delete", at(4), at(3))
    read, added = ReservedName("items", "iterate", at(5), at(3)), ReservedName("items", "augmented", at(6), at(3))
    assert [finding.severity for finding in reserved(stored, deleted)] == ["warning"]
    assert [finding.severity for finding in reserved(stored, read)] == ["error"]
    assert [finding.severity for finding in reserved(added)] == ["error"]


def test_a_read_of_a_name_that_nothing_stores_is_silent() -> None:
    assert reserved(ReservedName("keys", "iterate", at(7))) == []


def test_every_name_has_a_finding_of_its_own() -> None:
    findings = reserved(
        ReservedName("values", "augmented", at(3)),
        ReservedName("items", "delete", at(4)),
        ReservedName("values", "delete", at(5)),
    )
    assert sorted((finding.key, finding.place.span.row) for finding in findings) == [("items", 4), ("values", 3)]


def test_a_file_that_could_not_be_parsed_is_reported_with_its_place() -> None:
    [finding] = judge(Observations("", problems=(SyntaxProblem("app.py", "expected `:`", Span(4, 8, 4, 9)),)))
    assert (finding.code, finding.message) == ("LSS900", "file could not be parsed: expected `:`")
    assert (finding.place.path, finding.place.span) == ("app.py", Span(4, 8, 4, 9))
