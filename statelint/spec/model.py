"""A rule page as plain data: prose, and examples that say what running them shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ENTRY = "app.py"
"""The script of an example that Streamlit is started with; an unnamed Python block is this file."""


class PageError(Exception):
    """A page that breaks the form of a rule page; the text is `path:line: what`."""

    def __init__(self, path: str, row: int, message: str) -> None:
        super().__init__(f"{path}:{row}: {message}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run shows: an exception (with the deepest line of the app in its trace, if there is one), or texts.

    As an expectation `shows` holds texts that must appear; as an observation, all texts of the page.
    """

    exception: str = ""
    path: str = ""
    row: int = 0
    shows: tuple[str, ...] = ()

    def met_by(self, seen: Outcome) -> bool:
        """Whether an observed outcome is the one expected here."""
        same = (self.exception, self.path, self.row) == (seen.exception, seen.path, seen.row)
        return same and all(any(text in shown for shown in seen.shows) for text in self.shows)

    def __str__(self) -> str:
        end = f"{self.exception} at {self.path}:{self.row}" if self.path else self.exception or "ok"
        return ", ".join([end, *(f'shows "{text}"' for text in self.shows)])


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the user does, and what it must lead to; `target` is a label, a key or the path of a page."""

    action: str
    target: str = ""
    value: str = ""
    outcome: Outcome = Outcome()

    def __str__(self) -> str:
        quoted = self.target if self.action in PAGE_ACTIONS else f'"{self.target}"'
        return " ".join([self.action, *([quoted] if self.target else []), *([f'"{self.value}"'] if self.value else [])])


PAGE_ACTIONS = ("open", "page")
ACTIONS = (
    *("run", "rerun", "reload", "second", "click", "submit", "type", "choose", "check", "uncheck", "set"),
    *PAGE_ACTIONS,
)
BROWSER_ONLY = {
    "fragment": "an event in a fragment or a dialog runs only that; AppTest runs the whole script",
    "resend": "the browser sends the value of a widget again after its key was deleted, or the widget was not reached",
    "screen": "what a field on the screen holds differs from the state; AppTest reads the state",
    "form": "fields wait in the browser for the submit button",
    "pages": "the browser sends what it has with a change of pages, and comes to the first by its address",
    "exit": "sys.exit ends the thread that AppTest of older releases waits for",
    "session": "every session of AppTest has the same identity",
    "disabled": "a disabled or ignoring widget cannot be used, or its event is not sent",
}
"""Why a scenario needs a browser: the words behind `browser:` in a `run` block."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of an example; the name is POSIX and relative to the folder of the example."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Play:
    """A `run` block: steps, or why there are none (`unplayed`).

    `browser` is empty, or the word of BROWSER_ONLY that says why AppTest is no witness; `since` and `until` are the
    first and the last release that it is true for.
    """

    steps: tuple[Step, ...]
    unplayed: str = ""
    browser: str = ""
    since: tuple[int, int] = (0, 0)
    until: tuple[int, int] = (99, 99)


@dataclass(frozen=True, slots=True)
class Example:
    """A complete app with its scenario, or several, for different releases; the last one is for the newest.

    `kind` is "bad", "good" or "limit"; `row` the line of its heading; `markers` are the (file, line) that the rule must
    report.
    """

    kind: str
    title: str
    row: int
    prose: str
    files: tuple[File, ...]
    markers: tuple[tuple[str, int], ...]
    plays: tuple[Play, ...]

    @property
    def newest(self) -> Play:
        return self.plays[-1]

    def play(self, release: tuple[int, int]) -> Play | None:
        """What is to be played on a release; None if the page says nothing of it."""
        return next((play for play in self.plays if play.since <= release <= play.until), None)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rules/; `path` is its file name, `status` the generated line below the title."""

    path: str
    code: str
    name: str
    status: str
    what: str
    why: str
    examples: tuple[Example, ...]

    def of_kind(self, kind: str) -> tuple[Example, ...]:
        return tuple(example for example in self.examples if example.kind == kind)


def told(steps: Sequence[Step], seen: Sequence[Outcome] | None = None) -> list[str]:
    """Each step with its outcome: the expected one where it was met or nothing was seen, else the one seen."""
    wanted = [step.outcome for step in steps]
    ends = [want if want.met_by(end) else end for want, end in zip(wanted, seen or wanted, strict=True)]
    return [f"{step} -> {end}" for step, end in zip(steps, ends, strict=True)]
