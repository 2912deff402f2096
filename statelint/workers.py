"""Work for several processes. In: a task and what to do it on; out: the results in the same order, whoever made them.

The processes are forks, so a task may use all that is loaded; what it gives back must be plain JSON values. Where
there is no fork the work is done here.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
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
    """`task` of each item; whoever is free takes the next one, so those that take longest should come first.

    What a process had taken that was lost is done again here.
    """
    jobs = min(jobs, len(items)) if hasattr(os, "fork") else 1
    if jobs < 2:
        return [task(item) for item in items]
    turns = _Turns(len(items))
    helpers = [_Helper(task, items, turns) for _ in range(1, jobs)]
    try:
        done = {turn: task(items[turn]) for turn in turns}
        for helper in helpers:
            done.update(helper.results())
    finally:
        for helper in helpers:
            helper.end()
        turns.end()
    return [done[turn] if turn in done else task(item) for turn, item in enumerate(items)]


class _Turns:
    """Whose turn it is: a pipe that holds the numbers of all items, from which every process takes the next."""

    _ROOM = 1_000  # numbers of four bytes: less than a page, which any pipe takes in before somebody reads

    def __init__(self, count: int) -> None:
        self._count, self._size = count, -(-count // self._ROOM)
        self._next, write = os.pipe()
        with open(write, "wb") as pipe:
            pipe.write(b"".join(first.to_bytes(4, "little") for first in range(0, count, self._size)))

    def __iter__(self) -> Iterator[int]:
        while first := os.read(self._next, 4):
            number = int.from_bytes(first, "little")
            yield from range(number, min(number + self._size, self._count))

    def end(self) -> None:
        os.close(self._next)


class _Helper:
    """A fork of this process that does some of the work and writes the results to a pipe."""

    def __init__(self, task: Callable[[Item], Any], items: Sequence[Item], turns: _Turns) -> None:
        self._out, write = os.pipe()
        self._pid = os.fork()
        if self._pid:
            os.close(write)
            return
        try:
            with open(write, "wb") as pipe:
                pipe.write(json.dumps([(turn, task(items[turn])) for turn in turns]).encode())
            os._exit(0)
        finally:
            os._exit(1)

    def results(self) -> Iterable[tuple[int, Any]]:
        """The items that it has done, by their number; none if it did not come to its end."""
        with open(self._out, "rb") as pipe:
            data = pipe.read()
        self._out = -1
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        return json.loads(data) if status == 0 else ()

    def end(self) -> None:
        """Stop the process if it was not waited for."""
        if self._out >= 0:
            os.close(self._out)
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
