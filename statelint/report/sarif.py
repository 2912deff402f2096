"""A Report -> SARIF 2.1.0 as code scanning reads it: relative addresses, rules by index, fingerprints that stay."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import quote

from statelint import __version__
from statelint.findings.identity import fingerprints
from statelint.findings.model import Finding, Label, Place, Severity
from statelint.report.json import dumps
from statelint.report.model import Report
from statelint.report.scenario import line, sentences

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://github.com/streamlit-statelint/statelint"
BASE = "SRCROOT"
# What code scanning takes of one upload; the findings are sorted by place, so the cut is the same each time.
MOST = 25_000
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PRECISION = {"certain": "very-high", "reachable": "high", "possible": "medium"}


def render(report: Report) -> str:
    findings = report.findings[:MOST]
    codes = sorted({finding.code for finding in findings})
    marks = fingerprints(findings, report.sources)
    run = {
        "tool": {"driver": _driver(report, codes)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "the folder that was checked in"}}},
        "invocations": [_invocation(report)],
        "results": [
            _result(report, finding, codes.index(finding.code), mark)
            for finding, mark in zip(findings, marks, strict=True)
        ],
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _driver(report: Report, codes: list[str]) -> dict[str, Any]:
    first = {finding.code: finding for finding in reversed(report.findings)}
    return {
        "name": "statelint",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": HOME,
        "rules": [_rule(report, first[code]) for code in codes],
    }


def _rule(report: Report, finding: Finding) -> dict[str, Any]:
    name = finding.name
    return {
        "id": finding.code,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": name.replace("-", " ").capitalize()},
        "helpUri": report.urls.get(finding.code, HOME),
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": ["streamlit", "session-state"], "precision": _PRECISION[finding.confidence]},
    }


def _invocation(report: Report) -> dict[str, Any]:
    notes = [{"level": "error", "message": {"text": f"{report.uri(f.path)}: {f.message}"}} for f in report.faults]
    return {"executionSuccessful": not report.faults, "toolExecutionNotifications": notes}


def _result(report: Report, finding: Finding, index: int, mark: str) -> dict[str, Any]:
    scenario = f" ({line(finding.scenario)})" if finding.scenario else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message + scenario + (f"\nHelp: {finding.help}" if finding.help else "")},
        "locations": [_location(report, finding.place)],
        "partialFingerprints": {"statelint/v1": mark},
        "properties": {
            "confidence": finding.confidence,
            "scenario": sentences(finding.scenario) if finding.scenario else [],
        },
    }
    others = [*finding.labels, *(Label(place, "also here") for place in finding.also_at)]
    if others:
        result["relatedLocations"] = [
            {"id": number, **_location(report, label.place), "message": {"text": label.caption or "see here"}}
            for number, label in enumerate(others[:99], 1)
        ]
    return result


def _location(report: Report, place: Place) -> dict[str, Any]:
    span = place.span
    address = quote(os.fsencode(report.uri(place.path)))
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": address, "uriBaseId": BASE},
            "region": {
                "startLine": span.row,
                "startColumn": span.column + 1,
                "endLine": span.end_row,
                "endColumn": span.end_column + 1,
            },
        }
    }
