"""Leaving early: exceptions and their handlers, `finally`, return, break, stop, rerun."""

from __future__ import annotations

from collections.abc import Sequence

from statelint.explore.merging import distinct
from statelint.explore.play.handlers import FOREIGN, catches
from statelint.explore.play.loops import Loops
from statelint.explore.play.outcomes import Outcomes
from statelint.explore.program import (
    Attempt,
    Exit,
    MayRaise,
    Step,
)
from statelint.explore.state import State

MAX_FORESEEN = 40  # places in a `try` after which its handler may start


class Exits(Loops):
    """What leaves a list of steps, and who catches it."""

    def attempt(self, step: Attempt, done: Outcomes) -> None:
        self.catching.append(step)
        body = self.play(step.body, done.next)
        self.catching.pop()
        orelse = self.play(step.orelse, body.next)
        inner = Outcomes(orelse.next)
        inner.take_exits(orelse)
        for (kind, name), states in body.exits.items():
            self._handle(kind, name, states, step, inner)
        inner.next = self.merge(inner.next)
        self._finally(step.final, inner, done)

    def _handle(self, kind: str, name: str, states: list[State], attempt: Attempt, inner: Outcomes) -> None:
        """Each handler that may catch the exit gets the states; they go on only if none surely does."""
        if kind in ("return", "break", "continue"):
            inner.leave(kind, name, states)
            return
        apart = self.limit > 1 and len(states) <= MAX_FORESEEN
        states = distinct(states) if apart else self.merge(states)
        if name == FOREIGN and self.claims:
            for number, state in enumerate(states):
                state.foreseen = (*state.foreseen[-3:], (attempt.site, number))
        caught = False
        for handler in attempt.handlers:
            answer = catches(handler, kind, name)
            if answer is False:
                continue
            starts = states if answer else [state.copy() for state in states]
            played = self.play(handler.body, starts)
            inner.take_exits(played)
            inner.next.extend(played.next)
            if answer:
                caught = True
                break
        if not caught and name != FOREIGN:
            inner.leave(kind, name, states)

    def _finally(self, final: Sequence[Step], inner: Outcomes, done: Outcomes) -> None:
        played = self.play(final, inner.next) if final else Outcomes(inner.next)
        done.take_exits(played)
        for (kind, name), states in inner.exits.items():
            after = self.play(final, self.merge(states)) if final else Outcomes(states)
            done.take_exits(after)
            done.leave(kind, name, after.next)
        done.next = played.next

    def may_raise(self, step: MayRaise, done: Outcomes) -> None:
        """A foreign call raises: foreseen by the handler, so it is no guess that it can."""
        if self.catching:
            done.leave("raise", FOREIGN, [state.copy() for state in done.next])

    def exit(self, step: Exit, done: Outcomes) -> None:
        if step.kind == "return" and step.term is not None:
            found = [side for state in done.next for side in self._split_by(step.term, state)]
            for state, value in found:
                state.result = value
            done.next = [state for state, _ in found]
        for state in done.next if step.kind == "rerun" else ():
            state.left = step.site
        if step.kind == "stop":
            for state in done.next:
                state.stopped = True
        done.leave(step.kind, step.name, done.next)
        done.next = []
