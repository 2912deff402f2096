"""Paths as typed -> the project root and the Python files below it.

A folder is searched for *.py without following links to folders; a file that is named is always taken. What is left out
is listed apart, as far as others may import it. Nothing but regular files is ever opened: a FIFO would wait forever.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from statelint.errors import UsageError
from statelint.source.disk import Disk
from statelint.source.ignore import Excludes, GitIgnore, foreign, git_ignore_above

# What the top of a project holds; the second group counts only where nothing of the first is found.
MARKERS = ("pyproject.toml", "statelint.toml", ".statelint.toml", ".git")
WEAK_MARKERS = ("requirements.txt", "setup.py", "setup.cfg", "Pipfile")

# What the top of an environment with installed packages holds.
ENVIRONMENTS = ("pyvenv.cfg", "conda-meta")

# How far below a lone script its modules are looked for: where nothing marks a project, it may lie in a home folder.
LOOSE_DEPTH = 2


def project_root(paths: Sequence[str]) -> str:
    """The nearest folder at or above all given paths that holds a marker; else the one that holds them all.

    Paths below the working directory, in the same repository, belong to its project: whichever of its files are named,
    it is the same.
    """
    try:
        common = os.path.commonpath([os.path.abspath(path) for path in paths])
    except ValueError:
        raise UsageError("the given paths have no folder in common; check them one at a time") from None
    start = common if os.path.isdir(common) else os.path.dirname(common)
    here = os.getcwd()
    if f"{start}{os.sep}".startswith(f"{here}{os.sep}") and _marked(start, (".git",)) == _marked(here, (".git",)):
        start = here if _marked(here, MARKERS) else start
    if marked := _marked(start, MARKERS) or _marked(start, WEAK_MARKERS):
        return marked
    return os.path.dirname(start) if os.path.basename(start) == "pages" else start


def discover(
    paths: Sequence[str], root: str, excludes: Excludes, disk: Disk | None = None, beside: set[str] | None = None
) -> tuple[str, ...]:
    """The Python files that `paths` (files and folders) stand for: POSIX, relative to `root`, sorted, each once.

    What is left out of the folders goes to `beside`. Raises UsageError for a path that does not exist or is neither
    file nor folder.
    """
    found: set[str] = set()
    for path in paths:
        absolute = os.path.abspath(path)
        if excludes.force and excludes.refuses(_relative(absolute, root)):
            continue
        if os.path.isdir(path):
            found.update(walk(absolute, root, excludes, disk=disk, beside=beside))
        elif os.path.isfile(path):
            found.add(_relative(absolute, root))
        elif os.path.lexists(path):
            raise UsageError(f"{path}: neither a file nor a folder")
        else:
            raise UsageError(f"{path}: no such file or folder")
    return tuple(sorted(found))


def listing_of(
    chosen: Sequence[str], root: str, excludes: Excludes, disk: Disk | None = None, beside: set[str] | None = None
) -> tuple[str, ...]:
    """Every Python file of the project that the chosen ones belong to, sorted: what a search of `root` finds, and they.

    Where nothing marks `root` as a project, a repository below it is none of its business.
    """
    depth = sys.maxsize if _has(root, *MARKERS, *WEAK_MARKERS) else LOOSE_DEPTH
    return tuple(sorted({*walk(root, root, excludes, depth, _has(root, *MARKERS), disk, beside), *chosen}))


def walk(
    folder: str,
    root: str,
    excludes: Excludes,
    depth: int = sys.maxsize,
    nested: bool = True,
    disk: Disk | None = None,
    beside: set[str] | None = None,
) -> Iterator[str]:
    """Every *.py at most `depth` folders below `folder` that is not left out; what is goes to `beside`.

    With `nested` False the search stops at a repository inside it.
    """
    disk = disk or Disk()
    prefix = "" if folder == root else _relative(folder, root) + "/"
    pending = [(folder, prefix, git_ignore_above(folder, disk) if excludes.git else GitIgnore(), depth, True)]
    while pending:
        current, prefix, above, depth, wanted = pending.pop()
        found = disk.entries(current)
        names = {entry.name for entry in found}
        if current != folder and (not names.isdisjoint(ENVIRONMENTS) or (not nested and ".git" in names)):
            continue
        if not wanted and not any(name.endswith(".py") for name in names):
            continue  # data, as large as it may be, is no package
        ignore = above.within(current, disk) if excludes.git else above
        for entry in found:
            relative, is_folder = prefix + entry.name, entry.is_dir(follow_symlinks=False)
            if not (is_folder or (entry.name.endswith(".py") and _is_file(entry, disk))):
                continue
            ours = wanted and not (excludes.match(entry.name, relative) or ignore.match(entry.path, is_folder))
            if not ours and (beside is None or foreign(entry.name)):
                continue
            if is_folder and depth:
                pending.append((entry.path, relative + "/", ignore, depth - 1, ours))
            elif not is_folder and ours:
                yield relative
            elif not is_folder and beside is not None:
                beside.add(relative)


def _is_file(entry: os.DirEntry[str], disk: Disk) -> bool:
    """Whether an entry is a file, or a link to one: that can change without its folder."""
    if entry.is_symlink():
        disk.note(entry.path)
    try:
        return entry.is_file()
    except OSError:  # a link that leads to itself
        return False


def _upwards(folder: str) -> Iterator[str]:
    """A folder, the one that holds it, and so on."""
    yield folder
    while os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
        yield folder


def _marked(folder: str, markers: Sequence[str]) -> str | None:
    """The nearest folder at or above this one that holds any of the markers."""
    return next((each for each in _upwards(folder) if _has(each, *markers)), None)


def _has(folder: str, *names: str) -> bool:
    """Whether any of the names exists in a folder."""
    return any(os.path.exists(os.path.join(folder, name)) for name in names)


def _relative(path: str, root: str) -> str:
    return os.path.relpath(path, root).replace(os.sep, "/")
