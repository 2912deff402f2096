"""The sub-commands: explain a rule, start one, show what the analysis sees, remove the cache."""

from __future__ import annotations

import os
import shutil
import sys

import click

from statelint.cli.check import settings_for
from statelint.cli.options import HELP, rule_names
from statelint.errors import UsageError


@click.command(context_settings=HELP)
@click.argument("selector", metavar="CODE|NAME", required=False, shell_complete=rule_names)
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


@click.command("new-rule", context_settings=HELP)
@click.argument("code")
@click.argument("name")
def new_rule(code: str, name: str) -> None:
    """Start a rule in this checkout: its module, its page and its test."""
    from pathlib import Path

    from statelint import scaffold

    for path in scaffold.new_rule(code, name, Path.cwd()):
        click.echo(path)


@click.command(context_settings=HELP)
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


@click.group(no_args_is_help=False, context_settings=HELP)
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

    click.echo(show.explored(path, settings_for([path], (), False, {})), nl=False)


@debug.command()
@click.argument("path", default=".")
def coverage(path: str) -> None:
    """Print what became of every read of the state in PATH that can fail."""
    from statelint import debug as show

    click.echo(show.coverage(path, settings_for([path], (), False, {})), nl=False)


@click.command(context_settings=HELP)
@click.argument("path", default=".", type=click.Path())
def clean(path: str) -> None:
    """Remove what was kept in the cache of the project at PATH."""
    from statelint.cache.store import FOLDER
    from statelint.source.discover import project_root

    if not os.path.exists(path):
        raise UsageError(f"{path}: no such file or folder")
    folder = settings_for([path], (), False, {}).cache_dir or os.path.join(project_root([path]), FOLDER)
    shown = os.path.relpath(folder)
    if not os.path.isdir(folder):
        click.echo(f"There is no cache at {shown}.")
        return
    if not os.path.isfile(os.path.join(folder, "CACHEDIR.TAG")):
        raise UsageError(f"{shown}: not a cache of statelint (no CACHEDIR.TAG in it); nothing was removed")
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise UsageError(f"{shown}: {(error.strerror or str(error)).lower()}") from None
    click.echo(f"Removed {shown}.")


COMMANDS: dict[str, click.Command] = {
    "rule": rule,
    "new-rule": new_rule,
    "repro": repro,
    "debug": debug,
    "clean": clean,
}
