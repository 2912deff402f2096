"""What is left out when a folder is searched: virtual environments, build output, templates, what .gitignore names."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from fnmatch import translate
from typing import TYPE_CHECKING

from statelint.record import dataclass
from statelint.source.disk import Disk

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# The folders that ruff leaves out, the local history of editors, and our cache.
DEFAULT_EXCLUDE = (
    ".bzr",
    ".direnv",
    ".eggs",
    ".git",
    ".git-rewrite",
    ".hg",
    ".history",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".pants.d",
    ".pyenv",
    ".pytest_cache",
    ".pytype",
    ".ruff_cache",
    ".statelint_cache",
    ".svn",
    ".tox",
    ".venv",
    ".vscode",
    "__pypackages__",
    "_build",
    "buck-out",
    "build",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
)


@dataclass(frozen=True, slots=True)
class Excludes:
    """Glob patterns as one regular expression, for a name at any depth or a path relative to the project root.

    `git` says whether .gitignore files count, `force` whether a path that was named is left out as well.
    """

    pattern: re.Pattern[str]
    git: bool = True
    force: bool = False

    def match(self, name: str, relative: str) -> bool:
        """Whether a file or folder is left out; one with an unfilled template placeholder in its name is no Python."""
        return "{{" in name or bool(self.pattern.match(name) or self.pattern.match(relative))

    def refuses(self, relative: str) -> bool:
        """Whether a search would not come to a file, because of its own name or that of a folder above it."""
        parts = relative.split("/")
        return any(self.match(parts[end - 1], "/".join(parts[:end])) for end in range(1, len(parts) + 1))


def exclusion(
    exclude: Sequence[str] | None = None, extend: Sequence[str] = (), git: bool = True, force: bool = False
) -> Excludes:
    """`exclude` instead of the default patterns (None keeps them), and `extend` besides."""
    patterns = [*(DEFAULT_EXCLUDE if exclude is None else exclude), *extend]
    globs = [translate(pattern.removeprefix("./").rstrip("/")) for pattern in patterns]
    return Excludes(re.compile("|".join(globs) or r"(?!)"), git, force)


def foreign(name: str) -> bool:
    """Whether a folder or file that is left out holds nothing that a script of the project could import as its own."""
    return name.startswith(".") or "{{" in name or (name in DEFAULT_EXCLUDE and name not in ("build", "dist"))


@dataclass(frozen=True, slots=True)
class GitIgnore:
    """The .gitignore files that apply in a folder, outermost first, each with the folder that holds it."""

    specs: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    def within(self, folder: str, disk: Disk) -> GitIgnore:
        """The same and, if `folder` has a .gitignore, that one."""
        spec = _read(os.path.join(folder, ".gitignore"), disk)
        return GitIgnore((*self.specs, (folder, spec))) if spec else self

    def match(self, path: str, is_folder: bool) -> bool:
        """Whether `path` is ignored: the innermost file that has an opinion decides."""
        for folder, spec in reversed(self.specs):
            relative = path[len(folder) :].replace(os.sep, "/").lstrip("/") + ("/" if is_folder else "")
            if (ignored := spec.check_file(relative).include) is not None:
                return ignored
        return False


def git_ignore_above(folder: str, disk: Disk) -> GitIgnore:
    """What the .gitignore files from the top of the repository down to the parent of `folder` say.

    A folder that they ignore was asked for by name, so they are silent about it.
    """
    ignore = GitIgnore()
    for parent in reversed(above(folder)):
        ignore = ignore.within(parent, disk)
    return GitIgnore() if ignore.match(folder, is_folder=True) else ignore


def above(folder: str) -> list[str]:
    """The folders above `folder` up to the top of its repository, nearest first; none if there is no repository."""
    found: list[str] = []
    while not os.path.exists(os.path.join(folder, ".git")):
        if os.path.dirname(folder) == folder:
            return []
        folder = os.path.dirname(folder)
        found.append(folder)
    return found


def _read(path: str, disk: Disk) -> GitIgnoreSpec | None:
    """A .gitignore file; None if there is none. A line that is no pattern is passed over, as git does."""
    disk.note(path)
    if disk.noted[path] is None or not os.path.isfile(path):
        return None
    from pathspec import GitIgnoreSpec

    with open(path, encoding="utf-8", errors="replace") as file:
        lines = file.read().splitlines()
    return GitIgnoreSpec.from_lines(line for line in lines if _is_pattern(line))


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
