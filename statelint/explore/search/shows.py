"""What a user does to see what a program does in every run. In: a program, the keys of its failures, a key and what is
to be seen. Out: the shortest journey found, None if there is none.

    first visit, move "Size"        the slider jumps back
    first visit, run again          the key is set again
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from statelint.explore.play.keyops import Record
from statelint.explore.program import Program
from statelint.explore.search.cut import part_of
from statelint.explore.search.frontier import Frontier
from statelint.explore.search.journeys import Journey, Move, Rest
from statelint.explore.search.moves import Moves
from statelint.explore.search.runs import Runs
from statelint.explore.search.witnesses import MAX_LENGTH, MOVE_STEPS, openings, starts
from statelint.explore.slicing.writing import lay_out
from statelint.explore.state import PRESENT, Cell
from statelint.ir.scenario import Event

SHOWING_STEPS = 4_000  # steps that the search for one journey may take


class Shows:
    """Looks for journeys in the part of a program that decides some keys."""

    def __init__(self, program: Program, keys: frozenset[str], known: Mapping[str, Cell]) -> None:
        part = part_of(lay_out(program), keys)
        self.program = part.surveyed.program
        self.runs = Runs(part, known, MOVE_STEPS, {})
        self.moves = Moves(self.program)

    def worked(self, elements: frozenset[int]) -> Journey | None:
        """A user works one of these elements."""
        for rest in self._rests():
            for move in self.moves.after(rest):
                if not elements.isdisjoint((*move.fired, *move.widgets)) and (journey := self._goes(rest, move)):
                    return journey
        return None

    def again(self, key: str) -> Journey | None:
        """A run has left the key, and the script runs once more."""
        for rest in self._rests():
            if key in rest.keys and rest.keys[key].presence == PRESENT:
                return self._goes(rest, Move(Event("rerun"), script=rest.script, page=rest.page))
        return None

    def _goes(self, rest: Rest, move: Move) -> Journey | None:
        after = self.runs.play(rest, move, Record())
        return after.journey if after is not None else None

    def _rests(self) -> Iterator[Rest]:
        """Sessions at rest, those that are reached sooner first."""
        frontier = Frontier()
        frontier.add(Rest(), starts(self.program))
        seen: set[tuple[object, ...]] = set()
        while self.runs.spent < SHOWING_STEPS and (following := frontier.take()) is not None:
            rest, move = following
            after = self.runs.play(rest, move, Record())
            if rest.journey is None and move.event.kind == "visit":
                frontier.add(Rest(), openings(self.runs.offered))
            if after is None or after.likeness() in seen:
                continue
            seen.add(after.likeness())
            yield after
            if after.journey is not None and after.journey.length < MAX_LENGTH - 1:
                frontier.add(after, self.moves.after(after))
