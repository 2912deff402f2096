"""Scenarios: what a user does, step by step, until something fails; shown by reports and replayed by players.

Scenario((Event("visit", "app.py"), Event("click", "Show", key="show")))  reads as  first visit, press "Show"
"""

from __future__ import annotations

from statelint.record import dataclass, field

Confidence = str  # "certain" | "reachable" | "possible"; CONFIDENCES gives the order

CONFIDENCES = ("possible", "reachable", "certain")


CIRCUMSTANCES = ("secret", "variable")
UNSET = "unset"  # the value of a circumstance that is that something is not there


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that starts a run.

    `kind`: "visit" (the entry script, empty session), "open" (a page by its URL, empty session), "page" (page change
    inside the session), "rerun", "click", "set" (a widget takes `value`), "submit", "fragment", "second" (another
    session, warm process). `target` is the label of the element or the path of the page; `key` its key, if it has one.
    Before them all may stand what must be so: "secret" or "variable" (of the environment), with the name of one that is
    set as `target`, or, with UNSET as its value, of one that is not. `dialog` if the element stands in one, which then
    runs alone.
    """

    kind: str
    target: str = ""
    key: str | None = None
    value: str | None = None
    dialog: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Branch:
    """A condition on the way: the path and line of its test, which way it went, and why it was allowed to."""

    path: str
    row: int
    taken: bool
    why: str  # "decided" | "free" | "foreseen" | "opaque"


@dataclass(frozen=True, slots=True)
class Scenario:
    """The shortest way to the failure; `branches` are those of the last run."""

    events: tuple[Event, ...]
    branches: tuple[Branch, ...] = ()

    @property
    def acts(self) -> tuple[Event, ...]:
        """The events without the circumstances."""
        return tuple(event for event in self.events if event.kind not in CIRCUMSTANCES)

    @property
    def confidence(self) -> Confidence:
        """Certain without an event after the first visit, reachable with one, possible if any branch is opaque."""
        if any(branch.why == "opaque" for branch in self.branches):
            return "possible"
        return "certain" if len(self.events) == 1 else "reachable"
