"""A function that recurses deeply -> the same function, whose calls all find room on one piece of Python's own stack.

CPython keeps the frames of calls in chunks of 16 KiB, which it maps when a call does not fit any more and unmaps as
soon as that call returns: an interpreter of programs works at such an edge again and again, at two system calls and
a fresh page for each. A frame that is larger than a chunk brings a larger one, and what it does not use is free for
the calls in it.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import TypeVar, cast

_Function = TypeVar("_Function", bound=Callable[..., object])
_SLOTS = 70_000  # of 8 bytes: a chunk of 1 MiB is mapped, nearly half of it is free; a page costs when it is touched


def in_one_piece(function: _Function) -> _Function:
    """The function itself, its frame made large; it must be written in Python."""
    written = cast(FunctionType, function)
    written.__code__ = written.__code__.replace(co_stacksize=_SLOTS)
    return function
