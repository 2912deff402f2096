"""How findings speak, on every example of every rule page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from statelint.findings.model import Finding
from statelint.spec import apptest, pages
from statelint.spec.linter import lint

SEVERITY = re.compile(r"\b(error|warning|info|fatal|critical)\b:?", re.IGNORECASE)
QUOTED = re.compile(r"`[^`]*`")


@pytest.fixture(scope="session")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    found: list[Finding] = []
    for page in pages.load():
        for number, example in enumerate(page.examples):
            folder: Path = tmp_path_factory.mktemp(f"{page.code}-{number}")
            apptest.write(example, folder)
            found += lint(folder, page.code)
    return found


def test_there_is_something_to_judge(findings: list[Finding]) -> None:
    assert {finding.code for finding in findings} >= {page.code for page in pages.load() if page.of_kind("bad")}


def test_a_message_is_a_clause_that_reads_alone(findings: list[Finding]) -> None:
    for message in {finding.message for finding in findings}:
        assert re.match(r"[a-z`]", message), message
        assert "\n" not in message
        assert not SEVERITY.search(QUOTED.sub("", message)), message
        assert len(message) <= 120, message


def test_nothing_that_a_finding_says_ends_in_a_full_stop(findings: list[Finding]) -> None:
    texts = {f.message for f in findings} | {f.caption for f in findings} | {f.help for f in findings}
    texts |= {label.caption for f in findings for label in f.labels}
    assert [text for text in texts if text.endswith((".", "!", " "))] == []


def test_help_is_a_clause_too(findings: list[Finding]) -> None:
    for text in {finding.help for finding in findings if finding.help}:
        assert re.match(r"[a-z`]", text), text
        assert "\n" not in text


def test_what_stands_in_backticks_is_closed(findings: list[Finding]) -> None:
    for finding in findings:
        for text in (finding.message, finding.caption, finding.help):
            assert text.count("`") % 2 == 0, text
