"""Which findings are shown, once each, and in which order."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from statelint.errors import UsageError
from statelint.findings.model import Finding, Place, Severity
from statelint.findings.selection import Selection
from statelint.ir.scenario import Event, Scenario
from statelint.ir.stmt import Span


@dataclass
class Rule:
    code: str
    name: str
    severity: Severity


RULES = (
    Rule("LSS101", "uninitialized-read", Severity.ERROR),
    Rule("LSS104", "read-after-delete", Severity.ERROR),
    Rule("LSS203", "default-and-state", Severity.WARNING),
    Rule("LSS216", "positional-widget-key", Severity.INFO),
)


def finding(rule: Rule = RULES[0], path: str = "app.py", row: int = 1, column: int = 0, **more: object) -> Finding:
    place = Place(path, Span(row, column, row, column + 3))
    return Finding(rule.code, rule.name, "message", rule.severity, place, **more)  # type: ignore[arg-type]


def codes(*, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[str]:
    return [found.code for found in Selection(select, ignore).apply(finding(rule) for rule in RULES)]


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), ["LSS101", "LSS104", "LSS203"]),
        (("ALL",), (), ["LSS101", "LSS104", "LSS203", "LSS216"]),
        (("LSS1",), (), ["LSS101", "LSS104"]),
        (("lss2",), (), ["LSS203", "LSS216"]),
        (("read-after-delete",), (), ["LSS104"]),
        ((), ("LSS1",), ["LSS203"]),
        ((), ("ALL",), []),
        (("LSS101",), ("LSS1",), ["LSS101"]),
        (("LSS1",), ("LSS101",), ["LSS104"]),
        (("LSS1",), ("LSS1",), []),
        (("ALL",), ("LSS2", "uninitialized-read"), ["LSS104"]),
        (("LSS2",), ("ALL",), ["LSS203", "LSS216"]),
        (("uninitialized-read",), ("LSS",), ["LSS101"]),
    ],
)
def test_the_longer_selector_wins(select: tuple[str, ...], ignore: tuple[str, ...], expected: list[str]) -> None:
    assert codes(select=select, ignore=ignore) == expected


def test_a_finding_lowered_to_info_is_shown_only_if_its_rule_is_selected() -> None:
    lowered = finding(Rule("LSS203", "default-and-state", Severity.INFO))
    assert Selection().apply([lowered]) == ()
    assert Selection(("LSS203",)).apply([lowered]) == (lowered,)


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        ("LSS1O1", 'unknown rule "LSS1O1" in select; did you mean "LSS101"?'),
        ("uninitialised-read", 'unknown rule "uninitialised-read" in select; did you mean "uninitialized-read"?'),
        ("all", 'unknown rule "all" in select; did you mean "ALL"?'),
        ("E501", 'unknown rule "E501" in select'),
        ("LSS9", 'unknown rule "LSS9" in select'),
    ],
)
def test_an_unknown_selector_is_an_error_that_names_the_nearest(selector: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        Selection(("LSS1", selector)).check(RULES)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(("least", "shown"), [("certain", 1), ("reachable", 2), ("possible", 3)])
def test_confidence_below_the_least_is_not_shown(least: str, shown: int) -> None:
    findings = [finding(row=row, confidence=c) for row, c in enumerate(("possible", "certain", "reachable"), 1)]
    assert len(Selection(min_confidence=least).apply(findings)) == shown


def test_findings_are_sorted_by_place_then_code() -> None:
    one, two = finding(path="b.py"), finding(path="a.py", row=10)
    three, four = finding(RULES[1], path="a.py", row=2, column=4), finding(path="a.py", row=2, column=4)
    assert Selection().apply([one, two, three, four]) == (four, three, two, one)


def test_of_one_finding_in_several_apps_the_surest_and_shortest_is_kept() -> None:
    def scenario(*kinds: str) -> Scenario:
        return Scenario(tuple(Event(kind, "x") for kind in kinds))

    long = finding(key="k", confidence="reachable", scenario=scenario("visit", "rerun", "click"))
    short = finding(key="k", confidence="reachable", scenario=scenario("visit", "click"))
    sure = finding(key="k", confidence="certain", scenario=scenario("visit"))
    other = finding(key="other", confidence="reachable", scenario=scenario("visit", "click"))
    assert Selection().apply([long, short]) == (short,)
    assert Selection().apply([short, sure, long]) == (sure,)
    assert set(Selection().apply([short, other])) == {short, other}
