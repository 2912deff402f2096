"""Paths as typed -> the project root and the Python files below it.

A folder is searched for *.py without following links to folders; a file that is named is always taken. Nothing but
regular files is ever opened: a FIFO would wait for ever.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from statelint.errors import UsageError
from statelint.source.ignore import Excludes, git_ignore_above

MARKERS = ("pyproject.toml", "statelint.toml", ".git")


def project_root(paths: Sequence[str]) -> str:
    """The nearest folder at or above all given paths that holds one of MARKERS; else the one that holds them all."""
    try:
        common = os.path.commonpath([os.path.abspath(path) for path in paths])
    except ValueError:
        raise UsageError("the given paths have no folder in common; check them one at a time") from None
    start = common if os.path.isdir(common) else os.path.dirname(common)
    folder = start
    while not any(os.path.exists(os.path.join(folder, marker)) for marker in MARKERS):
        if os.path.dirname(folder) == folder:
            return start
        folder = os.path.dirname(folder)
    return folder


def discover(paths: Sequence[str], root: str, excludes: Excludes) -> tuple[str, ...]:
    """The Python files that `paths` (files and folders) stand for: POSIX, relative to `root`, sorted, each once.

    Raises UsageError for a path that does not exist or is neither file nor folder.
    """
    found: set[str] = set()
    for path in map(os.path.abspath, paths):
        if os.path.isdir(path):
            found.update(walk(path, root, excludes))
        elif os.path.isfile(path):
            found.add(_relative(path, root))
        elif os.path.lexists(path):
            raise UsageError(f"{path}: neither a file nor a folder")
        else:
            raise UsageError(f"{path}: no such file or folder")
    return tuple(sorted(found))


def context(chosen: Sequence[str], root: str, excludes: Excludes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What may matter to the chosen files besides: (scripts nearby, every Python file of the project).

    An entry script stands in the folder of its pages and helpers or above it, and its pages stand beside it.
    A repository inside the project is not part of it.
    """
    listing = set(walk(root, root, excludes, nested=False)).union(chosen)
    above = {folder for path in chosen for folder in PurePath(path).parents}
    folders = above | {folder / "pages" for folder in above}
    nearby = {path for path in listing if PurePath(path).parent in folders}
    return tuple(sorted(nearby.difference(chosen))), tuple(sorted(listing))


def walk(folder: str, root: str, excludes: Excludes, nested: bool = True) -> Iterator[str]:
    """Every *.py below `folder` that is not left out; with `nested` False not below another repository inside it."""
    pending = [(folder, git_ignore_above(folder))]
    while pending:
        current, above = pending.pop()
        ignore = above.within(current)
        for entry in _entries(current):
            path, is_folder = entry.path, entry.is_dir(follow_symlinks=False)
            if not (is_folder or (entry.name.endswith(".py") and entry.is_file())):
                continue
            relative = _relative(path, root)
            if excludes.match(entry.name, relative) or ignore.match(path, is_folder):
                continue
            if not is_folder:
                yield relative
            elif not _is_environment(path) and (nested or not os.path.exists(os.path.join(path, ".git"))):
                pending.append((path, ignore))


def read(root: str, path: str) -> bytes:
    """The bytes of a file that was found; raises OSError."""
    with open(os.path.join(root, path), "rb") as file:
        return file.read()


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What is in a folder; one that may not be listed is empty to us."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _is_environment(folder: str) -> bool:
    """Whether a folder is a virtual environment, whatever its name."""
    return os.path.exists(os.path.join(folder, "pyvenv.cfg"))


def _relative(path: str, root: str) -> str:
    return PurePath(os.path.relpath(path, root)).as_posix()
