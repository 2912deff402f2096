"""The command line: arguments in; findings on stdout, our own errors on stderr, an exit code.

0: clean, 1: findings, 2: a wrong option, path or setting, or a fault of ours.

Start-up imports click and nothing else, so that --help and --version answer at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from statelint.errors import UsageError

ISSUES = "https://github.com/streamlit-statelint/statelint/issues"
INTERRUPTED = 130
SUBCOMMANDS = ("check", "rule", "new-rule", "repro", "debug", "clean")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit; a UsageError or a wrong option is one line on stderr and exit code 2."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        name, command = _chosen(words)
        sys.exit(command.main(words, prog_name=name, complete_var="_STATELINT_COMPLETE", standalone_mode=False))
    except UsageError as error:
        fail(str(error))
    except click.ClickException as error:
        fail(_first_lower(error.format_message()).rstrip("."))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing may be flushed to them at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if debugging():
            raise
        fail(f"internal error: {type(error).__name__}: {error}; please report it at {ISSUES}")


def _chosen(words: list[str]) -> tuple[str, click.Command]:
    """The command that the words (or those that a shell wants completed) ask for, without its name among them."""
    completing = os.environ.get("COMP_WORDS", "").split()[1:] if "_STATELINT_COMPLETE" in os.environ else []
    first = (words or completing or [""])[0]
    position = os.environ.get("COMP_CWORD", "")
    named = first in SUBCOMMANDS and not (completing and position == "1")
    if named and words:
        words.pop(0)
    elif named:
        os.environ["COMP_WORDS"] = " ".join(["statelint", *completing[1:]])
        os.environ["COMP_CWORD"] = str(int(position) - 1) if position.isdigit() else position
    if first == "check" or not named:
        from statelint.cli.check import check

        return "statelint", check
    from statelint.cli.commands import COMMANDS

    return f"statelint {first}", COMMANDS[first]


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
