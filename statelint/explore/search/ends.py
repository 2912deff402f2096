"""What lasts from one run to the next, by how the run ended (Streamlit 1.28 to 1.67).

A widget that the run did not draw loses its value when the run ends; not so after st.stop, an exception, or (1.28, and
from 1.64) st.rerun. A fragment that runs alone takes away only what is its own. Plain values stay.
"""

from __future__ import annotations

from collections.abc import Collection

from statelint.explore.state import ABSENT, UNSURE, Cell, State
from statelint.explore.terms import Some
from statelint.record import replace

KEPT = frozenset({"stop", "raise"})  # ends that leave undrawn widgets their values


def at_rest(state: State, how: str, drawn_somewhere: Collection[str], own: Collection[str] | None = None) -> State:
    """The keys of a session after a run that ended by `how`: "end", "stop", "raise", "rerun". `own` are those of the
    fragment that ran alone."""
    cells = {}
    for name, cell in state.keys.items():
        kept = name in state.drawn or how in KEPT or (own is not None and name not in own)
        cell = settled(cell) if kept else without_widget(cell, sure=name not in drawn_somewhere)
        if cell.presence:
            cells[name] = cell
    return State(cells)


def settled(cell: Cell) -> Cell:
    """A key once the run that touched it is over."""
    return replace(cell, deleted=None, assumed=None, fresh=False)


def without_widget(cell: Cell, sure: bool) -> Cell:
    """A key whose widget was not drawn; perhaps, unless `sure`."""
    if cell.widget == ABSENT:
        return settled(cell)
    return replace(settled(cell), widget=ABSENT if sure else UNSURE, value=Some(), why=cell.why or "later-run")


def after_rerun(state: State) -> State:
    """What st.rerun hands to the run that follows at once (Streamlit >= 1.64: widgets that were not drawn keep their
    values)."""
    cells = {name: replace(cell, deleted=None, fresh=False) for name, cell in state.keys.items()}
    return State(cells, open=state.open, foreseen=state.foreseen, crashed=state.crashed)


def after_switch(state: State) -> State:
    """What st.switch_page hands to the first run of the new page: no value of a widget, in the frame of st.navigation
    neither (measured, 1.37 to 1.67)."""
    cells = {name: without_widget(cell, sure=True) for name, cell in state.keys.items()}
    cells = {name: cell for name, cell in cells.items() if cell.presence}
    return State(cells, open=state.open, foreseen=state.foreseen, crashed=state.crashed)
