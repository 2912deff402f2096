"""Which runs are played: the first visit, each page opened first, then anything later, until sessions stop changing.

Only the first run of a session may claim a failure. The rest over-approximates every later run (any trigger may have
fired, any callback may have run, any widget may have any value), so a read that is fine in all of it is safe.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from statelint.explore.inputs import UNTOUCHED
from statelint.explore.merging import merge
from statelint.explore.play.footprint import footprints
from statelint.explore.play.keyops import OverBudgetError, Record
from statelint.explore.play.outcomes import Outcomes
from statelint.explore.play.player import Player
from statelint.explore.program import Program
from statelint.explore.search.ends import after_rerun, settled
from statelint.explore.state import ABSENT, UNSURE, Cell, State, join
from statelint.explore.survey import Surveyed
from statelint.explore.terms import Some
from statelint.record import replace

# Alternatives kept apart at one place, and steps (for each session) that one run may take: first where a failure may be
# claimed, then where only safety is asked.
CLAIMING = ((8, 16_000), (1, 60_000))
ASKING = ((3, 30_000), (1, 60_000))
MAX_RERUNS = 3  # runs that st.rerun() starts without an event
MAX_RUNS = 6  # rounds of later runs until the sessions between runs must be stable


class Sessions:
    """The runs of one app, sharing one record."""

    def __init__(self, program: Program, known_keys: tuple[str, ...], quiet: str, surveyed: Surveyed) -> None:
        self.program = program
        self.quiet = quiet
        self.record = Record()
        self.surveyed = surveyed
        self.footprints = footprints(self.surveyed.program, self.surveyed.names)
        self.sure: dict[int, frozenset[str]] | None = None  # see KeyOps
        self.known = known_cells(known_keys)
        self.between: list[State] = []
        self.pages: set[str] = set()  # that st.navigation offers on a first visit
        self.long: set[int] = set()  # blocks whose later runs take too long with alternatives kept apart

    def run(
        self,
        play: Callable[[Player], None],
        warm: bool,
        reason: str,
        opened: str | None = None,
        later: int | None = None,
    ) -> None:
        """Play one run with alternatives kept apart; over budget once more with everything joined, then give up on
        the app. `later` is the block of a run that is not the first of its session."""
        if self.record.over_budget:
            return
        before = list(self.between)
        for limit, budget in ASKING[later in self.long :] if reason or self.quiet else CLAIMING:
            record = Record()
            player = Player(self.surveyed, self.footprints, record)
            player.inputs = replace(UNTOUCHED, page=opened or "") if later is None else None
            player.warm, player.reason = warm, reason or self.quiet
            player.claims = not player.reason
            player.opened, player.sure = opened, self.sure
            player.limit, player.budget = limit, budget
            try:
                play(player)
            except OverBudgetError:
                self.between = list(before)
                self.long.update(() if later is None else (later,))
                continue
            self.record.add(record)
            self.pages |= player.pages
            return
        self.record.over_budget = True

    def empty(self) -> State:
        return State(dict(self.known))

    def first_visit(self) -> None:
        def play(player: Player) -> None:
            starts = [self.empty()]
            for _ in range(MAX_RERUNS):
                player.steps = 0
                outcomes = player.play_block(block, starts)
                self._leave(outcomes)
                starts = merge([after_rerun(state) for state in outcomes.of("rerun")])

        if self.program.scripts:
            _, block = self.program.scripts[0]
            self.run(play, warm=False, reason="")

    def pages_opened_first(self) -> None:
        """Each page in a session of its own, by its URL or a reload: of pages/ it runs alone."""
        for path, block in self.program.scripts[1:]:
            self.run(self._from(block, self.empty), warm=False, reason="", opened=path)
        for page in sorted(self.pages):
            _, block = self.program.scripts[0]
            self.run(self._from(block, self.empty), warm=False, reason="", opened=page)

    def second_session(self) -> None:
        """Another visitor, or a reload: an empty session in a process that has imported its modules before."""
        for _, block in self.program.scripts:
            self.run(self._from(block, self.empty), warm=True, reason="second-session")

    def later_runs(self) -> None:
        """Any later run of a session; callbacks, and fragments that run alone."""
        blocks = {block: True for _, block in self.program.scripts}
        blocks |= dict.fromkeys((*self.program.callbacks, *sorted(self.program.fragments)), False)
        played: dict[int, frozenset[tuple[str, Cell]]] = {}  # from which sessions, the last time
        for _ in range(MAX_RUNS):
            before = self._summary()
            for block, script in blocks.items():
                start = self._summary()
                if played.get(block) != start:
                    played[block] = start
                    play = self._from(block, self._start, script)
                    self.run(play, warm=True, reason="later-run", later=block)
            if self._summary() == before or self.record.over_budget:
                return

    def _from(self, block: int, start: Callable[[], State], script: bool = True) -> Callable[[Player], None]:
        return lambda player: self._leave(player.play_block(block, [start()]), script)

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


def known_cells(known_keys: Iterable[str]) -> dict[str, Cell]:
    """Keys that libraries may have made, as a session begins."""
    return {name: Cell(UNSURE, ABSENT, Some(), "library") for name in known_keys}


def between_runs(cell: Cell, drawn: bool) -> Cell:
    """A key when its run is over (Streamlit 1.67): plain values stay; a widget's stays if the widget was drawn."""
    widget = cell.widget if drawn or cell.widget == ABSENT else UNSURE
    value = Some() if widget else cell.value
    return replace(settled(cell), widget=widget, value=value, why=cell.why or "later-run")
