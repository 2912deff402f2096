"""Plays a scenario on the reference runtime: an app in a folder and steps in, one Outcome for each out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from statelint.runtime import Session
from statelint.spec.model import ENTRY, Outcome, Step


def play(folder: Path, steps: Iterable[Step], entry: str = ENTRY, release: str | None = None) -> tuple[Outcome, ...]:
    """What each step shows on a release, by default the newest known."""
    session = Session(folder / entry, release)
    ends = (session.take(step.action, step.target, step.value) for step in steps)
    return tuple(Outcome(end.exception, end.path, end.row, end.shows) for end in ends)
