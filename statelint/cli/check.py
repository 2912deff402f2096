"""The main command: paths and options in, a report on stdout and in files, an exit code."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from statelint import __version__
from statelint.cli import SUBCOMMANDS
from statelint.cli.options import GROUPS, HELP, all_options
from statelint.errors import UsageError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from statelint.config import Config
    from statelint.report.model import Report

STDIN = "-"
UNNAMED = "stdin.py"
SUBCOMMANDS_HELP = """\b
Sub-commands:
  statelint check [PATHS]...    what statelint does without a sub-command
  statelint rule CODE|NAME      explain a rule (--all: list them)
  statelint new-rule CODE NAME  start a rule: its module, page and test
  statelint repro PATH:LINE     the scenario of a finding as a test for pytest
  statelint debug ir|explore|coverage PATH
                                show what the analysis sees
  statelint clean [PATH]        remove the cache of a project
A path that is named like a sub-command is written ./rule.
"""


class Paths(click.Path):
    """Completes like a path, and to the sub-commands."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        begun = (
            []
            if ctx.params.get("paths")
            else [name for name in SUBCOMMANDS if incomplete and name.startswith(incomplete)]
        )
        return [*(CompletionItem(name) for name in begun), *super().shell_complete(ctx, param, incomplete)]


class Check(click.Command):
    """A command in which the value of --add-ignore may be left away: what follows a blank is a path.

    Its help shows the options in groups.
    """

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        records = [record for each in options if (record := each.get_help_record(ctx))]
        for title, size in GROUPS:
            with formatter.section(title):
                formatter.write_dl(records[:size])
            del records[:size]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [f"{word}=" if word == "--add-ignore" else word for word in args])


@click.command(cls=Check, context_settings=HELP, epilog=SUBCOMMANDS_HELP)
@click.argument("paths", nargs=-1, type=Paths(), metavar="[PATHS]...")
@all_options
@click.version_option(__version__, prog_name="statelint", message="%(prog)s %(version)s")
@click.pass_obj
def check(
    words: Sequence[str], /, paths: tuple[str, ...], config: Sequence[str], isolated: bool, **options: Any
) -> int:
    """Find misuse of Streamlit's session state in PATHS: files or folders, by default this folder; - is stdin."""
    from statelint.cli import output

    since = time.time_ns()
    run = {name: options.pop(name) for name in OF_THE_RUN}
    stdin = stands_for(paths, run)
    given = (stdin,) if stdin else paths or (".",)
    settings = settings_for(given, config, isolated, options)
    targets = output.targets(run["output_file"], settings)
    if run["show_settings"]:
        return show_settings(settings)
    if run["show_files"]:
        return show_files(given, settings)
    report = judged(given, settings, stdin)
    if settings.baseline:
        from statelint.cli import known

        report = known.compared(report, settings.baseline, run["update_baseline"], given, settings)
    elif run["update_baseline"]:
        raise UsageError("--update-baseline needs to know the file: --baseline FILE, or the setting baseline")
    if run["add_ignore"] is not None:
        from statelint.cli import known

        return known.ignored(report, run["add_ignore"])
    output.write(report, targets)
    shown = output.show(report, settings, run["color"], run["quiet"], run["statistics"])
    code = 2 if report.faults else 1 if report.findings and not run["exit_zero"] else 0
    if not (stdin or targets or run["statistics"] or settings.baseline):
        from statelint.cli.repeat import remember

        remember(words, given, settings, report, (code, shown), since)
    return code


OF_THE_RUN = (
    "stdin_filename",
    "output_file",
    "statistics",
    "quiet",
    "exit_zero",
    "color",
    "show_settings",
    "show_files",
    "update_baseline",
    "add_ignore",
)


def stands_for(paths: Sequence[str], run: Mapping[str, Any]) -> str | None:
    """The file that standard input stands for; None if it is not asked for."""
    stdin: str | None = run["stdin_filename"] or (UNNAMED if STDIN in paths else None)
    if stdin and any(path != STDIN for path in paths):
        raise UsageError("standard input stands for the only file; it cannot be checked together with others")
    if stdin and run["add_ignore"] is not None:
        raise UsageError("--add-ignore edits files; it cannot edit standard input")
    return stdin


def settings_for(paths: Sequence[str], config: Sequence[str], isolated: bool, options: dict[str, Any]) -> Config:
    """The settings of the project, with the options that were given on top."""
    from statelint.config import load, override
    from statelint.source.discover import project_root

    return override(load(project_root(paths), config, isolated), options)


def judged(paths: Sequence[str], settings: Config, stdin: str | None) -> Report:
    """The report on the paths, or on standard input in place of a file."""
    from statelint import engine
    from statelint.cli.progress import progress_line

    data = sys.stdin.buffer.read() if stdin else None
    with progress_line(sys.stderr):
        return engine.check(paths, settings) if data is None else engine.check_text(paths[0], data, settings)


def show_settings(settings: Config) -> int:
    """Print every option and where it was set."""
    from statelint.config.show import settings as as_text
    from statelint.report.terminal import clean
    from statelint.source.ignore import DEFAULT_EXCLUDE

    if settings.exclude is None:
        settings = replace(settings, exclude=DEFAULT_EXCLUDE)
    for line in as_text(settings).splitlines():
        click.echo(clean(line))
    return 0


def show_files(paths: Sequence[str], settings: Config) -> int:
    """Print the files that would be checked."""
    from statelint import engine
    from statelint.report.terminal import clean

    inputs = engine.inputs_of(paths, settings)
    for path in inputs.chosen:
        click.echo(clean(os.path.relpath(os.path.join(inputs.root, path)).replace(os.sep, "/")))
    return 0
