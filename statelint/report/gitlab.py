"""A Report -> GitLab's Code Quality report: a JSON list; a finding is the same one as long as its fingerprint is."""

from __future__ import annotations

from statelint.findings.identity import fingerprints
from statelint.findings.model import Severity
from statelint.report.json import dumps
from statelint.report.model import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    issues = []
    for finding, fingerprint in zip(report.findings, fingerprints(report.findings, report.sources), strict=True):
        span = finding.place.span
        issues.append(
            {
                "description": f"{finding.code}: {finding.message}",
                "check_name": finding.code,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[finding.severity],
                "location": {
                    "path": report.uri(finding.place.path),
                    "positions": {
                        "begin": {"line": span.row, "column": span.column + 1},
                        "end": {"line": span.end_row, "column": span.end_column + 1},
                    },
                },
            }
        )
    return dumps(issues) + "\n"
