"""Sessions at rest between two runs, the moves that a user can make then, and the journeys that lead there."""

from __future__ import annotations

from collections.abc import Mapping

from statelint.explore.play.keyops import Drawn
from statelint.explore.state import Cell
from statelint.explore.terms import Lit, Some, Term, What
from statelint.ir.scenario import UNSET, Event
from statelint.record import dataclass, field


@dataclass(frozen=True, slots=True)
class Move:
    """What starts a run: an event, the triggers and widgets that it concerns, whose callbacks run before the script
    (by element), the script (its index in Program.scripts), the page of st.navigation, and the fragment that runs
    alone. `leaves` is the kind of what is left: "" (nothing), "page" or "session"; `filled` are the fields of a form
    that were filled in before."""

    event: Event
    fired: Mapping[int, Lit | Some] = field(default_factory=dict)
    widgets: Mapping[int, Lit | Some] = field(default_factory=dict)
    script: int = 0
    page: str = ""
    fragment: int | None = None
    leaves: str = ""
    filled: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Journey:
    """The moves so far, last one first; `given` tells of the settings that matter for it whether they are
    made."""

    move: Move
    before: Journey | None = None
    given: tuple[tuple[What, bool], ...] = ()

    def moves(self) -> tuple[Move, ...]:
        """All moves in the order in which they are made."""
        return (*(self.before.moves() if self.before else ()), self.move)

    def events(self) -> tuple[Event, ...]:
        """What must be so, and what the user does, in order."""
        done = tuple(event for move in self.moves() for event in (*move.filled, move.event))
        so = (Event(kind, name, value=None if made else UNSET) for (kind, name), made in self.given)
        return (*so, *done)

    @property
    def length(self) -> int:
        return 1 + (self.before.length if self.before else 0)


@dataclass(slots=True)
class Rest:
    """A session after a run: its keys, the values of keyless widgets, what is drawn, where the user is, and which
    modules the process has imported. `again` are the widgets that show what the session does not hold, False with one
    that may."""

    journey: Journey | None = None
    keys: dict[str, Cell] = field(default_factory=dict)
    widgets: dict[int, Lit | Some] = field(default_factory=dict)
    drawn: dict[int, Drawn] = field(default_factory=dict)
    script: int = 0
    page: str = ""
    pages: frozenset[str] = frozenset()
    imported: frozenset[int] = frozenset()
    fragment_locals: dict[int, dict[int, Term]] = field(default_factory=dict)
    globals: Mapping[int, Term] = field(default_factory=dict)  # of the last run, that callbacks read
    again: Mapping[int, bool] = field(default_factory=dict)

    def likeness(self) -> tuple[object, ...]:
        """Two sessions with the same likeness go on alike."""
        return (
            self.script,
            self.page,
            frozenset(self.keys.items()),
            frozenset(self.widgets.items()),
            frozenset(self.drawn.items()),
            self.pages,
            self.imported,
            frozenset(self.globals.items()),
            frozenset(self.again.items()),
        )
