"""Import resolution as Streamlit's process does it. In: paths of a project, search folders. Out: modules' paths.

`streamlit run app/main.py` puts `app/` first on sys.path; the folders above it, up to the project root, stand for the
working directory, and `src/` beneath them for an installed src layout. A name is looked up in these folders only,
never by file name alone, so that a copy of an app (`archive/`, `app_backup/`) neither lends its modules nor borrows
them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from statelint.ir.stmt import ImportName

# A folder of this name cannot stand for the library: an app whose `import streamlit` found it could not run.
_LIBRARY = "streamlit"


def folder_of(path: str) -> str:
    """The folder of a project path; "" is the project root."""
    return path.rpartition("/")[0]


def join(folder: str, name: str) -> str:
    """`name` inside `folder`, both relative to the project root."""
    return f"{folder}/{name}" if folder else name


def ancestors(folder: str) -> tuple[str, ...]:
    """The folder and those above it, nearest first, the project root last."""
    found = [folder]
    while folder:
        folder = folder_of(folder)
        found.append(folder)
    return tuple(found)


def normal(path: str) -> str | None:
    """The path without `.` and `..`; None if it leaves the project."""
    parts: list[str] = []
    for part in PurePosixPath(path).parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != "/":
            parts.append(part)
    return "/".join(parts)


class Resolver:
    """Resolves imports over a fixed set of paths, in `search` or, without it, in the folders that suit each file."""

    def __init__(self, paths: Iterable[str], search: tuple[str, ...] | None = None) -> None:
        self.paths = frozenset(paths)
        self._search = search
        self.folders = frozenset(above for path in self.paths for above in ancestors(folder_of(path)))
        self._searches: dict[str, tuple[str, ...]] = {}
        self._resolved: dict[tuple[str, str, int], str | None] = {}

    def searching(self, search: tuple[str, ...]) -> Resolver:
        """The same paths, looked up in `search`."""
        other = Resolver((), search)
        other.paths, other.folders = self.paths, self.folders
        return other

    def search_of(self, path: str) -> tuple[str, ...]:
        """Where a script at `path` finds absolute imports: its folder, those above it, then `src/` in each of them."""
        folder = folder_of(path)
        if folder not in self._searches:
            above = ancestors(folder)
            sources = (join(each, "src") for each in above)
            self._searches[folder] = tuple(dict.fromkeys((*above, *(each for each in sources if each in self.folders))))
        return self._searches[folder]

    def resolve(self, from_path: str, module: str, level: int = 0) -> str | None:
        """The file of `module` (a package's is its `__init__.py`); None if it is not ours, or a namespace package."""
        key = (folder_of(from_path), module, level)
        if key not in self._resolved:
            self._resolved[key] = self._look_up(*key, from_path)
        return self._resolved[key]

    def resolve_member(self, from_path: str, module: str, level: int, name: str) -> str | None:
        """The file of the submodule that `from module import name` can mean, also in a namespace package."""
        return self.resolve(from_path, f"{module}.{name}" if module else name, level)

    def loads(self, from_path: str, name: ImportName) -> tuple[str, ...]:
        """The project files that one import runs: the packages on the way, the module, the submodule."""
        parts = name.module.split(".") if name.module else []
        prefixes = [".".join(parts[:end]) for end in range(0 if name.level else 1, len(parts) + 1)]
        found = [self.resolve(from_path, prefix, name.level) for prefix in prefixes]
        if name.name not in (None, "*"):
            found.append(self.resolve_member(from_path, name.module, name.level, name.name or ""))
        return tuple(dict.fromkeys(path for path in found if path))

    def _look_up(self, folder: str, module: str, level: int, from_path: str) -> str | None:
        if level:
            above = ancestors(folder)
            bases: tuple[str, ...] = above[level - 1 : level]
        elif module.partition(".")[0] == _LIBRARY:
            return None
        else:
            bases = self._search if self._search is not None else self.search_of(from_path)
        candidates = (path for base in bases for path in _files(base, module.replace(".", "/")))
        return next((path for path in candidates if path in self.paths), None)


def _files(base: str, tail: str) -> tuple[str, ...]:
    """The files that can hold the module `tail` below `base`; a package wins over a module of its name."""
    stem = join(base, tail)
    return (join(stem, "__init__.py"), f"{stem}.py") if tail else (join(base, "__init__.py"),)
