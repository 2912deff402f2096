"""A Report -> JSON in the shape of ruff's: a list of findings, places counted from 1, paths as one would type them.

`jsonl` is the same with one finding a line.
"""

from __future__ import annotations

import json
import re
from typing import Any

from statelint.findings.model import Finding
from statelint.report.model import Report
from statelint.report.scenario import sentences

_HALVES = re.compile("[\ud800-\udfff]")


def dumps(value: Any, indent: int | None = 2) -> str:
    """JSON in ASCII that any reader takes: no control character stands in it as itself, no half of a surrogate pair."""
    text = json.dumps(_whole(value), indent=indent)
    return text.replace("\x7f", "\\u007f")


def _whole(value: Any) -> Any:
    match value:
        case str():
            return _HALVES.sub("\N{REPLACEMENT CHARACTER}", value)
        case dict():
            return {key: _whole(entry) for key, entry in value.items()}
        case list():
            return [_whole(entry) for entry in value]
    return value


def render(report: Report) -> str:
    """The whole list, indented, with a final line end."""
    return dumps([_finding(report, finding) for finding in report.findings]) + "\n"


def lines(report: Report) -> str:
    """One finding a line."""
    return "".join(dumps(_finding(report, finding), None) + "\n" for finding in report.findings)


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    span = finding.place.span
    return {
        "code": finding.code,
        "name": finding.name,
        "message": finding.message,
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "filename": report.shown(finding.place.path),
        "location": {"row": span.row, "column": span.column + 1},
        "end_location": {"row": span.end_row, "column": span.end_column + 1},
        "scenario": sentences(finding.scenario) if finding.scenario else [],
        "help": finding.help or None,
        "also_at": [{"filename": report.shown(p.path), "row": p.span.row} for p in finding.also_at],
        "url": report.urls.get(finding.code),
        "fix": None,
    }
