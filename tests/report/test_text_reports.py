"""Findings as text: with their source, in one line, and what stands below them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies

from statelint.findings.model import Finding, Label, Place, Severity
from statelint.ir.scenario import Event, Scenario
from statelint.ir.stmt import Span
from statelint.report.full import full
from statelint.report.model import Fault, Report
from statelint.report.terminal import Style, cells, clean, wants_colour
from statelint.report.text import concise, statistics, summary
from statelint.source.text import SourceFile

APP = """\
import streamlit as st


def load():
    return frame


if st.button("Load"):
    st.session_state.df = load()

if st.button("Show"):
    st.write(st.session_state.df.head())
"""


def place(row: int, start: int, end: int, path: str = "app.py", end_row: int | None = None) -> Place:
    return Place(path, Span(row, start, end_row or row, end))


READ = place(12, 13, 32)


def finding(where: Place = READ, **more: object) -> Finding:
    given = {"code": "LSS101", "name": "uninitialized-read", "message": "`df` is read before anything has set it"}
    return Finding(**{**given, "severity": Severity.ERROR, "place": where, **more})  # type: ignore[arg-type]


def report(*findings: Finding, files: int = 14, faults: tuple[Fault, ...] = (), **texts: str) -> Report:
    sources = {f"{name}.py": SourceFile(f"{name}.py", text.encode()) for name, text in ({"app": APP} | texts).items()}
    return Report(findings, str(Path.cwd()), files, sources, {}, (("read", 0.1), ("lower", 0.26)), faults)


def shown(*findings: Finding, **texts: str) -> str:
    return full(report(*findings, **texts), Style())


def test_a_finding_shows_its_source_with_captions_scenario_and_help() -> None:
    complete = finding(
        caption="AttributeError when `Show` comes first",
        labels=(Label(place(9, 4, 23), "set only here"),),
        help='guard it: `if "df" not in st.session_state: st.stop()`',
        scenario=Scenario((Event("visit", "app.py"), Event("click", "Show"))),
        also_at=(place(31, 0, 1), place(44, 0, 1), place(2, 0, 1, "other.py"), place(3, 0, 1, "other.py")),
    )
    assert shown(complete) == (
        """\
LSS101 uninitialized-read: `df` is read before anything has set it
  app.py:12:14
   |
 8 | if st.button("Load"):
 9 |     st.session_state.df = load()
   |     ------------------- set only here
 ⋮
11 | if st.button("Show"):
12 |     st.write(st.session_state.df.head())
   |              ^^^^^^^^^^^^^^^^^^^ AttributeError when `Show` comes first
   |
   = scenario: first visit, press "Show"
   = help: guard it: `if "df" not in st.session_state: st.stop()`
   = also at: app.py:31, 44 and 2 more

"""
    )


def test_labels_in_other_files_stand_below_the_finding_s_own() -> None:
    labels = (Label(place(1, 0, 1, "a.py"), "set here"), Label(place(2, 0, 1, "app.py"), "and here"))
    text = shown(finding(place(1, 7, 16), labels=labels), a="x = 1\n")
    assert text.splitlines()[1:] == [
        "  app.py:1:8",
        "  |",
        "1 | import streamlit as st",
        "  |        ^^^^^^^^^",
        "2 |",
        "  | - and here",
        "  a.py:1:1",
        "  |",
        "1 | x = 1",
        "  | - set here",
        "",
    ]


def test_two_marks_in_one_line_have_a_row_each() -> None:
    text = shown(finding(place(1, 0, 6), labels=(Label(place(1, 17, 19), "as"),), caption="import"))
    assert text.splitlines()[3:6] == [
        "1 | import streamlit as st",
        "  | ^^^^^^ import",
        "  |                  -- as",
    ]


@pytest.mark.parametrize(
    ("line", "start", "end", "source", "carets"),
    [
        ("\tx\t= y", 5, 6, "    x    = y", "           ^"),
        ("st.名前 = x", 3, 5, "st.名前 = x", "   ^^^^"),
        ("é = e\u0301.x", 7, 8, "é = e\u0301.x", "      ^"),
        ("a\x1b[31m = x", 8, 9, "a\ufffd[31m = x", "        ^"),
        ("x = (", 0, 99, "x = (", "^^^^^"),
        ("x", 5, 6, "x", " ^"),
    ],
)
def test_carets_stand_below_what_they_mean(line: str, start: int, end: int, source: str, carets: str) -> None:
    assert shown(finding(place(1, start, end)), app=line).splitlines()[3:5] == [f"1 | {source}", f"  | {carets}"]


def test_a_span_of_several_lines_is_marked_in_its_first() -> None:
    text = shown(finding(place(1, 4, 1, end_row=3)), app="x = f(\n  1,\n)\n")
    assert text.splitlines()[3:] == ["1 | x = f(", "  |     ^^", ""]


def test_a_very_long_line_is_cut_around_the_mark() -> None:
    line = "x = [" + "0, " * 500 + "st.session_state.a, " + "0, " * 500 + "]"
    start = line.index("st.session")
    _, _, _, source, carets, *_ = shown(finding(place(1, start, start + 18)), app=line).splitlines()
    assert source.startswith("1 | …")
    assert source.endswith("…")
    assert len(source) < 170
    assert source[carets.index("^") : carets.rindex("^") + 1] == "st.session_state.a"


def test_a_place_beyond_the_source_is_named_without_it() -> None:
    assert "  gone.py:7:1\n" in shown(finding(place(7, 0, 1, "gone.py")))


def test_nothing_in_a_name_can_reach_the_terminal_as_a_command() -> None:
    evil = "\x1b]0;title\x07\x9b2J\u202edecoy\u2066\ud800\r\n\x00"
    hostile = finding(
        place(1, 0, 1, f"{evil}.py"),
        message=f"`{evil}`",
        caption=evil,
        help=evil,
        labels=(Label(place(1, 0, 1), evil),),
        scenario=Scenario((Event("visit", "app.py"), Event("click", evil))),
        also_at=(place(1, 0, 1, evil),),
    )
    whole = report(hostile, app=f"x = '{clean(evil)}\x1b[2J'")
    for text in (full(whole, Style()), concise(whole, Style())):
        assert "\ufffd]0;title\ufffd" in text
        assert not set(text) & set("\x1b\x07\x9b\u202e\u2066\ud800\r\x00")


def test_concise_is_one_line_each() -> None:
    click = Scenario((Event("visit", "app.py"), Event("click", "Show")))
    assert concise(report(finding(scenario=click), finding(place(1, 0, 1), code="LSS301")), Style()) == (
        'app.py:12:14: LSS101 `df` is read before anything has set it (first visit, press "Show")\n'
        "app.py:1:1: LSS301 `df` is read before anything has set it\n"
    )


def test_colour_adds_nothing_but_escape_sequences() -> None:
    import re

    coloured = full(report(finding(caption="here")), Style(colour=True))
    assert "\x1b[1;31m" in coloured
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == shown(finding(caption="here"))


def test_the_closing_line_counts_by_level() -> None:
    warning, note = finding(severity=Severity.WARNING), finding(severity=Severity.INFO)
    assert summary(report()) == "All checks passed in 14 files."
    assert summary(report(files=1)) == "All checks passed in 1 file."
    assert summary(report(finding(), files=1)) == "Found 1 error in 1 file."
    assert summary(report(finding(), finding(), warning)) == "Found 2 errors and 1 warning in 14 files."
    assert summary(report(finding(), note, warning)) == "Found 1 error, 1 warning and 1 note in 14 files."


def test_a_fault_is_no_success() -> None:
    assert (
        summary(report(faults=(Fault("a.py", "boom"),))) == "No findings in 14 files, but not everything was checked."
    )


def test_statistics_count_rules_and_time_stages() -> None:
    other = finding(code="LSS103", name="uninitialized-delete")
    assert statistics(report(other, finding(), finding())).splitlines() == [
        "findings",
        "      2  LSS101  uninitialized-read",
        "      1  LSS103  uninitialized-delete",
        "",
        "seconds",
        "  0.100  read",
        "  0.260  lower",
        "  0.360  total",
    ]


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "colour"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour_is_for_terminals_unless_asked_for(
    choice: str, environment: dict[str, str], terminal: bool, colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stream:
        def isatty(self) -> bool:
            return terminal

    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(choice, Stream()) is colour  # type: ignore[arg-type]


def test_width_is_counted_in_columns_of_the_terminal() -> None:
    assert [cells(text) for text in ("abc", "名", "e\u0301", "\u200b", "")] == [3, 2, 1, 0, 0]


@given(strategies.text(), strategies.integers(0, 40), strategies.integers(0, 40))
def test_any_line_is_shown_safely_with_its_carets_inside(line: str, start: int, width: int) -> None:
    line = line.replace("\r", "").replace("\n", "") + "."
    _, _, _, source, carets, *_ = shown(finding(place(1, start, start + width)), app=line).split("\n")
    assert not set(source) & {chr(code) for code in (*range(32), *range(127, 160))}
    assert cells(carets) <= max(cells(source), cells("1 | ")) + 1
