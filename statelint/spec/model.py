"""A rule page as plain data: prose, and examples that say what running them shows."""

from __future__ import annotations

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
ACTIONS = ("run", "rerun", "second", "click", "submit", "type", "choose", "check", "uncheck", "set", *PAGE_ACTIONS)


@dataclass(frozen=True, slots=True)
class File:
    """One file of an example; the name is POSIX and relative to the folder of the example."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """A complete app with its scenario.

    `kind` is "bad", "good" or "limit"; `row` the line of its heading; `markers` are the (file, line) that the rule must
    report; `unplayed` says why there are no steps.
    """

    kind: str
    title: str
    row: int
    prose: str
    files: tuple[File, ...]
    markers: tuple[tuple[str, int], ...]
    steps: tuple[Step, ...]
    unplayed: str = ""


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
