"""Which runs are played: the first visit, each page opened first, then anything later, until sessions stop changing.

Only the first visit may claim a failure. The rest over-approximates every later run (any trigger may have fired, any callback may have
run, any widget may have any value), so a read that is fine in all of it is safe.
"""

from __future__ import annotations

from dataclasses import replace

from statelint.explore.keyops import Record
from statelint.explore.play import Outcomes, Player
from statelint.explore.program import Program, Some
from statelint.explore.state import ABSENT, UNSURE, Cell, State, join, merge
from statelint.explore.survey import key_names, tested_vars

MAX_RERUNS = 3  # runs that st.rerun() starts without an event
MAX_RUNS = 6  # rounds of later runs until the sessions between runs must be stable


def explore_sessions(program: Program, known_keys: tuple[str, ...], quiet: str) -> Record:
    """Play all runs of an app; what its hard reads met. `quiet` is a reason to claim nothing of it."""
    sessions = Sessions(program, known_keys, quiet)
    sessions.first_visit()
    sessions.pages_opened_first()
    sessions.second_session()
    sessions.later_runs()
    return sessions.record


class Sessions:
    """The runs of one app, sharing one record."""

    def __init__(self, program: Program, known_keys: tuple[str, ...], quiet: str) -> None:
        self.program = program
        self.quiet = quiet
        self.record = Record()
        self.names = tuple(sorted(key_names(program)))
        self.tracked = tested_vars(program)
        self.known = {name: Cell(UNSURE, ABSENT, Some(), "library") for name in known_keys}
        self.between: list[State] = []

    def player(self, first: bool, warm: bool, reason: str) -> Player:
        player = Player(self.program, self.names, self.tracked, self.record)
        player.first, player.warm, player.reason = first, warm, reason or self.quiet
        player.claims = not player.reason
        return player

    def empty(self) -> State:
        return State(dict(self.known))

    def first_visit(self) -> None:
        if not self.program.scripts:
            return
        _, block = self.program.scripts[0]
        player = self.player(first=True, warm=False, reason="")
        starts = [self.empty()]
        for _ in range(MAX_RERUNS):
            outcomes = player.play(self.program.blocks[block], starts)
            self._leave(outcomes)
            starts = merge([after_rerun(state) for state in outcomes.of("rerun")])

    def pages_opened_first(self) -> None:
        for _, block in self.program.scripts[1:]:
            player = self.player(first=True, warm=False, reason="page-first")
            self._leave(player.play(self.program.blocks[block], [self.empty()]))

    def second_session(self) -> None:
        """Another visitor, or a reload: an empty session in a process that has imported its modules before."""
        for _, block in self.program.scripts:
            player = self.player(first=True, warm=True, reason="second-session")
            self._leave(player.play(self.program.blocks[block], [self.empty()]))

    def later_runs(self) -> None:
        """Any later run of a session, callbacks included."""
        for _ in range(MAX_RUNS):
            before = self._summary()
            for _, block in self.program.scripts:
                player = self.player(first=False, warm=True, reason="later-run")
                self._leave(player.play(self.program.blocks[block], [self._start()]))
            for block in self.program.callbacks:
                player = self.player(first=False, warm=True, reason="later-run")
                self._leave(player.play(self.program.blocks[block], [self._start()]), script=False)
            if self._summary() == before:
                return

    def _start(self) -> State:
        return join([state.copy() for state in self.between]) if self.between else self.empty()

    def _summary(self) -> frozenset[tuple[str, Cell]]:
        return frozenset(self._start().keys.items())

    def _leave(self, outcomes: Outcomes, script: bool = True) -> None:
        """Keep what a run leaves: a widget that it did not draw takes its value away."""
        ends = list(outcomes.next) + [s for states in outcomes.exits.values() for s in states]
        for state in ends:
            cells = {name: between_runs(cell, name in state.drawn or not script) for name, cell in state.keys.items()}
            self.between.append(State({name: cell for name, cell in cells.items() if cell.presence}))
        if self.between:
            self.between = [join(self.between)]


def after_rerun(state: State) -> State:
    """What st.rerun hands to the run that follows at once (Streamlit >= 1.63: widgets that were not drawn keep their values)."""
    cells = {name: replace(cell, deleted=None) for name, cell in state.keys.items()}
    return State(cells, open=state.open, foreseen=state.foreseen, crashed=state.crashed)


def between_runs(cell: Cell, drawn: bool) -> Cell:
    """A key when its run is over (Streamlit 1.67): plain values stay; a widget's stays if the widget was drawn."""
    widget = cell.widget if drawn or cell.widget == ABSENT else UNSURE
    value = Some() if widget else cell.value
    return replace(cell, widget=widget, value=value, deleted=None, assumed=None, why=cell.why or "later-run")


