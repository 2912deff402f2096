"""What comes before the script in a run: values are set, and callbacks run. In: a session at rest, a move. Out: the
sessions that the script starts with.

    st.text_input("Name", key="name", on_change=greet)
    st.session_state.clear()                                the browser sends the name again: `greet` runs next time
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from statelint.explore.inputs import Inputs, given
from statelint.explore.play.player import Player
from statelint.explore.play.triggers import TriggerLostError, resting
from statelint.explore.program import Program
from statelint.explore.search.journeys import Move, Rest
from statelint.explore.search.whereabouts import Whereabouts
from statelint.explore.state import PRESENT, Cell, State
from statelint.explore.terms import Lit, Term
from statelint.record import replace


class Before:
    """Prepares runs of one program."""

    program: Program
    where: Whereabouts
    known: Mapping[str, Cell]

    def start(self, rest: Rest, move: Move) -> State:
        """The session once the values are set."""
        if move.leaves == "session":
            return State(dict(self.known))
        keys = dict(rest.keys) if move.leaves != "page" else self.where.keys(rest, move)
        for control in self.where.pressed:
            if control.key in keys and keys[control.key].widget == PRESENT:
                keys[control.key] = replace(keys[control.key], value=resting(control.command))
        for element, value in {**move.widgets, **move.fired}.items():
            key = self.program.controls[element].key
            if key in keys and keys[key].widget == PRESENT:
                keys[key] = replace(keys[key], value=value)
        return State(keys)

    def callbacks(self, player: Player, state: State, rest: Rest, move: Move) -> tuple[list[State], Move] | None:
        """Plays the callbacks of what changed: what they leave, and the move as it goes on; None if nothing does."""
        states, again = [state], False
        state.locals = {given(element): value for element, value in move.fired.items()}
        for element, sure in self._changed(rest, move):
            block = self.program.controls[element].callback
            if block is None:
                continue
            aside = [] if sure else player.apart(states)
            for each in states:
                each.locals = {**rest.globals, **dict(rest.drawn[element].bound), **fired(each)}
            player.in_callback = True
            played = player.play_block(block, states)
            player.in_callback = False
            if played.of("stop") or played.of("switch"):
                return None
            states, reruns = aside + played.next + played.of("return"), played.of("rerun")
            if reruns and self.program.outcomes.get("rerun-in-callback") != "ignored":
                if states:
                    return None
                again = True
            states += reruns
        if again:
            self._lift(player, move, states)
        for each in states:
            each.locals, each.drawn, each.result = fired(each), frozenset(), Lit(None)
        return (states, replace(move, fragment=None) if again else move) if states else None

    def _changed(self, rest: Rest, move: Move) -> Iterator[tuple[int, bool]]:
        """The elements whose callbacks run; False with one that may not have changed."""
        changed = dict.fromkeys((*move.fired, *move.widgets), True)
        lost = self._lost(rest, move) if move.leaves != "session" else {}
        yield from sorted((lost | changed).items()) if lost else changed.items()

    def _lost(self, rest: Rest, move: Move) -> dict[int, bool]:
        """Those that show what the session does not hold, because the browser sends it; False with one that may."""
        found = {}
        for element in self.where.resending if rest.again else ():
            if element in rest.again and self.where.sends(element, rest, move):
                if not rest.drawn[element].enabled:
                    raise TriggerLostError
                found[element] = rest.again[element]
        return found

    def _lift(self, player: Player, move: Move, states: list[State]) -> None:
        """The triggers that started the run are up again: a callback has asked for a rerun, and (ignored before 1.63)
        that is this run."""
        player.inputs = replace(player.inputs or Inputs(), fired={})
        player.unseen.clear()
        player.pressed.clear()
        for control in (self.program.controls[element] for element in move.fired):
            for state in states:
                if control.key and state.cell(control.key).widget == PRESENT:
                    state.put(control.key, replace(state.cell(control.key), value=resting(control.command)))


def fired(state: State) -> dict[int, Term]:
    """What the triggers give."""
    return {var: term for var, term in state.locals.items() if var < 0}
