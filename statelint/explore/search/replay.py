"""Going a journey once more with all doubtful keys kept. In: a failure with its journey. Out: whether it fails there,
what it takes, and the same journey without what it does not take.

    first visit, tick "Wide", press "Load", press "Show"    if it fails without the tick as well, nobody ticks
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from statelint.explore.play.keyops import Failure, Record
from statelint.explore.program import Control
from statelint.explore.search.cut import Part
from statelint.explore.search.journeys import Journey, Move, Rest
from statelint.explore.search.moves import now
from statelint.explore.search.runs import Runs
from statelint.explore.state import Cell
from statelint.explore.terms import What
from statelint.record import replace


class Replay:
    """Replays journeys in one part of a program; `given` tells of some settings whether they are made."""

    def __init__(self, part: Part, known: Mapping[str, Cell], limit: int, given: Mapping[What, bool]) -> None:
        self.part = part
        self.known = known
        self.limit = limit  # steps that one run may take
        self.given = given

    def records(self, journey: Journey, given: Mapping[What, bool] | None = None) -> list[Record]:
        """What each move of a journey leads to, up to the first after which it cannot be gone on."""
        runs = Runs(self.part, self.known, self.limit, self.given if given is None else given)
        rest: Rest | None = Rest()
        records = []
        for move in journey.moves():
            if rest is None or not possible(move, rest, runs.program.controls):
                break
            records.append(Record())
            rest = runs.play(rest, move, records[-1])
        return records

    def last(self, journey: Journey, given: Mapping[What, bool] | None = None) -> Record:
        """What the last move of a journey leads to; nothing if it cannot be gone there."""
        records = self.records(journey, given)
        return records[-1] if len(records) == journey.length else Record()

    def fails(self, failure: Failure, journey: Journey, given: Mapping[What, bool] | None = None) -> bool:
        """Does a journey lead to the failure, and to none before it?"""
        failures = self.last(journey, given).failures
        return any((one.touch.site, one.key) == (failure.touch.site, failure.key) for one in failures)

    def shorten(self, failure: Failure, journey: Journey) -> Journey:
        """The journey without moves and fields that it fails without."""
        again = True
        while again:
            again = False
            for moves in fewer(journey.moves()):
                shorter = journey_of(moves)
                if self.fails(failure, shorter):
                    journey, again = shorter, True
                    break
        return journey

    def needing(self, failure: Failure, journey: Journey) -> Journey:
        """The journey with the settings without which it does not fail."""
        needed = dict(sorted(self.given.items()))
        for what in self.given:
            fewer = {one: made for one, made in needed.items() if one != what}
            if self.fails(failure, journey, fewer):
                needed = fewer
        return replace(journey, given=tuple(needed.items()))


def fewer(moves: Sequence[Move]) -> Iterator[list[Move]]:
    """The moves without one of them, but for the first and the last; then without one of the fields filled in."""
    for place in range(1, len(moves) - 1):
        yield [*moves[:place], *moves[place + 1 :]]
    for place, move in enumerate(moves):
        for number, (element, _) in enumerate(zip(move.widgets, move.filled, strict=False)):
            filled = (*move.filled[:number], *move.filled[number + 1 :])
            widgets = {e: value for e, value in move.widgets.items() if e != element}
            yield [*moves[:place], replace(move, widgets=widgets, filled=filled), *moves[place + 1 :]]


def journey_of(moves: Sequence[Move]) -> Journey:
    """The moves as a journey."""
    first, *others = moves
    journey = Journey(first)
    for move in others:
        journey = Journey(move, journey)
    return journey


def possible(move: Move, rest: Rest, controls: Mapping[int, Control]) -> bool:
    """Can a user make a move from here? What it works must be there and enabled, a value another one than before."""
    if rest.journey is None or move.leaves == "session":
        return True
    if move.leaves == "page":
        return move.script != rest.script or (move.page != rest.page and move.page in rest.pages)
    if (move.script, move.page) != (rest.script, rest.page):
        return False
    if not all(e in rest.drawn and rest.drawn[e].enabled for e in (*move.fired, *move.widgets)):
        return False
    return move.event.kind != "set" or all(now(e, controls[e], rest) != value for e, value in move.widgets.items())
