"""What one run of the linter looks at: paths as typed -> the files to report on, and the project around them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from statelint.record import dataclass, replace
from statelint.source.discover import discover, listing_of, project_root
from statelint.source.disk import Disk, unchanged
from statelint.source.ignore import Excludes, above
from statelint.source.settings import settings_files


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files by POSIX paths relative to `root`; `reader` gives the bytes of one, or raises OSError.

    `chosen` are to be reported on, `listing` is every Python file of the project, `settings` are Streamlit's own
    configuration files in it and those that name dependencies. `overlay` names the files whose bytes are not those of
    the disk. `beside` are Python files that are left out and of which nothing is said, but which others may import;
    `watched` are the paths, absolute, that tell whether a search would find the same again.
    """

    root: str
    chosen: tuple[str, ...]
    listing: tuple[str, ...]
    settings: tuple[str, ...]
    reader: Callable[[str], bytes]
    overlay: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()


class Memory(Protocol):
    """Where what was found can be kept: JSON values by a text."""

    def recall(self, text: str) -> Any: ...

    def keep(self, text: str, value: Any) -> None: ...


def find(paths: Sequence[str], excludes: Excludes, memory: Memory | None = None) -> Inputs:
    """What `paths` (files and folders) stand for on this disk. Raises UsageError for a path that does not exist."""
    root = project_root(paths)
    return _remembered(root, paths, excludes, memory, lambda disk: _search(paths, root, excludes, disk))


def whole(root: str, excludes: Excludes, memory: Memory | None = None) -> Inputs:
    """The project at `root`, all of whose files are chosen: those that belong to it whichever of them is named."""

    def search(disk: Disk) -> list[Sequence[str]]:
        beside: set[str] = set()
        listing = listing_of((), root, excludes, disk, beside)
        return [listing, listing, settings_files(listing, root, disk), sorted(beside)]

    return _remembered(root, (), excludes, memory, search)


def overlaid(inputs: Inputs, path: str, data: bytes | None) -> Inputs:
    """The same project, asked about one file only, and as if that held `data` if there is any."""
    listing = tuple(sorted({*inputs.listing, path}))
    inputs = replace(inputs, chosen=(path,), listing=listing, beside=tuple(b for b in inputs.beside if b != path))
    if data is None:
        return inputs
    read = inputs.reader

    def reader(each: str) -> bytes:
        return data if each == path else read(each)

    return replace(inputs, reader=reader, overlay=(path,))


def _disk(root: str) -> Callable[[str], bytes]:
    """Reads the files below `root`."""

    def read(path: str) -> bytes:
        with open(os.path.join(root, path), "rb") as file:
            return file.read()

    return read


def _remembered(
    root: str,
    paths: Sequence[str],
    excludes: Excludes,
    memory: Memory | None,
    search: Callable[[Disk], list[Sequence[str]]],
) -> Inputs:
    """What a search finds, or an earlier one found if nothing has changed that it depends on."""
    asked = _question(paths, root, excludes) if memory else ""
    found = _recall(memory.recall(asked)) if memory else None
    if found is None:
        disk = Disk()
        found = [*search(disk), disk.noted]
        if memory and disk.settled():
            memory.keep(asked, found)
    chosen, listing, settings, beside, watched = (tuple(each) for each in found)
    return Inputs(root, chosen, listing, settings, _disk(root), beside=beside, watched=watched)


def _search(paths: Sequence[str], root: str, excludes: Excludes, disk: Disk) -> list[Sequence[str]]:
    """The chosen files, the listing, the settings files, and what is left out."""
    whole = any(os.path.abspath(path) == root for path in paths)
    beside: set[str] = set()
    chosen = discover(paths, root, excludes, disk, beside if whole else None)
    listing = chosen if whole else listing_of(chosen, root, excludes, disk, beside)
    return [chosen, listing, settings_files(listing, root, disk), sorted(beside.difference(listing))]


def _question(paths: Sequence[str], root: str, excludes: Excludes) -> str:
    """All that a search depends on besides the folders that it looks into."""
    given = [(os.path.abspath(path), os.path.isdir(path), os.path.isfile(path)) for path in paths]
    above_each = [above(path) for path in {root, *(path for path, is_folder, _ in given if is_folder)}]
    return repr((given, root, excludes.pattern.pattern, excludes.git, excludes.force, sorted(above_each)))


def _recall(kept: Any) -> list[Iterable[str]] | None:
    """What an earlier search found, if it would find the same now."""
    if not (isinstance(kept, list) and len(kept) == 5 and isinstance(kept[-1], dict) and unchanged(kept[-1])):
        return None
    return kept
