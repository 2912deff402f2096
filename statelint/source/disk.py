"""Asks the disk which files there are, and notes what the answers rest on, so that they can be used again.

As long as `stat` says the same of every noted path, a search finds the same.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

Stamp = list[int]

# Nanoseconds: a path that was changed this shortly before it was noted could change again within one tick of the
# disk's clock; the coarsest count in steps of two seconds.
SETTLED = 2_000_000_000


class Disk:
    """`noted` are absolute paths with their stamps, None for what is not there."""

    def __init__(self) -> None:
        self.noted: dict[str, Stamp | None] = {}
        self._folders: dict[str, list[os.DirEntry[str]]] = {}

    def entries(self, folder: str) -> list[os.DirEntry[str]]:
        """What is in a folder; one that may not be listed is empty to us."""
        if folder not in self._folders:
            self.note(folder)
            try:
                with os.scandir(folder) as found:
                    self._folders[folder] = list(found)
            except OSError:
                self._folders[folder] = []
        return self._folders[folder]

    def note(self, path: str) -> None:
        """Remember how a path is now."""
        if path not in self.noted:
            self.noted[path] = stamp(path)

    def settled(self) -> bool:
        """Whether nothing that was noted had only just been changed."""
        before = time.time_ns() - SETTLED
        return all(each is None or max(each[:2]) < before for each in self.noted.values())


def stamp(path: str) -> Stamp | None:
    """What tells a file or a folder from the same one changed: its times, its size and its number."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return [found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino]


def unchanged(noted: Mapping[str, Stamp | None]) -> bool:
    """Whether everything is as it was noted."""
    return all(stamp(path) == each for path, each in noted.items())
