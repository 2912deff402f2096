"""A Report -> workflow commands of GitHub Actions, one a finding, which become annotations of the changed lines.

What comes from the checked code is escaped, so that it can neither end a command nor begin one.
"""

from __future__ import annotations

from statelint.findings.model import Finding, Severity
from statelint.report.model import Report
from statelint.report.scenario import line
from statelint.report.terminal import clean

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    return "".join(_command(report, finding) + "\n" for finding in report.findings)


def _command(report: Report, finding: Finding) -> str:
    span, path = finding.place.span, report.uri(finding.place.path)
    properties = {
        "title": f"{finding.code} {finding.name}",
        "file": path,
        "line": span.row,
        "endLine": span.end_row,
        "col": span.column + 1,
        "endColumn": span.end_column + 1,
    }
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    scenario = f" ({line(finding.scenario)})" if finding.scenario else ""
    help_line = f"\nhelp: {finding.help}" if finding.help else ""
    place = f"{path}:{span.row}:{span.column + 1}"
    message = f"{_data(f'{place}: {finding.code} {finding.message}{scenario}')}{_data(help_line)}"
    return f"::{_COMMANDS[finding.severity]} {listed}::{message}"


def _data(text: str) -> str:
    return clean(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
