"""The moves that are still to be played. In: sessions at rest with their moves. Out: one after the other.

Breadth first, so that the first journey to a place is a shortest one. Where that has gone on for long, next comes what
is least like what has been tried: a session with other keys, on another page.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from itertools import count

from statelint.explore.search.journeys import Move, Rest

Situation = tuple[object, ...]
BREADTH = 100  # moves that are taken in order


class Frontier:
    """A queue that turns adventurous."""

    def __init__(self) -> None:
        self.waiting: dict[Situation, deque[tuple[int, Rest, Move]]] = {}
        self.taken: Counter[Situation] = Counter()
        self.numbers = count()

    def add(self, rest: Rest, moves: Iterable[Move]) -> None:
        """More moves from a session at rest."""
        found = [(next(self.numbers), rest, move) for move in moves]
        if found:
            self.waiting.setdefault(situation(rest), deque()).extend(found)

    def take(self) -> tuple[Rest, Move] | None:
        """The next one, None at the end."""
        if not self.waiting:
            return None
        adventurous = self.taken.total() >= BREADTH
        where = min(self.waiting, key=lambda one: (adventurous and self.taken[one], self.waiting[one][0][0]))
        queue = self.waiting[where]
        _, rest, move = queue.popleft()
        if not queue:
            del self.waiting[where]
        self.taken[where] += 1
        return rest, move


def situation(rest: Rest) -> Situation:
    """Where a session is, and which keys it has."""
    return rest.script, rest.page, frozenset(rest.keys)
