"""In: a function that may recurse deeply. Out: its result, computed on a stack that is large enough.

Parsing and printing recurse with the nesting of the source, and a thread of a server may have no more than 512 KiB.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")
_STACK_BYTES = 512 * 1024 * 1024  # reserved, not used: a page costs something when it is touched
_RECURSION_LIMIT = 200_000
_SETTINGS = threading.Lock()  # both settings belong to the process


def on_a_deep_stack(function: Callable[[], _T]) -> _T:
    """Calls `function` in a thread of its own, which costs some 70 µs; what it raises is raised here.

    Where no such thread can be had, `function` is called here. The settings of the process are restored afterwards.
    """
    results: list[_T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(function())
        except BaseException as error:
            errors.append(error)

    def run_deep() -> None:
        sys.setrecursionlimit(_RECURSION_LIMIT)
        run()

    with _SETTINGS:
        limit, size = sys.getrecursionlimit(), threading.stack_size(_STACK_BYTES)
        try:
            worker = threading.Thread(target=run_deep, daemon=True)
            worker.start()
        except RuntimeError:
            run()
        else:
            worker.join()
        finally:
            sys.setrecursionlimit(limit)
            threading.stack_size(size)
    if errors:
        raise errors[0]
    return results[0]
