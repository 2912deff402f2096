"""Plays one scenario on the reference runtime and on real Streamlit: an app's files and steps in, differences out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statelint.runtime import Session
from statelint.spec import apptest
from statelint.spec.model import ENTRY, Outcome, Step

ADDRESS = re.compile(r" at 0x[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Seen:
    """What one witness shows after a step, and the state that it ends with."""

    outcome: Outcome
    state: dict[str, Any]


def lay(files: dict[str, str], folder: Path) -> Path:
    """Writes the files of an app; gives the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def on_runtime(session: Session, step: Step) -> Seen:
    """One step on the runtime."""
    seen = session.take(step.action, step.target, step.value)
    return Seen(Outcome(seen.exception, seen.path, seen.row, seen.shows), dict(session.state))


def on_streamlit(session: apptest.Session, step: Step) -> Seen:
    """One step on real Streamlit."""
    outcome = session.take(step)
    state = session.page._session_state
    return Seen(outcome, dict(state.filtered_state))


def both(folder: Path, steps: Iterable[Step], **options: Any) -> Iterator[tuple[Step, Seen, Seen]]:
    """Each step with what the runtime and what Streamlit show; the runtime sends what AppTest would."""
    with apptest.quiet(), apptest.served(folder):
        real = apptest.Session(folder, ENTRY)
        played = Session(folder / ENTRY, browser=False, options=options)
        for step in steps:
            yield step, on_runtime(played, step), on_streamlit(real, step)


def compared(one: Seen, other: Seen) -> str:
    """What differs between the runtime and Streamlit, or ""."""
    ends = [(seen.outcome.exception, seen.outcome.path, seen.outcome.row) for seen in (one, other)]
    if ends[0] != ends[1]:
        return f"runtime {one.outcome}, Streamlit {other.outcome}"
    texts = [sorted(ADDRESS.sub("", text) for text in seen.outcome.shows) for seen in (one, other)]
    if not one.outcome.exception and texts[0] != texts[1]:
        return f"runtime shows {one.outcome.shows}, Streamlit {other.outcome.shows}"
    if plain(one.state) != plain(other.state):
        return f"runtime keeps {plain(one.state)}, Streamlit {plain(other.state)}"
    return ""


def plain(state: dict[str, Any]) -> dict[str, str]:
    """A state in which two objects of a class are equal."""
    return {ADDRESS.sub("", key): ADDRESS.sub("", repr(value)) for key, value in sorted(state.items())}


def differences(folder: Path, steps: Iterable[Step], **options: Any) -> list[str]:
    """A line for each step after which the two differ."""
    return [f"{step}: {told}" for step, one, other in both(folder, steps, **options) if (told := compared(one, other))]
