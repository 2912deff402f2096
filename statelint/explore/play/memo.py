"""Playing a block once for all sessions that look alike to it.

A session is cut down to the block's footprint, played, and what happened is put back into each session that has the
same cut. A session
that comes with a guess behind it is played apart from one that does not: only the latter may claim a failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from statelint.explore.merging import covers
from statelint.explore.play.footprint import Footprint
from statelint.explore.state import Cell, Choice, State
from statelint.explore.terms import Term
from statelint.record import dataclass, replace

if TYPE_CHECKING:
    from statelint.explore.play.outcomes import Outcomes

UNSURE_BEFORE: Choice = (-2, 0, 2)  # stands for all guesses made before the block; no other side of it ever comes
Name = TypeVar("Name")
Known = TypeVar("Known")
MAX_CUTS = 24  # different cuts remembered for one block


@dataclass(frozen=True, slots=True)
class Cut:
    """What a block sees of a session when it starts; `catching` is what the handlers around it do about exceptions."""

    cells: tuple[Cell | None, ...]
    locals: tuple[Term | None, ...]
    sure: bool
    crashed: bool
    stopped: bool
    muted: bool
    catching: tuple[bool | None, ...]
    drawn: frozenset[str]


class Memo:
    """Outcomes of blocks by cut."""

    def __init__(self) -> None:
        self.known: dict[int, dict[Cut, Outcomes]] = {}

    def find(self, block: int, cut: Cut) -> Outcomes | None:
        return self.known.get(block, {}).get(cut)

    def keep(self, block: int, cut: Cut, outcomes: Outcomes) -> None:
        rows = self.known.setdefault(block, {})
        if len(rows) >= MAX_CUTS:
            del rows[next(iter(rows))]
        rows[cut] = outcomes


def cut_of(state: State, seen: Footprint, muted: bool, catching: tuple[bool | None, ...]) -> Cut:
    cells = tuple(map(state.keys.get, seen.keys))
    known = tuple(map(state.locals.get, seen.variables))
    drawn = state.drawn.intersection(seen.keys) if state.drawn else state.drawn
    return Cut(cells, known, not state.open, state.crashed, state.stopped, muted, catching, drawn)


def without_guesses(states: list[State], cuts: list[Cut]) -> list[Cut]:
    """The cuts, sure where all the paths there are lead to an equal one: it is no guess to come with it."""
    paths: dict[Cut, list[tuple[Choice, ...]]] = {}
    for state, cut in zip(states, cuts, strict=True):
        if not cut.sure:
            paths.setdefault(cut, []).append(state.open)
    certain = {cut: replace(cut, sure=True) for cut, taken in paths.items() if len(taken) > 1 and covers(taken)}
    return [certain.get(cut, cut) for cut in cuts]


def start(cut: Cut, seen: Footprint) -> State:
    """The cut as a session of its own."""
    return State(
        {name: cell for name, cell in zip(seen.keys, cut.cells, strict=True) if cell is not None},
        {var: term for var, term in zip(seen.variables, cut.locals, strict=True) if term is not None},
        open=() if cut.sure else (UNSURE_BEFORE,),
        drawn=cut.drawn,
        crashed=cut.crashed,
        stopped=cut.stopped,
    )


def put_back(before: State, after: State, seen: Footprint, sure: bool) -> State:
    """`before` as the block left its cut."""
    state = before.copy()
    state.keys = _replaced(before.keys, after.keys, seen.keys)
    state.locals = _replaced(before.locals, after.locals, seen.variables)
    state.open = before.open + (after.open if sure else after.open[1:])
    state.foreseen = before.foreseen + after.foreseen
    state.drawn = before.drawn | after.drawn
    state.result, state.crashed, state.stopped, state.left = after.result, after.crashed, after.stopped, after.left
    return state


def _replaced(before: Mapping[Name, Known], after: Mapping[Name, Known], names: Iterable[Name]) -> Mapping[Name, Known]:
    """What was known, but for some names what is known of them now; the same mapping where that changes nothing."""
    changed = [name for name in names if after.get(name) is not before.get(name)]
    if not changed:
        return before
    replaced = dict(before)
    for name in changed:
        if name in after:
            replaced[name] = after[name]
        else:
            del replaced[name]
    return replaced
