"""A run that is over -> a record of its answer in the cache, for the next run with the same words."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from statelint.cache.again import Answer
    from statelint.config import Config
    from statelint.report.model import Report


def remember(
    words: Sequence[str], paths: Sequence[str], settings: Config, report: Report, answer: Answer, since: int
) -> None:
    """Keep the answer with all that it rests on; `since` is when the run began, in nanoseconds."""
    from statelint.cache.again import record
    from statelint.cache.project import open_store
    from statelint.cache.tool import witnesses
    from statelint.config.load import NAMES
    from statelint.source.discover import MARKERS, WEAK_MARKERS

    store = None if settings.no_cache else open_store(report.root, settings.cache_dir)
    if store is None or report.faults or not report.files:
        return
    given = [os.path.abspath(path) for path in paths]
    folders = _upwards([os.getcwd(), report.root, *given, *settings.files])
    names = [os.path.join(folder, name) for folder in folders for name in (*MARKERS, *WEAK_MARKERS)]
    looked_for = [os.path.join(folder, name) for folder in folders for name in NAMES]
    contents = [*looked_for, *settings.files, *given, *report.rests_on, *witnesses()]
    if kept := record(words, store.folder, answer, since, contents, names):
        store.write(*kept)


def _upwards(paths: Sequence[str]) -> set[str]:
    """The folders that hold the paths, and those above them."""
    found: set[str] = set()
    for path in paths:
        folder = path if os.path.isdir(path) else os.path.dirname(path)
        while folder not in found:
            found.add(folder)
            folder = os.path.dirname(folder)
    return found
