"""The line that a long run shows, on a terminal and nowhere else."""

from __future__ import annotations

import io
import os
import pty
import signal
import time

import pytest

from statelint.cli import progress
from statelint.cli.progress import progress_line

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no clock interrupts a run on this system")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.05)
    monkeypatch.setattr(progress, "PACE", 0.05)
    monkeypatch.setenv("TERM", "xterm")


def shown(seconds: float) -> bytes:
    """What a terminal gets to see while a block takes its time."""
    reader, writer = pty.openpty()
    with open(writer, "w") as stream:
        before = signal.getsignal(signal.SIGALRM)
        with progress_line(stream):
            time.sleep(seconds)
        assert signal.getsignal(signal.SIGALRM) == before
        assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
        os.write(writer, b".")
        seen = b""
        while not seen.endswith(b"."):
            seen += os.read(reader, 1000)
    os.close(reader)
    return seen


@pytest.mark.usefixtures("quick")
def test_a_long_run_shows_a_line_and_wipes_it() -> None:
    seen = shown(0.3)
    assert seen.count(b"statelint: checking, 0 s") >= 2
    assert seen.endswith(b"\r\x1b[2K.")


def test_a_short_run_shows_nothing() -> None:
    assert shown(0.01) == b"."


@pytest.mark.usefixtures("quick")
def test_what_is_no_terminal_gets_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    with progress_line(stream):
        time.sleep(0.2)
    assert stream.getvalue() == ""
    monkeypatch.setenv("TERM", "dumb")
    assert shown(0.2) == b"."
