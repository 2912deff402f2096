"""Digests of the files of a project. In: paths. Out: what each file holds, as a digest; a file is only read if needed.

What `stat` said when a file was read is kept; while it says the same the file is the same. That is not believed of a
file that had just been changed when it was read: within the coarse clock of the disk it could change again unseen.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable

from statelint.cache.store import Store, digest
from statelint.source.disk import SETTLED, stamp

_KIND = "files"


class Contents:
    """`read` gives the bytes of a path relative to `root`, or raises OSError; `memory` are the files that are not those
    of the disk."""

    def __init__(self, store: Store, root: str, read: Callable[[str], bytes], memory: Iterable[str] = ()) -> None:
        self._store = store
        self._root = root
        self._read = read
        self._digests = {path: digest(read(path)) for path in memory}
        self._key = digest(os.fsencode(root))
        kept = store.get(_KIND, self._key)
        self._kept = kept if isinstance(kept, dict) else {}
        self._seen: dict[str, list[object]] = {}
        self._new = False

    def of(self, path: str) -> str:
        """The digest of one file, the same throughout a run; "" if it cannot be read."""
        if path not in self._digests:
            self._digests[path] = self._look(path)
        return self._digests[path]

    def of_all(self, paths: Iterable[str]) -> str:
        """One digest for the names and the contents of many files."""
        return digest(*(f"{self.of(path)} {path}".encode(errors="surrogateescape") for path in paths))

    def keep(self) -> None:
        """Remember what was read, for the next run."""
        if self._new:
            others = {path: kept for path, kept in self._kept.items() if path not in self._digests}
            there = {path: kept for path, kept in others.items() if os.path.exists(os.path.join(self._root, path))}
            self._store.put(_KIND, self._key, {**there, **self._seen})

    def _look(self, path: str) -> str:
        now = stamp(f"{self._root}/{path}")
        kept = self._kept.get(path)
        if now and kept and kept[:-1] == now:
            self._seen[path] = kept
            return str(kept[-1])
        settled = now and time.time_ns() - max(now[:2]) > SETTLED
        try:
            found = digest(self._read(path))
        except OSError:
            return ""
        if now and settled:
            self._seen[path] = [*now, found]
            self._new = True
        return found
