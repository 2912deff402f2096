"""A Player plays a Program: one for each kind of run.

`first` in the first run of a session (widgets at their initial values, triggers at rest), `warm` where the process
has imported its modules before, `reason` why nothing may be claimed of the run.
"""

from __future__ import annotations

from statelint.explore.play.exits import Exits
from statelint.explore.play.handlers import HANDLED, PASSING
from statelint.explore.play.memo import cut_of, put_back, start, without_guesses
from statelint.explore.play.outcomes import Outcomes
from statelint.explore.program import (
    Attempt,
    Branch,
    Choose,
    Draw,
    EachKey,
    Exit,
    Handed,
    Holds,
    Invoke,
    Loop,
    MayRaise,
    Once,
    Rounds,
    SetVar,
    Touch,
)
from statelint.explore.state import State
from statelint.explore.terms import Lit


class Player(Exits):
    """Plays steps, and enters blocks."""

    def invoke(self, step: Invoke, done: Outcomes) -> None:
        if step.block in self.active:
            return
        self.active.add(step.block)
        if step.block in self.program.fragments:
            played = self._play_fragment(step.block, done.next)
        else:
            played = self._play_known(step.block, done.next)
        self.active.discard(step.block)
        done.take_exits(played, "return")
        returned = played.of("return") + played.next
        for state in returned:
            if step.result in self.tracked:
                state.let(step.result, state.result)
            state.result = Lit(None)
        done.next = self.merge(returned)

    def _play_fragment(self, block: int, states: list[State]) -> Outcomes:
        """Play a fragment or dialog: what fails in it is shown there, whatever handlers are around, which get another
        exception."""
        if len(states) == 1:
            self.fragment_locals[block] = dict(states[0].locals)
        outer, self.catching = self.catching, []
        played = self._play_known(block, states)
        self.catching = outer
        left = Outcomes(played.next)
        for (kind, name), ends in played.exits.items():
            left.leave(kind, HANDLED if kind == "raise" and name not in PASSING else name, ends)
        return left

    def _play_known(self, block: int, states: list[State]) -> Outcomes:
        """Play a block, or put back what playing it from an equal cut has shown before."""
        seen = self.footprints[block]
        if seen.whole or self.sure is not None:
            return self.play_block(block, states)
        all_played = Outcomes([])
        handlers = self.handlers_around()
        cuts = [cut_of(state, seen, self.muted, handlers) for state in states]
        if self.claims and len(states) > 1:
            cuts = without_guesses(states, cuts)
        for state, cut in zip(states, cuts, strict=True):
            played = self.memo.find(block, cut)
            if played is None:
                before = len(self.record.failures)
                played = self.play_block(block, [start(cut, seen)])
                self.memo.keep(block, cut, played)
                for failure in self.record.failures[before:]:
                    failure.state.foreseen = state.foreseen + failure.state.foreseen
            all_played.next.extend(put_back(state, after, seen, cut.sure) for after in played.next)
            for (kind, name), afters in played.exits.items():
                all_played.leave(kind, name, [put_back(state, after, seen, cut.sure) for after in afters])
        return all_played

    def apart(self, states: list[State]) -> list[State]:
        """Copies of sessions in which something does not happen that may happen to them now."""
        self.branches += 1
        others = [state.copy() for state in states]
        self._open(others, self.branches, 0)
        self._open(states, self.branches, 1)
        return others

    def handed(self, step: Handed, done: Outcomes) -> None:
        """Somebody else may run these steps: what they write may be there afterwards, what they read proves nothing."""
        before = self.apart(done.next)
        outer, self.muted = self.muted, True
        caught, self.catching = self.catching, []
        played = self.play(step.body, done.next)
        self.muted, self.catching = outer, caught
        after = played.next + [state for states in played.exits.values() for state in states]
        done.next = self.merge(before + after)

    def once(self, step: Once, done: Outcomes) -> None:
        if self.warm or step.block in self.imported:
            return
        self.imported.add(step.block)
        played = self.play_block(step.block, done.next)
        done.take_exits(played, "return")
        done.next = self.merge(played.next + played.of("return"))


Player.table = {
    Touch: Player.touch,
    Draw: Player.draw,
    SetVar: Player.set_var,
    Branch: Player.branch,
    Loop: Player.loop,
    Rounds: Player.rounds,
    EachKey: Player.each_key,
    Attempt: Player.attempt,
    Invoke: Player.invoke,
    Handed: Player.handed,
    Choose: Player.choose,
    Once: Player.once,
    Holds: Player.holds,
    MayRaise: Player.may_raise,
    Exit: Player.exit,
}
