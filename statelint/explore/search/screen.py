"""What the browser shows and the session does not hold, and what it therefore sends with the next event. In: a session
at rest, a move, the players of its runs. Out: the values that widgets have by then, and those that thereby change.

    st.text_input("Name", key="name", on_change=greet)
    del st.session_state["name"]                            the name is on the screen: with the next event `greet` runs
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from statelint.explore.play.keyops import Drawn
from statelint.explore.play.player import Player
from statelint.explore.program import Program
from statelint.explore.search.journeys import Move, Rest
from statelint.explore.search.whereabouts import Whereabouts
from statelint.explore.state import ABSENT, NOTHING, PRESENT, Cell, State
from statelint.explore.terms import Lit, Some
from statelint.explore.worth import plain
from statelint.record import dataclass, field, replace

Values = dict[int, "Lit | Some"]


@dataclass(slots=True)
class Screen:
    """`left` is what the widgets around the pages showed when st.switch_page left one, and what they began with."""

    program: Program
    where: Whereabouts
    left: dict[int, tuple[Lit | Some, Lit | Some]] = field(default_factory=dict)

    def leave(self, states: list[State], player: Player, widgets: Mapping[int, Lit | Some]) -> None:
        """A page of st.navigation is left by st.switch_page: what is around it stays on the screen."""
        for element in self.where.around & player.drawn.keys():
            key, initial = self.program.controls[element].key, player.drawn[element].initial
            held = {plain(state.cell(key).value) for state in states} if key else {widgets.get(element, initial)}
            self.left[element] = (held.pop() if len(held) == 1 else Some(), initial)

    def settle(
        self,
        rest: Rest,
        move: Move,
        players: Sequence[Player],
        drawn: Mapping[int, Drawn],
        keys: dict[str, Cell],
        widgets: Values,
    ) -> dict[int, bool]:
        """Puts in what the browser will send; the widgets that thereby change, or (False) may."""
        changed = {}
        for element, value in (*self._around(drawn), *self._deleted(rest, move, players, drawn, keys)):
            key = self.program.controls[element].key
            cell = keys.get(key or "", NOTHING)
            held = plain(cell.value) if key in keys else drawn[element].initial
            if key is not None and cell.widget == PRESENT:
                keys[key] = replace(cell, value=value)
            else:
                widgets[element] = value
            gone = key is not None and cell.widget != PRESENT
            if gone or value != held or not isinstance(value, Lit):
                known = isinstance(value, Lit) and isinstance(held, Lit)
                changed[element] = cell.widget == ABSENT if gone else known
        return changed

    def _around(self, drawn: Mapping[int, Drawn]) -> Iterator[tuple[int, Lit | Some]]:
        for element, (value, initial) in self.left.items():
            if element in drawn:
                same = isinstance(initial, Lit) and initial == drawn[element].initial
                yield element, value if same else Some()

    def _deleted(
        self,
        rest: Rest,
        move: Move,
        players: Sequence[Player],
        drawn: Mapping[int, Drawn],
        keys: Mapping[str, Cell],
    ) -> Iterator[tuple[int, Lit | Some]]:
        """The widgets whose keys were deleted, before the run drew them or after that."""
        for element, key in self.where.removable:
            if element in drawn and element not in self.left:
                begun = [player.begun[element] for player in players if element in player.begun]
                held = rest.keys.get(key, NOTHING).widget != ABSENT
                if any(begun) or (begun and held) or keys.get(key, NOTHING).widget != PRESENT:
                    yield element, self._shown(element, key, rest, move, players) or drawn[element].initial

    def _shown(self, element: int, key: str, rest: Rest, move: Move, players: Sequence[Player]) -> Lit | Some | None:
        """The value that the browser has; None if the widget is new to it."""
        given = {player.put[element] for player in players if element in player.put}
        if given:
            return given.pop() if len(given) == 1 else Some()
        if element in move.widgets or not self.where.sends(element, rest, move):
            return move.widgets.get(element)
        if rest.keys.get(key, NOTHING).widget == PRESENT:
            return plain(rest.keys[key].value)
        before = rest.drawn[element].initial if element in rest.drawn else None
        return rest.widgets.get(element, before)
