"""Which statelint this is: out comes a short name that changes with its code, its data, its parser and Python.

A release is told by the list of its files that the installer wrote; a checkout by when its files were last changed.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder

from statelint import __version__
from statelint.cache.store import digest

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def tool() -> str:
    """The same for the same code on the same Python, wherever it is installed."""
    parts = [__version__, sys.version, _parser(), _installed() or _checked_out()]
    return digest(*(part.encode() for part in parts))[:16]


def _installed() -> str:
    """The RECORD of the installed release, which holds a digest of every file; "" in a checkout."""
    folder = f"streamlit_statelint-{__version__}.dist-info"
    try:
        with open(os.path.join(os.path.dirname(_PACKAGE), folder, "RECORD"), encoding="utf-8") as file:
            return "".join(sorted(line for line in file if line.startswith("statelint/") and "sha256=" in line))
    except OSError:
        return ""


def _checked_out() -> str:
    """Name, size and time of every file of the package."""
    found: list[str] = []
    pending = [_PACKAGE]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        pending.append(entry.path)
                else:
                    stat = entry.stat()
                    found.append(f"{entry.path} {stat.st_mtime_ns} {stat.st_size}")
    return "\n".join(sorted(found))


def _parser() -> str:
    """The version of LibCST, read without importing it: that takes longer than all the rest of an unchanged run."""
    found = PathFinder.find_spec("libcst")
    folder = os.path.dirname(found.origin) if found and found.origin else ""
    try:
        with open(os.path.join(folder, "_version.py"), encoding="utf-8") as file:
            return file.read()
    except OSError:
        return folder
