"""Work for several processes. In: a task and what to do it on; out: the results in the same order, whoever made them.

The processes are forks, so a task may use all that is loaded; what it gives back must be plain JSON values. Where
there is no fork the work is done here.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
MOST = 16


def processors() -> int:
    """How many processes make sense here."""
    if not hasattr(os, "fork"):
        return 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, MOST)


def spread(task: Callable[[Item], Any], items: Sequence[Item], jobs: int) -> list[Any]:
    """`task` of each item; the items are dealt out in turn, so those that take longest should come first.

    A share whose process was lost is done again here.
    """
    jobs = min(jobs, len(items)) if hasattr(os, "fork") else 1
    helpers = [_Helper(task, items[first::jobs]) for first in range(1, jobs)]
    try:
        results: list[Any] = [None] * len(items)
        results[0 :: max(jobs, 1)] = [task(item) for item in items[0 :: max(jobs, 1)]]
        for first, helper in enumerate(helpers, 1):
            done = helper.results()
            results[first::jobs] = [task(item) for item in items[first::jobs]] if done is None else done
    finally:
        for helper in helpers:
            helper.end()
    return results


class _Helper:
    """A fork of this process that does a share of the work and writes the results to a pipe."""

    def __init__(self, task: Callable[[Item], Any], share: Sequence[Item]) -> None:
        self._size = len(share)
        self._out, write = os.pipe()
        self._pid = os.fork()
        if self._pid:
            os.close(write)
            return
        try:
            with open(write, "wb") as pipe:
                pipe.write(json.dumps([task(item) for item in share]).encode())
            os._exit(0)
        finally:
            os._exit(1)

    def results(self) -> list[Any] | None:
        """One for each item; None if the process did not come to its end."""
        with open(self._out, "rb") as pipe:
            data = pipe.read()
        self._out = -1
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        done = json.loads(data) if status == 0 else None
        return done if isinstance(done, list) and len(done) == self._size else None

    def end(self) -> None:
        """Stop the process if it was not waited for."""
        if self._out >= 0:
            os.close(self._out)
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
