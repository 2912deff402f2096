"""A Report -> JSON in the shape of ruff's: a list of findings, places counted from 1, paths as one would type them."""

from __future__ import annotations

import json
from typing import Any

from statelint.findings.model import Finding
from statelint.report.model import Report
from statelint.report.scenario import sentences


def render(report: Report) -> str:
    """The whole list, indented, with a final line end."""
    return json.dumps([_finding(report, finding) for finding in report.findings], indent=2) + "\n"


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
