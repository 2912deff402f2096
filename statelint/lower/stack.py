"""In: a function that may recurse deeply. Out: its result, from a thread with a stack that is large enough."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")
_STACK_BYTES = 512 * 1024 * 1024
_RECURSION_LIMIT = 200_000


def on_a_deep_stack(function: Callable[[], _T]) -> _T:
    """Runs it to its end; what it raises is raised here. The settings of the process are as before afterwards."""
    results: list[_T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(function())
        except BaseException as error:
            errors.append(error)

    limit = sys.getrecursionlimit()
    size = threading.stack_size(_STACK_BYTES)
    try:
        worker = threading.Thread(target=run)
        sys.setrecursionlimit(_RECURSION_LIMIT)
        worker.start()
        worker.join()
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(limit)
    if errors:
        raise errors[0]
    return results[0]
