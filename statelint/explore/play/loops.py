"""Loops: over unknown data to a fixpoint, over a literal collection round by round, over the keys of the session
itself."""

from __future__ import annotations

from statelint.explore.play.outcomes import Outcomes
from statelint.explore.play.steps import Steps
from statelint.explore.program import EachKey, Loop, Rounds
from statelint.explore.state import PRESENT, UNSURE, State, with_presence
from statelint.record import replace

MAX_LOOPS = 3  # rounds until a loop's start states must have become stable


class Loops(Steps):
    """Everything that repeats."""

    def loop(self, step: Loop, done: Outcomes) -> None:
        """To a fixpoint: what a round leaves is joined into what the next one starts from."""
        self.branches += 1
        branch = self.branches
        heads = done.next
        leaving: list[State] = []
        outer, self.inputs = self.inputs, replace(self.inputs, counting=False) if self.inputs else None
        for round_number in range(MAX_LOOPS):
            starts = [state.copy() for state in heads]
            if step.test is not None:
                starts, ended = self.split(step.test, starts, done)
            elif step.sure and round_number == 0:
                ended = []
            else:
                ended = [state.copy() for state in heads]
                self._open(ended, branch, 1)
                self._open(starts, branch, 0)
            leaving.extend(ended)
            played = self.play(step.body, starts)
            done.take_exits(played, "break", "continue")
            leaving.extend(played.of("break"))
            again = self.merge(played.next + played.of("continue"))
            if not again or round_number == MAX_LOOPS - 1:
                leaving.extend(again)
                break
            stable = all(any(s.keys == head.keys and s.locals == head.locals for head in heads) for s in again)
            heads = again
            if stable:
                leaving.extend(again)
                break
        self.inputs = outer
        orelse = self.play(step.orelse, self.merge(leaving))
        done.take_exits(orelse)
        done.next = orelse.next

    def _open(self, states: list[State], branch: int, side: int) -> None:
        for state in states if self.claims else ():
            state.open = (*state.open, (branch, side, 2))

    def rounds(self, step: Rounds, done: Outcomes) -> None:
        broken: list[State] = []
        current = done.next
        for body in step.bodies:
            if not current:
                break
            played = self.play(body, current)
            done.take_exits(played, "break", "continue")
            broken.extend(played.of("break"))
            current = self.merge(played.next + played.of("continue"))
        orelse = self.play(step.orelse, current)
        done.take_exits(orelse)
        done.next = self.merge(broken + orelse.next)

    def each_key(self, step: EachKey, done: Outcomes) -> None:
        """One round for each key that may be there, then one for a key that nobody names."""
        after: list[State] = []
        for state in done.next:
            current = [state]
            for name in sorted(state.keys):
                current = self._key_round(step, name, current, done)
            for one in current:
                one.loops = {loop: key for loop, key in one.loops.items() if loop != step.loop}
            after.extend(current)
        done.next = self.merge(after)

    def _key_round(self, step: EachKey, name: str, states: list[State], done: Outcomes) -> list[State]:
        idle: list[State] = []
        for state in [s for s in states if s.cell(name).presence != PRESENT]:
            idle.append(state)
            if state.cell(name).presence == UNSURE:
                idle[-1] = state.copy()
                idle[-1].put(name, with_presence(state.cell(name), False))
        active = [s for s in states if s.cell(name).presence >= UNSURE]
        for state in active:
            state.loops = {**state.loops, step.loop: name}
            state.put(name, with_presence(state.cell(name), True))
        played = self.play(step.body, active)
        done.take_exits(played, "break", "continue")
        return self.merge(idle + played.next + played.of("continue") + played.of("break"))
