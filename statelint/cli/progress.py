"""A line on a terminal while a run takes long; it comes after a second and is wiped off at the end.

It is drawn when the clock interrupts the work: a thread would be in the way of processes that are made by forking.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

PATIENCE = 1.0
PACE = 0.5
WIPE = b"\r\x1b[2K"


@contextmanager
def progress_line(stream: TextIO) -> Iterator[None]:
    """Show for how long the block has been running, if `stream` is a terminal."""
    possible = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not (possible and stream.isatty() and os.environ.get("TERM") != "dumb"):
        yield
        return
    start, target = time.monotonic(), stream.fileno()

    def draw(number: int, frame: FrameType | None) -> None:
        os.write(target, WIPE + f"statelint: checking, {time.monotonic() - start:.0f} s".encode())

    before = signal.signal(signal.SIGALRM, draw)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE, PACE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if time.monotonic() - start > PATIENCE:
            os.write(target, WIPE)
