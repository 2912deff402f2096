"""Each format for programs is read back: by a schema, by a parser of workflow commands, whatever the names hold."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest

from statelint.config import FORMATS
from statelint.findings.identity import fingerprints
from statelint.findings.model import Finding, Label, Place, Severity
from statelint.ir.scenario import Event, Scenario
from statelint.ir.stmt import Span
from statelint.report import sarif
from statelint.report.formats import render
from statelint.report.model import Fault, Report
from statelint.report.terminal import Style
from statelint.source.text import SourceFile
from tests.report import schemas

ATTACKS = (
    "::error file=x::pwned",
    "##vso[task.logissue type=error]pwned",
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;http://evil\x1b\\link",
    "a\r\n::warning::pwned",
    "a\n::set-output name=x::y",
    "\u202etxt.exe",
    "\x9b31m\x7f\x00",
    "100%25 %0A, a:b",
    "half \udcff of a pair",
)
NAME = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def finding(text: str = "n", path: str = "app.py", row: int = 1, **more: Any) -> Finding:
    place = Place(path, Span(row, 2, row, 5))
    return Finding(
        "LSS101",
        "uninitialized-read",
        f"`{text}` is read before anything has set it",
        Severity.ERROR,
        place,
        caption=text,
        labels=(Label(replace(place, span=Span(row, 0, row, 1)), text),),
        help=f"set `{text}`",
        scenario=Scenario((Event("visit", ""), Event("click", text))),
        also_at=(place,),
        key=text,
        **more,
    )


def report(*findings: Finding, **more: Any) -> Report:
    text = "\n".join(f"x = {attack}" for attack in ATTACKS)
    sources = {f.place.path: SourceFile(f.place.path, text.encode("utf-8", "replace")) for f in findings}
    urls = {"LSS101": "https://example.org/LSS101"}
    return Report(findings, str(Path.cwd()), 1, sources, urls, **more)


def of_attacks() -> Report:
    return report(*(finding(attack, f"dir/{attack}.py", row) for row, attack in enumerate(ATTACKS, 1)))


@pytest.mark.parametrize("output_format", FORMATS)
def test_no_control_character_is_ever_printed(output_format: str) -> None:
    printed = render(of_attacks(), output_format, Style())
    assert "pwned" in printed
    assert NAME.findall(printed) == []
    assert "\r" not in printed
    # What moves nothing and ends nothing may be printed, but never at the start of a line, where it would be a command.
    starts = [line for line in printed.splitlines() if re.match(r"\s*(::|##)", line)]
    assert len(starts) == (len(ATTACKS) if output_format == "github" else 0)


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as the runner of GitHub Actions reads them."""

    def data(value: str) -> str:
        return value.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")

    found = []
    for line in text.splitlines():
        match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
        assert match, line
        listed = dict(part.split("=", 1) for part in match[2].split(","))
        properties = {name: data(value.replace("%3A", ":").replace("%2C", ",")) for name, value in listed.items()}
        found.append((match[1], properties, data(match[3])))
    return found


def test_github_reads_one_command_for_each_finding() -> None:
    one = replace(finding(), severity=Severity.WARNING)
    two = replace(finding(path="a b,c:d%.py", row=7), severity=Severity.INFO)
    (first, second) = commands(render(report(one, two), "github", Style()))
    assert first[0] == "warning"
    assert first[1] == {
        "title": "LSS101 uninitialized-read",
        "file": "app.py",
        "line": "1",
        "endLine": "1",
        "col": "3",
        "endColumn": "6",
    }
    assert first[2].startswith(
        'app.py:1:3: LSS101 `n` is read before anything has set it (first visit, press "n")\nhelp: '
    )
    assert (second[0], second[1]["file"], second[1]["line"]) == ("notice", "a b,c:d%.py", "7")
    assert len(commands(render(of_attacks(), "github", Style()))) == len(ATTACKS)


@pytest.mark.parametrize(
    ("output_format", "schema"), [("json", schemas.JSON), ("gitlab", schemas.GITLAB), ("sarif", schemas.SARIF)]
)
@pytest.mark.parametrize(
    "given", [report(), of_attacks(), report(finding(), finding(row=2))], ids=["none", "odd", "two"]
)
def test_json_formats_meet_their_schema(output_format: str, schema: dict[str, Any], given: Report) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(render(given, output_format, Style()))
    jsonschema.validate(document, schema, format_checker=jsonschema.FormatChecker())
    found = document["runs"][0]["results"] if output_format == "sarif" else document
    assert len(found) == len(given.findings)


def test_a_schema_refuses_what_is_missing() -> None:
    document = json.loads(render(report(finding()), "sarif", Style()))
    del document["runs"][0]["results"][0]["ruleIndex"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schemas.SARIF)


def test_json_lines_are_the_entries_of_json() -> None:
    given = of_attacks()
    lines = render(given, "jsonl", Style()).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(render(given, "json", Style()))
    assert render(report(), "jsonl", Style()) == ""


def test_sarif_points_at_rules_files_and_more_places() -> None:
    odd = finding(path="dir/a b%\udcff.py")
    run = json.loads(render(report(odd, faults=(Fault("bad.py", "permission denied"),)), "sarif", Style()))["runs"][0]
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert run["tool"]["driver"]["rules"][0]["helpUri"] == "https://example.org/LSS101"
    location = result["locations"][0]["physicalLocation"]
    assert unquote_to_bytes(location["artifactLocation"]["uri"]) == os.fsencode("dir/a b%\udcff.py")
    assert location["region"] == {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 6}
    assert [each["message"]["text"] for each in result["relatedLocations"]] == ["n", "also here"]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_sarif_holds_no_more_than_code_scanning_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST", 3)
    given = report(*(finding(row=row) for row in range(1, 6)))
    assert len(json.loads(sarif.render(given))["runs"][0]["results"]) == 3


def test_paths_are_relative_and_posix_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    for folder in (".", "sub"):
        monkeypatch.chdir(tmp_path / folder)
        given = replace(report(finding(path="pages/one.py")), root=str(tmp_path))
        for output_format in FORMATS:
            printed = render(given, output_format, Style())
            assert "pages/one.py" in printed
            assert str(tmp_path) not in printed
            if output_format in ("github", "gitlab", "sarif"):
                assert "../" not in printed


def test_a_fingerprint_stays_when_lines_move() -> None:
    """100 edits elsewhere; R23 asks for 99 of 100."""
    lines = [f"st.write(st.session_state.k{number % 7})" for number in range(20)]
    before = [finding(f"k{row % 7}", row=row + 1) for row in range(20)]

    def marks(rows: list[int], text: list[str]) -> list[str]:
        moved = [replace(f, place=Place("app.py", Span(row, 2, row, 5))) for f, row in zip(before, rows, strict=True)]
        return fingerprints(moved, {"app.py": SourceFile("app.py", "\n".join(text).encode())})

    first = marks(list(range(1, 21)), lines)
    assert len(set(first)) == 20
    for edit in range(100):
        at = edit % 21
        rows = [row + (row > at) for row in range(1, 21)]
        assert marks(rows, [*lines[:at], f"new = {edit}", *lines[at:]]) == first
    others = [f for f in before if f.key != "k0"]
    assert fingerprints(others, {"app.py": SourceFile("app.py", "\n".join(lines).encode())}) == [
        mark for f, mark in zip(before, first, strict=True) if f.key != "k0"
    ]
    assert marks(list(range(1, 21)), [f"    {line}" for line in lines]) == first
    assert marks(list(range(1, 21)), ["other", *lines[1:]])[0] != first[0]
