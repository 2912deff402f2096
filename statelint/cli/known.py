"""Findings that are there already: a baseline lists them, or comments hide them. A Report in, a Report out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from statelint.errors import UsageError

if TYPE_CHECKING:
    from statelint.config import Config
    from statelint.report.model import Report

NARROWING = ("select", "ignore", "extend-select", "min-confidence", "per-file-ignores")


def compared(report: Report, path: str, update: bool, paths: Sequence[str], settings: Config) -> Report:
    """The report without what the baseline lists; with `update` the baseline is made to list all of it first."""
    from statelint import baseline, engine
    from statelint.source.write import replace_bytes

    listed = Counter() if update and not os.path.exists(path) else baseline.read(path)
    checked = engine.inputs_of(paths, settings).chosen if os.path.exists(paths[0]) else ()
    current = baseline.now(report, listed, path, checked)
    gone = baseline.gone(listed, current)
    shown = os.path.relpath(path)
    narrowed = [option for option in NARROWING if settings.origin(option) == "command line"]
    if not update:
        if gone and not report.faults and not narrowed:
            click.echo(
                f"statelint: {_count(gone)} of {shown} no longer {'occurs' if gone == 1 else 'occur'}; "
                "--update-baseline removes what is gone",
                err=True,
            )
        return baseline.without(report, listed, path)
    if narrowed:
        raise UsageError(
            f"--update-baseline lists all findings; leave out --{narrowed[0]}, or put it into the settings"
        )
    if report.faults:
        click.echo(f"statelint: not everything could be checked, so {shown} was left as it is", err=True)
        return report
    replace_bytes(path, None, baseline.text(current).encode())
    click.echo(f"statelint: {shown} lists {_count(current.total())}, {gone} removed", err=True)
    return replace(report, findings=(), known=len(report.findings))


def ignored(report: Report, reason: str) -> int:
    """Add the comments, and say how many."""
    from statelint.add_ignore import add_ignores

    hidden, left = add_ignores(report, reason)
    click.echo(
        f"Ignored {_count(hidden)}." if not left else f"Ignored {_count(hidden)}; {left} left, which no comment hides."
    )
    return 2 if report.faults else 1 if left else 0


def _count(number: int) -> str:
    return f"{number} finding{'' if number == 1 else 's'}"
