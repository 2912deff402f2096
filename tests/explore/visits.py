"""Everything that a visitor can do with a small app in a few events, played by the reference runtime.

In: the files of an app. Out: which reads fail, each with a shortest way there. Ways that come to the same session are
followed once; none is followed behind a run that failed.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from statelint.runtime import Session
from statelint.runtime.session import BUTTONS, Outcome, meant
from statelint.runtime.widget import Widget

EVENTS = 4  # after the first visit
MOST_RUNS = 400
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
ABSENT = re.compile(r'st\.session_state has no (?:key|attribute) "([^"]*)"')
VALUES = {
    **dict.fromkeys(("text_input", "text_area"), ("text", "x", "")),
    **dict.fromkeys(("checkbox", "toggle"), (True, False)),
    **dict.fromkeys(("number_input", "slider"), ("0", "2")),
    **dict.fromkeys(("selectbox", "radio", "multiselect"), ("x", "y")),
}

Step = tuple[str, str, object]
Steps = tuple[Step, ...]
HANDLED = "FragmentHandledException"
FIRST: Step = ("run", "", "")


@dataclass(frozen=True, slots=True)
class Failing:
    """A read of a key that is not there: its place, its key, the class of the exception."""

    path: str
    row: int
    key: str
    exception: str


def lay(files: dict[str, str], folder: Path) -> Path:
    """Writes the files of an app; gives the folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@dataclass(slots=True)
class Visits:
    """What was found out about one app; `whole` if nothing was left out."""

    folder: Path
    failing: dict[Failing, Steps] = field(default_factory=dict)
    runs: int = 0
    whole: bool = True

    def walk(self) -> Visits:
        """Plays all of it."""
        pages = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob("*/*.py"))
        if (self.folder / "pages").is_dir():
            pages.append("app.py")
        waiting: deque[Steps] = deque([(FIRST,), *((("open", page, ""),) for page in pages)])
        seen: set[str] = set()
        while waiting:
            steps = waiting.popleft()
            if self.runs > MOST_RUNS:
                self.whole = False
                break
            session = self.played(steps)
            if session.exception:
                self.note(failures(session)[0], steps)
                continue
            likeness = alike(session)
            if likeness not in seen and len(steps) <= EVENTS:
                waiting.extend((*steps, step) for step in possible(session, pages))
            seen.add(likeness)
        return self

    def played(self, steps: Steps) -> Session:
        """The session after these steps."""
        session = Session(self.folder / "app.py")
        for step in steps:
            session.take(*step)
            self.runs += 1
        return session

    def note(self, outcome: Outcome, steps: Steps) -> None:
        """Is it a key that was not there?"""
        absent = ABSENT.search(outcome.message)
        if absent and outcome.exception in ("KeyError", "AttributeError"):
            self.failing.setdefault(Failing(outcome.path, outcome.row, absent[1], outcome.exception), steps)


def failures(session: Session) -> list[Outcome]:
    """How the last run failed, the first failure first: what a dialog or a fragment shows (not that those around it
    show it as handled), and what came of that."""
    roots = session.visitor.drawn.roots
    found = (shown for root in (roots["event"], *roots.values()) for shown in root.elements())
    told = [one for one in found if one.exception not in ("", HANDLED) and not one.warning]
    return [Outcome(one.exception, *one.place, message=one.message) for one in told] or [session.outcome]


def possible(session: Session, pages: list[str]) -> Iterator[Step]:
    """What can be done next."""
    drawn = [widget for widget in session.visitor.widgets() if not widget.disabled]
    for widget in drawn:
        if widget.kind not in BUTTONS:
            shown = session.visitor.screen.shown(widget)
            others = (value for value in VALUES[widget.kind] if meant(widget, value, shown) != shown)
            yield from (("set", named(widget), value) for value in others)
        else:
            yield ("click", named(widget), "")
    yield FIRST
    yield ("second", "", "")
    yield from (("page", page, "") for page in pages)


def named(widget: Widget) -> str:
    return widget.key or widget.label


def alike(session: Session) -> str:
    """Sessions with the same text go on alike."""
    visitor = session.visitor
    store, screen = visitor.store, visitor.screen
    kept = [sorted(map(repr, layer.items())) for layer in (store.assigned, store.sent, store.kept, store.ids)]
    shown = [sorted(map(repr, layer.items())) for layer in (screen.values, screen.pending)]
    drawn = [(one.id, one.disabled, one.callback, one.args, one.kwargs) for one in visitor.widgets()]
    return ADDRESS.sub("", repr((visitor.current, kept, shown, screen.fresh, drawn, sorted(session.process.loaded))))
