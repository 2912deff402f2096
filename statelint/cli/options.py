"""The options of the main command, in groups as --help shows them; what comes out of click goes into a Config."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

FORMATS = ("full", "concise", "json", "jsonl", "github", "gitlab", "sarif")

HELP = {"help_option_names": ["-h", "--help"]}
"""What each command is told, so that -h helps as well."""

Decorator = Callable[[Any], Any]


def listed(context: click.Context, parameter: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """Comma-separated and repeated values as one tuple."""
    return tuple(word for value in values for word in value.replace(",", " ").split())


def rows(context: click.Context, parameter: click.Parameter, values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """`PATTERN:RULE` values as pairs."""
    pairs = [value.rpartition(":") for value in values]
    if any(not (colon and pattern and rule) for pattern, colon, rule in pairs):
        raise click.BadParameter("write PATTERN:RULE, for instance tests/*:LSS101", context, parameter)
    return tuple((pattern, rule) for pattern, _, rule in pairs)


def rule_names(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What a shell can complete a rule to: the last of several, by code or name."""
    from click.shell_completion import CompletionItem

    from statelint.rules.base import all_rules

    done, comma, begun = incomplete.rpartition(",")
    known = [(word, rule.name) for rule in all_rules() for word in (rule.code, rule.name)]
    return [CompletionItem(done + comma + word, help=name) for word, name in known if word.startswith(begun)]


def rules(flag: str, text: str) -> Decorator:
    return click.option(flag, multiple=True, callback=listed, shell_complete=rule_names, metavar="RULES", help=text)


def switch(flag: str, text: str) -> Decorator:
    return click.option(f"--{flag}/--no-{flag}", default=None, help=text)


SELECTION = (
    rules("--select", "Codes, prefixes, names or ALL, instead of the errors and warnings."),
    rules("--ignore", "The same, to be left out."),
    rules("--extend-select", "Rules besides those that are selected."),
    click.option(
        "--per-file-ignores", multiple=True, callback=rows, metavar="PATTERN:RULE", help="Ignore in some files."
    ),
    click.option(
        "--min-confidence",
        type=click.Choice(("certain", "reachable", "possible")),
        help="Least confidence to report; reachable by default.",
    ),
    switch("preview", "Rules that are still on trial can be selected."),
    click.option("--target-streamlit", metavar="RELEASE", help="The release of Streamlit to judge by."),
)
FILES = (
    click.option(
        "--exclude", multiple=True, metavar="PATTERN", help="Leave out files and folders, instead of the usual."
    ),
    click.option("--extend-exclude", multiple=True, metavar="PATTERN", help="Leave out more files and folders."),
    switch("respect-gitignore", "Leave out what .gitignore files name; on by default."),
    switch("force-exclude", "Leave out excluded files also where they are named."),
    click.option("--stdin-filename", metavar="FILE", help="Check standard input, as this file."),
)
OUTPUT = (
    click.option(
        "--output-format",
        type=click.Choice(FORMATS),
        envvar="STATELINT_OUTPUT_FORMAT",
        help="Full on a terminal by default, else concise.",
    ),
    click.option(
        "-o", "--output-file", multiple=True, metavar="[FORMAT:]FILE", help="Write a report to a file as well."
    ),
    click.option("--statistics", is_flag=True, help="Count findings per rule and time per stage."),
    click.option("-q", "--quiet", is_flag=True, help="Findings only, without the closing line."),
    click.option("-e", "--exit-zero", is_flag=True, help="Exit with 0 also if there are findings."),
    click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="When to colour."),
)
KNOWN = (
    click.option("--baseline", metavar="FILE", help="Leave out the findings that this file lists."),
    click.option("--update-baseline", is_flag=True, help="List all findings of now in that file."),
    click.option("--add-ignore", metavar="[=REASON]", help="Add comments that hide the findings of now."),
)
SPEED = (
    click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Processes; as many as help by default."),
    click.option(
        "--cache-dir", envvar="STATELINT_CACHE_DIR", metavar="FOLDER", help="Where to keep what was found out."
    ),
    click.option("-n", "--no-cache", is_flag=True, default=None, envvar="STATELINT_NO_CACHE", help="Keep nothing."),
)
SETTINGS = (
    click.option("--config", multiple=True, metavar="KEY=VALUE|FILE", help="Set an option, or read a file instead."),
    click.option("--isolated", is_flag=True, help="Read no settings files."),
    click.option("--show-settings", is_flag=True, help="Print the settings and where each was made."),
    click.option("--show-files", is_flag=True, help="Print the files that would be checked."),
)


GROUPS = (
    ("Rules", len(SELECTION)),
    ("Files", len(FILES)),
    ("Output", len(OUTPUT)),
    ("Known findings", len(KNOWN)),
    ("Speed", len(SPEED)),
    ("Settings", len(SETTINGS)),
    ("This command", 2),
)
"""The titles of the groups and how many options are in each."""


def all_options(command: Any) -> Any:
    """Adds every option to a command."""
    for option in reversed((*SELECTION, *FILES, *OUTPUT, *KNOWN, *SPEED, *SETTINGS)):
        command = option(command)
    return command
