"""The command line: arguments in; findings on stdout, our own errors on stderr, an exit code.

0: clean, 1: findings, 2: a wrong option, path or setting, or a fault of ours.

Start-up imports click and nothing else, so that --help and --version answer at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from statelint import __version__
from statelint.errors import UsageError

if TYPE_CHECKING:
    from statelint.config import Config
    from statelint.report.model import Report

ISSUES = "https://github.com/streamlit-statelint/statelint/issues"
INTERRUPTED = 130
SUBCOMMANDS_HELP = """\b
Sub-commands:
  statelint rule CODE|NAME      explain a rule (--all: list them)
  statelint repro PATH:LINE     the scenario of a finding as a test for pytest
  statelint new-rule CODE NAME  start a rule: its module, page and test
  statelint debug ir|explore|coverage PATH
                                show what the analysis sees
A path that is named like a sub-command is written ./rule.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit; a UsageError or a wrong option is one line on stderr and exit code 2."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    command: click.Command = check
    name = "statelint"
    if words and words[0] in SUBCOMMANDS:
        name = f"statelint {words[0]}"
        command = SUBCOMMANDS[words.pop(0)]
    try:
        sys.exit(command.main(words, prog_name=name, standalone_mode=False))
    except UsageError as error:
        fail(str(error))
    except click.ClickException as error:
        fail(_first_lower(error.format_message()).rstrip("."))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except Exception as error:
        if debugging():
            raise
        fail(f"internal error: {type(error).__name__}: {error}; please report it at {ISSUES}")


def fail(message: str) -> None:
    """Say what is wrong, on one line, and exit with 2."""
    from statelint.report.terminal import clean

    click.echo(f"statelint: {clean(message)}", err=True)
    sys.exit(2)


def debugging() -> bool:
    """Whether faults of ours are shown with their traceback."""
    return bool(os.environ.get("STATELINT_DEBUG"))


def _first_lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _listed(context: click.Context, parameter: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """Comma-separated and repeated values as one tuple."""
    return tuple(word for value in values for word in value.replace(",", " ").split())


@click.command(context_settings={"help_option_names": ["-h", "--help"]}, epilog=SUBCOMMANDS_HELP)
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--select", multiple=True, callback=_listed, metavar="RULES", help="Codes, prefixes, names or ALL.")
@click.option("--ignore", multiple=True, callback=_listed, metavar="RULES", help="The same, to be left out.")
@click.option(
    "--min-confidence",
    type=click.Choice(("certain", "reachable", "possible")),
    help="Least confidence to report; reachable by default.",
)
@click.option(
    "--output-format",
    type=click.Choice(("full", "concise", "json")),
    help="Full on a terminal by default, else concise.",
)
@click.option("--config", multiple=True, metavar="KEY=VALUE|FILE", help="Set an option, or read a TOML file instead.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs found out.")
@click.option("--statistics", is_flag=True, help="Count findings per rule and time per stage.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="When to colour.")
@click.version_option(__version__, prog_name="statelint", message="%(prog)s %(version)s")
def check(paths: tuple[str, ...], color: str, statistics: bool, **options: Any) -> int:
    """Find misuse of Streamlit's session state in PATHS: files or folders, by default this folder."""
    from statelint import engine

    paths = paths or (".",)
    config = _config(paths, **options)
    report = engine.check(paths, config)
    chosen = config.output_format or ("full" if sys.stdout.isatty() else "concise")
    _print(report, chosen, color, statistics)
    _print_faults(report)
    if report.faults:
        return 2
    return 1 if report.findings else 0


def _config(paths: Sequence[str], config: Sequence[str], **options: Any) -> Config:
    """The settings of the project, with the options that were given on top."""
    from statelint.config import load
    from statelint.source.discover import project_root

    given = {name: value for name, value in options.items() if value}
    return replace(load(project_root(paths), config), **given)


def _print(report: Report, output_format: str, color: str, statistics: bool) -> None:
    """The report on stdout; with JSON the statistics go to stderr."""
    from statelint.report import text
    from statelint.report.terminal import Style, wants_colour

    style = Style(wants_colour(color, sys.stdout))
    if output_format == "json":
        from statelint.report.json import render

        click.echo(render(report), nl=False)
    elif output_format == "full":
        from statelint.report.full import full

        click.echo(full(report, style) + text.summary(report), color=True)
    else:
        click.echo(text.concise(report, style) + text.summary(report), color=True)
    if statistics:
        click.echo(text.statistics(report), nl=False, err=output_format == "json")


def _print_faults(report: Report) -> None:
    """What went wrong on our side or the disk's, one line each on stderr; with STATELINT_DEBUG the tracebacks too."""
    from statelint.report.terminal import clean

    if not report.files:
        click.echo("statelint: no Python files found", err=True)
    for fault in report.faults:
        shown = report.shown(fault.path)
        if not fault.trace:
            click.echo(clean(f"statelint: {shown}: {_first_lower(fault.message)}"), err=True)
            continue
        advice = f"the other files were checked; please report it at {ISSUES}"
        click.echo(clean(f"statelint: internal error in {shown}: {fault.message}; {advice}"), err=True)
        if debugging():
            click.echo(fault.trace, err=True)


@click.command()
@click.argument("selector", metavar="CODE|NAME", required=False)
@click.option("--all", "every", is_flag=True, help="List every rule.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="When to colour.")
def rule(selector: str | None, every: bool, color: str) -> None:
    """Explain a rule: what it finds, why that is bad, and examples."""
    from statelint.findings.selection import matching
    from statelint.report.terminal import wants_colour
    from statelint.rules.base import all_rules
    from statelint.spec import pages

    if every:
        for known in all_rules():
            click.echo(f"{known.code}  {known.severity:<7}  {known.name}")
        return
    if not selector:
        raise click.UsageError("name a rule by its code or name, or list them with --all")
    chosen, *more = matching(selector, all_rules())
    if more:
        raise UsageError(f'"{selector}" is more than one rule; statelint rule --all lists them')
    (page,) = (page for page in pages.load() if page.code == chosen.code)
    click.echo(pages.render(page, wants_colour(color, sys.stdout)), color=True, nl=False)


@click.command("new-rule")
@click.argument("code")
@click.argument("name")
def new_rule(code: str, name: str) -> None:
    """Start a rule in this checkout: its module, its page and its test."""
    from pathlib import Path

    from statelint import scaffold

    for path in scaffold.new_rule(code, name, Path.cwd()):
        click.echo(path)


@click.command()
@click.argument("where", metavar="PATH:LINE")
@click.option("--output", metavar="FILE", help="Write it to FILE, by convention test_….py, instead of printing it.")
def repro(where: str, output: str | None) -> None:
    """Print a pytest file that plays the scenario of the finding at PATH:LINE on Streamlit."""
    from pathlib import Path

    from statelint import repro as writer

    text = writer.repro(where, Path(output).resolve().parent if output else Path.cwd())
    if output:
        Path(output).write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


@click.group(no_args_is_help=False)
def debug() -> None:
    """Show what the analysis sees."""


@debug.command()
@click.argument("file")
def ir(file: str) -> None:
    """Print what FILE is lowered to."""
    from statelint import debug as show

    click.echo(show.ir(file), nl=False)


@debug.command()
@click.argument("path", default=".")
def explore(path: str) -> None:
    """Print what exploring the apps in PATH showed."""
    from statelint import debug as show

    click.echo(show.explored(path, _config([path], ())), nl=False)


@debug.command()
@click.argument("path", default=".")
def coverage(path: str) -> None:
    """Print what became of every read of the state in PATH that can fail."""
    from statelint import debug as show

    click.echo(show.coverage(path, _config([path], ())), nl=False)


SUBCOMMANDS: dict[str, click.Command] = {"rule": rule, "new-rule": new_rule, "repro": repro, "debug": debug}
