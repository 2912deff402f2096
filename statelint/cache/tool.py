"""Which statelint this is: out comes a short name that changes with its code, its data, its parser and Python.

A release is told by the list of its files that the installer wrote; a checkout by when its files were last changed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.machinery import PathFinder

from statelint import __version__
from statelint.cache.store import digest

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@cache
def tool() -> str:
    """The same for the same code on the same Python, wherever it is installed."""
    parts = [__version__, sys.version, _read(_parser()), _installed() or _checked_out()]
    return digest(*(part.encode() for part in parts))[:16]


def witnesses() -> list[str]:
    """The files and folders that change when any of that does."""
    record = _record()
    return [_parser(), *([record] if os.path.isfile(record) else (path for path, _ in _package()))]


def _record() -> str:
    """Where an installer would have written which files a release has."""
    folder = f"streamlit_statelint-{__version__}.dist-info"
    return os.path.join(os.path.dirname(_PACKAGE), folder, "RECORD")


def _installed() -> str:
    """What is said there of our files, each with a digest; "" in a checkout."""
    lines = _read(_record()).splitlines()
    return "\n".join(sorted(line for line in lines if line.startswith("statelint/") and "sha256=" in line))


def _checked_out() -> str:
    """Name, size and time of every file of the package."""
    return "\n".join(sorted(f"{path} {stat.st_mtime_ns} {stat.st_size}" for path, stat in _package() if stat))


def _package() -> Iterator[tuple[str, os.stat_result | None]]:
    """Every folder and, with what the disk says of it, every file of the package."""
    pending = [_PACKAGE]
    while pending:
        yield (folder := pending.pop()), None
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.is_dir():
                    yield entry.path, entry.stat()
                elif entry.name != "__pycache__":
                    pending.append(entry.path)


def _parser() -> str:
    """The file with the version of LibCST, found without importing it: that takes longer than all the rest of an
    unchanged run."""
    found = PathFinder.find_spec("libcst")
    folder = os.path.dirname(found.origin) if found and found.origin else ""
    return os.path.join(folder, "_version.py")


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""
