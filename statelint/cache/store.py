"""JSON values in a folder of small files. In: a kind, a digest as the key, a value; out: the value, or None.

    .statelint_cache/ <tool> / <kind> / <two digits of the key> / <the others>

Each file begins with a digest of its own name and contents, so damage is seen. It is written beside its place and then
moved there, so that no reader ever meets half of it.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any, BinaryIO

from statelint.cache.again import CACHE

FOLDER = CACHE
LARGEST = 256 << 20  # bytes that the entries may take after a sweep
OLDEST = 30 * 86_400.0  # seconds without use after which an entry goes
PATIENCE = 120.0  # seconds to wait for another process to find out the same
_DAY = 86_400.0
_HEX = 32
_ENTRY = re.compile(r"([0-9a-f]{16}/[a-z]+/[0-9a-f]{2}/[0-9a-f]{30}|again/[0-9a-f]{2})(\.\d+\.\d+)?")
_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of statelint and may be deleted.\n"


def digest(*parts: bytes) -> str:
    """The digest of some byte strings, in which ("ab", "c") is not ("a", "bc")."""
    state = blake2b(digest_size=_HEX // 2)
    for part in parts:
        state.update(b"%d:" % len(part))
        state.update(part)
    return state.hexdigest()


class Store:
    """`folder` is made on the first `put`; `tool` tells the entries of one version of statelint from another's.

    A folder that cannot be written makes everything slower and nothing wrong.
    """

    def __init__(self, folder: str, tool: str) -> None:
        self.folder = folder
        self._top = os.path.join(folder, tool)
        self._written = False

    def get(self, kind: str, key: str) -> Any:
        """What was put under this key; None if there is nothing, or nothing that can be trusted."""
        path = self._path(kind, key)
        try:
            with open(path, "rb") as file:
                if time.time() - os.fstat(file.fileno()).st_mtime > _DAY:
                    os.utime(path)
                head, _, data = file.read().partition(b"\n")
            if head.decode() == digest(kind.encode(), key.encode(), data):
                return json.loads(data)
        except (OSError, ValueError, RecursionError):
            return None
        return None

    def put(self, kind: str, key: str, value: Any) -> bool:
        """Keep a value; False where that is not possible."""
        data = json.dumps(value, separators=(",", ":")).encode()
        name = os.path.relpath(self._path(kind, key), self.folder)
        return self.write(name, digest(kind.encode(), key.encode(), data).encode() + b"\n" + data)

    def write(self, name: str, data: bytes) -> bool:
        """Make a file of the folder hold this, all of it or nothing; False where that is not possible."""
        path = os.path.join(self.folder, name)
        beside = f"{path}.{os.getpid()}.{time.monotonic_ns()}"
        try:
            self._make(os.path.dirname(path))
            try:
                with open(beside, "xb") as file:
                    file.write(data)
                os.replace(beside, path)
            except BaseException:
                os.unlink(beside)
                raise
        except OSError:
            return False
        self._written = True
        return True

    def recall(self, text: str) -> Any:
        """What was kept under a text of any length."""
        return self.get("search", digest(text.encode(errors="surrogateescape")))

    def keep(self, text: str, value: Any) -> None:
        self.put("search", digest(text.encode(errors="surrogateescape")), value)

    @contextmanager
    def alone(self, patience: float = PATIENCE) -> Iterator[None]:
        """Let no other process into this block for as long, so that many that want the same wait for one to find it
        out; where a folder cannot be locked, or for longer than `patience` seconds, they go on side by side."""
        lock = self._lock()
        begun = time.monotonic()
        while lock and not _locked(lock) and time.monotonic() - begun < patience:
            time.sleep(0.02)
        try:
            yield
        finally:
            if lock:
                lock.close()

    def close(self) -> None:
        """Forget old entries, at most once a day and only after something new was kept."""
        mark = os.path.join(self.folder, "swept")
        try:
            if self._written and not (os.path.exists(mark) and time.time() - os.stat(mark).st_mtime < _DAY):
                with open(mark, "wb"):
                    sweep(self.folder)
        except OSError:
            self._written = False

    def _path(self, kind: str, key: str) -> str:
        return os.path.join(self._top, kind, key[:2], key[2:])

    def _lock(self) -> BinaryIO | None:
        try:
            self._make(self._top)
            return open(os.path.join(self._top, "lock"), "wb")
        except OSError:
            return None

    def _make(self, folder: str) -> None:
        """A folder of the cache; if the cache itself is new, with what keeps it out of repositories and backups."""
        if os.path.isdir(folder):
            return
        ours = os.path.basename(self.folder) == FOLDER or not os.path.exists(self.folder)
        os.makedirs(folder, exist_ok=True)
        for name, content in ((".gitignore", b"*\n"), ("CACHEDIR.TAG", _TAG)) if ours else ():
            path = os.path.join(self.folder, name)
            if not os.path.exists(path):
                with open(path, "wb") as file:
                    file.write(content)


def _locked(file: BinaryIO) -> bool:
    """Whether this process has the lock now; it loses it with the file, at its end at the latest."""
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return True
    return True


def sweep(folder: str, largest: int = LARGEST, oldest: float = OLDEST) -> None:
    """Remove entries that were not used for long, and then the longest unused until `largest` bytes are left."""
    left = 0
    for used, size, path in sorted(_entries(folder), reverse=True):
        left += size
        if left > largest or time.time() - used > oldest:
            os.unlink(path)


def _entries(folder: str) -> Iterator[tuple[float, int, str]]:
    """When each entry was last used, its size and its path; whatever is named otherwise is not ours to remove."""
    for current, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(current, name)
            if _ENTRY.fullmatch(os.path.relpath(path, folder).replace(os.sep, "/")):
                found = os.lstat(path)
                yield found.st_mtime, found.st_size, path
