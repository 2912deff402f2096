"""The moves that are still to be played. In: sessions at rest with their moves. Out: one after the other.

Breadth first, so that the first journey to a place is a shortest one. Where that has gone on for long, next comes what
is least like what has been tried: a session with other keys, on another page.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable

from statelint.explore.search.journeys import Move, Rest

Situation = tuple[object, ...]
BREADTH = 100  # moves that are taken in order


class Frontier:
    """A queue that turns adventurous."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[Rest, Move, Situation]] = deque()
        self.taken: Counter[Situation] = Counter()

    def add(self, rest: Rest, moves: Iterable[Move]) -> None:
        """More moves from a session at rest."""
        where = situation(rest)
        self.waiting.extend((rest, move, where) for move in moves)

    def take(self) -> tuple[Rest, Move] | None:
        """The next one, None at the end."""
        if not self.waiting:
            return None
        if self.taken.total() >= BREADTH:
            how_often = [self.taken[where] for _, _, where in self.waiting]
            self.waiting.rotate(-how_often.index(min(how_often)))
        rest, move, where = self.waiting.popleft()
        self.taken[where] += 1
        return rest, move


def situation(rest: Rest) -> Situation:
    """Where a session is, and which keys it has."""
    return rest.script, rest.page, frozenset(rest.keys)
