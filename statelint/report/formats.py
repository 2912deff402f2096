"""A Report and the name of a format -> text. The module of a format is imported when it is asked for."""

from __future__ import annotations

from statelint.report.model import Report
from statelint.report.terminal import Style

FOR_PEOPLE = ("full", "concise")


def render(report: Report, output_format: str, style: Style) -> str:
    """The findings in a format; what is for programs is complete, without colours."""
    match output_format:
        case "full":
            from statelint.report.full import full

            return full(report, style)
        case "json":
            from statelint.report import json

            return json.render(report)
        case "jsonl":
            from statelint.report import json

            return json.lines(report)
        case "github":
            from statelint.report import github

            return github.render(report)
        case "gitlab":
            from statelint.report import gitlab

            return gitlab.render(report)
        case "sarif":
            from statelint.report import sarif

            return sarif.render(report)
        case _:
            from statelint.report.text import concise

            return concise(report, style)
