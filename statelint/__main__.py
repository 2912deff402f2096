"""`python -m statelint` is the command `statelint`."""

from __future__ import annotations

from statelint.cli import command

command()
