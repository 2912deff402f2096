"""In: names of distributions. Out: a command that starts flake8 with their plugins and no others.

What is installed beside flake8 counts as flake8 otherwise: with bugbear it takes twice as long.
"""

from __future__ import annotations

import sys

OWN = ("flake8", "pycodestyle", "pyflakes", "mccabe")
SCRIPT = """
import importlib.metadata as metadata
every = metadata.distributions
metadata.distributions = lambda: (each for each in every() if each.metadata["name"] in {names!r})
from flake8.main.cli import main
raise SystemExit(main())
"""


def flake8(*plugins: str) -> list[str]:
    """The words of the command, isolated and in one process; files or folders are to follow."""
    return [sys.executable, "-c", SCRIPT.format(names=(*OWN, *plugins)), "--isolated", "-j1"]
