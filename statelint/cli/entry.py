"""The words of a command line -> the command that they mean, run by click; what goes wrong is one line on stderr."""

from __future__ import annotations

import os
from typing import cast

import click

from statelint.cli import INTERRUPTED, ISSUES, SUBCOMMANDS, debugging
from statelint.errors import UsageError


def run(words: list[str]) -> int:
    """Run the command: its exit code."""
    typed = list(words)
    try:
        name, command = _chosen(words)
        ended = command.main(words, name, complete_var="_STATELINT_COMPLETE", standalone_mode=False, obj=typed)
        return cast(int, ended or 0)
    except UsageError as error:
        return _failed(str(error))
    except click.ClickException as error:
        return _failed(_first_lower(error.format_message()).rstrip("."))
    except click.Abort:
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:
        if debugging():
            raise
        return _failed(f"internal error: {type(error).__name__}: {error}; please report it at {ISSUES}")


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


def _failed(message: str) -> int:
    """Say what is wrong, on one line."""
    from statelint.report.terminal import clean

    click.echo(f"statelint: {clean(message)}", err=True)
    return 2


def _first_lower(text: str) -> str:
    return text[:1].lower() + text[1:]
