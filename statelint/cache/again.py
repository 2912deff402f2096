"""The same command once more. In: its words. Out: what it printed last time, if nothing has changed that it rests on.

Most runs are such: nothing but `os` and `zlib` is loaded for them, as loading click and the settings alone takes
several times as long as starting Python does. A record is a text of fields, each ended by a NUL:

    checksum, situation, exit code, output, then for every path that the run rests on: stamp, path

and there are at most 256 of them in a cache; a newer one takes the place of an older one.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterable, Sequence

CACHE = ".statelint_cache"
PLACE = "again"
SETTLED = 2_000_000_000  # nanoseconds in which a change can leave the times of a path as they were
_VARIABLES = ("FORCE_COLOR", "NO_COLOR", "TERM")
_END = "\0"
_THERE, _GONE = "there", "gone"

Answer = tuple[int, str]
"""An exit code, and what goes to stdout."""


def recall(words: Sequence[str]) -> Answer | None:
    """The answer that was kept for a command, if it would be the same now."""
    situation = _situation(words)
    cache = _cache()
    if cache is None or situation is None:
        return None
    try:
        with open(os.path.join(cache, PLACE, _name(situation)), "rb") as file:
            checksum, _, data = file.read().partition(_END.encode())
        if checksum != _checksum(data):
            return None
        known, code, output, *rest = data.decode("utf-8", "surrogateescape").split(_END)
        stamps = zip(rest[::2], rest[1::2], strict=True)
        if known == situation and all(_stamp(path, stamp) == stamp for stamp, path in stamps):
            return int(code), output
    except (OSError, ValueError):
        return None
    return None


def record(
    words: Sequence[str], cache: str, answer: Answer, since: int, contents: Iterable[str], names: Iterable[str]
) -> tuple[str, bytes] | None:
    """What to keep of a run that began at `since` (in nanoseconds), and the name to keep it by in the folder `cache`.

    `contents` are the paths that it has looked into, `names` those of which it only matters whether they exist. None
    where the next run would look for it elsewhere, and where something has changed so lately that it may not have been
    seen.
    """
    situation = _situation(words)
    if situation is None or _cache() != cache:
        return None
    stamps = {path: _stamp(path, _THERE) for path in names}
    for path in contents:
        stamps[path] = _stamp(path)
        if stamps[path] != _GONE and max(map(int, stamps[path].split()[:2])) > since - SETTLED:
            return None
    fields = [situation, str(answer[0]), answer[1], *(each for path, stamp in stamps.items() for each in (stamp, path))]
    if any(_END in field for field in fields):
        return None
    data = _END.join(fields).encode("utf-8", "surrogateescape")
    return os.path.join(PLACE, _name(situation)), _checksum(data) + _END.encode() + data


def _cache() -> str | None:
    """The nearest cache in the working directory or above it."""
    folder = os.getcwd()
    while not os.path.isdir(cache := os.path.join(folder, CACHE)):
        if os.path.dirname(folder) == folder:
            return None
        folder = os.path.dirname(folder)
    return None if os.path.islink(cache) else cache


def _situation(words: Sequence[str]) -> str | None:
    """Everything besides files that an answer depends on; None where there is no working directory."""
    try:
        here = os.getcwd()
    except OSError:
        return None
    variables = {key: value for key, value in os.environ.items() if key in _VARIABLES or "STATELINT" in key}
    return repr((words, here, __file__, sys.version, sys.stdout.isatty(), sorted(variables.items())))


def _name(situation: str) -> str:
    return f"{zlib.crc32(situation.encode('utf-8', 'surrogateescape')) % 256:02x}"


def _checksum(data: bytes) -> bytes:
    return b"%08x" % zlib.crc32(data)


def _stamp(path: str, like: str = "") -> str:
    """What tells a file or a folder from the same one changed; if that is not asked for, whether it exists."""
    try:
        found = os.stat(path)
    except OSError:
        return _GONE
    if like in (_THERE, _GONE):
        return _THERE
    return f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}"
