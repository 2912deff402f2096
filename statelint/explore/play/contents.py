"""Containers under keys: is there something in them? In: what happens to one. Out: what is known of it.

st.session_state.rows = []                  empty, and only its key holds it
st.session_state.rows.append(row)           filled
show(st.session_state.rows)                 from now on nobody knows: `show` may have kept it, and change it later
"""

from __future__ import annotations

from typing import Protocol

from statelint.explore.program import Holds, Touch
from statelint.explore.state import PRESENT, Cell, State
from statelint.explore.terms import KeyRef, Some
from statelint.explore.worth import exact, may_name
from statelint.record import replace

TRUTH = {"filled": True, "emptied": False}
LENT = Some(none=False)


class Reached(Protocol):
    """Sessions at one place."""

    next: list[State]


class Contents:
    """What happens to containers."""

    names: tuple[str, ...]

    def holds(self, step: Holds, done: Reached) -> None:
        for state in done.next:
            self.change(step.key, step.how, state)

    def read(self, step: Touch, state: State) -> None:
        """A read whose value is not used up at once gives the container to somebody else."""
        if not step.used:
            self.change(step.key, "lent", state)

    def change(self, key: KeyRef, how: str, state: State) -> None:
        name = exact(key, state)
        changed: dict[str, Cell] = {}
        for one in (name,) if name is not None else may_name(key, self.names, state):
            cell = state.keys.get(one)
            if cell is not None and isinstance(cell.value, Some) and (cell.value.held or how != "lent"):
                sure = name is not None and cell.presence == PRESENT
                changed[one] = replace(cell, value=_changed(cell.value, how if sure or how == "lent" else "changed"))
        state.put_all(changed)
        if how != "lent":
            self._forget_borrowed(state)

    def _forget_borrowed(self, state: State) -> None:
        """A name may mean what has been changed: whether there is anything in that is not what it was."""
        for var, term in state.locals.items():
            if isinstance(term, Some) and term.held:
                state.let(var, LENT)


def _changed(value: Some, how: str) -> Some:
    if how == "lent":
        return LENT
    if not value.held:
        return value if value.truth is None else replace(value, truth=None)
    kept = value.truth if how == "grown" and value.truth else None
    return replace(value, truth=TRUTH.get(how, kept))
