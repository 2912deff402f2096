"""A Report -> one line for each finding (concise), its closing line, and its statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from statelint.findings.model import Finding, Severity
from statelint.report.model import Report
from statelint.report.scenario import line
from statelint.report.terminal import Style, clean

_PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "notes"}


def concise(report: Report, style: Style) -> str:
    """`app.py:20:14: LSS101 message (scenario)`, one line each."""
    return "".join(_one_line(report, finding, style) + "\n" for finding in report.findings)


def summary(report: Report) -> str:
    """The closing line: `Found 3 errors and 2 warnings in 14 files.`"""
    where = f"in {_count(report.files, 'files')}"
    known = f"; {_count(report.known, 'findings')} in the baseline" if report.known else ""
    if not report.findings:
        if report.faults:
            return f"No findings {where}, but not everything was checked{known}."
        return f"{'Nothing new' if known else 'All checks passed'} {where}{known}."
    totals = Counter(finding.severity for finding in report.findings)
    parts = [_count(totals[severity], plural) for severity, plural in _PLURALS.items() if totals[severity]]
    return f"Found {_and(parts)} {where}{known}."


def statistics(report: Report) -> str:
    """How many findings each rule has, and the seconds that each stage took."""
    totals = Counter((finding.code, finding.name) for finding in report.findings)
    rules = [f"{total:>7}  {code}  {name}" for (code, name), total in sorted(totals.items(), key=_by_total)]
    stages = [f"{seconds:>7.3f}  {stage}" for stage, seconds in (*report.timings, ("total", report.seconds))]
    return "\n".join([*(["findings", *rules, ""] if rules else []), "seconds", *stages]) + "\n"


def _one_line(report: Report, finding: Finding, style: Style) -> str:
    span = finding.place.span
    place = style("bold", f"{clean(report.shown(finding.place.path))}:{span.row}:{span.column + 1}")
    scenario = f" ({line(finding.scenario)})" if finding.scenario else ""
    return f"{place}: {style(finding.severity, finding.code)} {clean(finding.message + scenario)}"


def _by_total(item: tuple[tuple[str, str], int]) -> tuple[int, str]:
    return (-item[1], item[0][0])


def _count(number: int, plural: str) -> str:
    return f"{number} {plural if number != 1 else plural.removesuffix('s')}"


def _and(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
