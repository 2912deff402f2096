"""A Report -> stdout in the wanted format, files in others, and on stderr what went wrong on the way."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from statelint.cli import ISSUES, close_output, debugging
from statelint.cli.options import FORMATS
from statelint.errors import UsageError

if TYPE_CHECKING:
    from statelint.config import Config
    from statelint.report.model import Report

Target = tuple[str, str]
"""A format and the file that it goes to."""


def targets(given: Sequence[str], settings: Config) -> list[Target]:
    """What `-o` asks for: `FORMAT:FILE`, or a file in the format of the output."""
    return [_target(word, settings.output_format or "concise") for word in given]


def _target(word: str, usual: str) -> Target:
    chosen, colon, path = word.partition(":")
    if not colon or (len(chosen) < 2 or not chosen.isalpha()):  # C:\file is no format
        chosen, path = usual, word
    if chosen not in FORMATS:
        from difflib import get_close_matches

        near = get_close_matches(chosen, FORMATS, n=1)
        hint = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(FORMATS)}"
        raise UsageError(f'--output-file {word}: unknown format "{chosen}"; {hint}')
    if path in ("", "-"):
        raise UsageError(f"--output-file {word}: name a file; --output-format is for standard output")
    return chosen, path


def write(report: Report, given: Sequence[Target]) -> None:
    """Each file, in its format and in UTF-8."""
    from statelint.report.formats import render
    from statelint.report.terminal import Style

    for chosen, path in given:
        try:
            with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(render(report, chosen, Style()))
        except OSError as error:
            raise UsageError(f"{path}: {(error.strerror or str(error)).lower()}") from None


def show(report: Report, settings: Config, color: str, quiet: bool, statistics: bool) -> str:
    """The report on stdout, which is given back; with a format for programs the statistics go to stderr."""
    from statelint.report import text
    from statelint.report.formats import FOR_PEOPLE, render
    from statelint.report.terminal import Style, wants_colour

    chosen = settings.output_format or ("full" if sys.stdout.isatty() else "concise")
    people = chosen in FOR_PEOPLE
    shown = render(report, chosen, Style(people and wants_colour(color, sys.stdout)))
    if people and not quiet:
        shown += text.summary(report) + "\n"
    try:
        click.echo(shown, color=True, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        close_output()
        raise UsageError(f"standard output: {(error.strerror or str(error)).lower()}") from None
    if statistics:
        click.echo(text.statistics(report), nl=False, err=not people)
    _show_faults(report)
    return shown


def _show_faults(report: Report) -> None:
    """What went wrong on our side or the disk's, one line each on stderr; with STATELINT_DEBUG the tracebacks too."""
    from statelint.report.terminal import clean

    if not report.files:
        click.echo("statelint: no Python files found", err=True)
    for fault in report.faults:
        shown = report.shown(fault.path)
        if not fault.trace:
            message = fault.message[:1].lower() + fault.message[1:]
            click.echo(clean(f"statelint: {shown}: {message}"), err=True)
            continue
        advice = f"the other files were checked; please report it at {ISSUES}"
        click.echo(clean(f"statelint: internal error in {shown}: {fault.message}; {advice}"), err=True)
        if debugging():
            click.echo(fault.trace, err=True)
