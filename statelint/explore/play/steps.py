"""Steps one after another: variables, conditions and branches.

play(steps of `if "n" not in ss: ss.n = 0` and a read of n, [empty])  ->  next [{n: present}], nothing recorded as
failing
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from statelint.explore.learn import learn
from statelint.explore.merging import covers, merge
from statelint.explore.play.draws import Draws
from statelint.explore.play.keyops import OverBudgetError
from statelint.explore.play.outcomes import Outcomes
from statelint.explore.program import (
    Both,
    Branch,
    Choose,
    Either,
    Leaf,
    Opposite,
    SetVar,
    Step,
    Test,
)
from statelint.explore.state import UNSURE, State, forget
from statelint.explore.terms import Compare, HasKey, KeyValue, Lit, Negated, Some, Term
from statelint.explore.worth import exact, truth_of, worth


class Steps(Draws):
    """Plays a list of steps for a set of sessions; the table says which method plays which step."""

    table: ClassVar[dict[type, Callable[..., None]]]

    def merge(self, states: list[State]) -> list[State]:
        return merge(states, self.limit)

    def work(self, states: list[State]) -> None:
        """Count one step for each session. Raises OverBudgetError."""
        self.steps += len(states)
        if self.steps > self.budget:
            raise OverBudgetError

    def play(self, steps: Sequence[Step], states: list[State]) -> Outcomes:
        done = Outcomes(states)
        for step in steps:
            if not done.next:
                break
            self.work(done.next)
            self.table[type(step)](self, step, done)
        return done

    def play_block(self, block: int, states: list[State]) -> Outcomes:
        """Play a whole block; variables that nothing asks for any more are forgotten on the way."""
        done = Outcomes(states)
        dead = self.last_uses.get(block, {})
        for index, step in enumerate(self.program.blocks[block]):
            if not done.next:
                break
            self.work(done.next)
            self.table[type(step)](self, step, done)
            if index in dead:
                for state in done.next:
                    forget(state, dead[index])
        return done

    def set_var(self, step: SetVar, done: Outcomes) -> None:
        if step.var not in self.tracked:
            return
        found = [side for state in done.next for side in self._split_by(step.term, state)]
        for state, value in found:
            state.let(step.var, value)
        done.next = self.merge([state for state, _ in found])

    def _split_by(self, term: Term, state: State) -> list[tuple[State, Lit | Some]]:
        """`x = "k" in st.session_state` with k unsure: the two answers are two sessions, each with what x is worth."""
        value = worth(term, state, self.inputs)
        if isinstance(value, Lit) or value.truth is not None:
            return [(state, value)]
        if isinstance(term, KeyValue):
            name = exact(term.key, state)
            if name is None or state.cell(name).presence != UNSURE:
                return [(state, value)]
            sides = self.sides(HasKey(term.key), state)
            return [(side, worth(term, side, self.inputs)) for side in sides]
        if isinstance(term, (HasKey, Negated, Compare)):
            return list(zip(self.sides(term, state), (Lit(True), Lit(False)), strict=True))
        return [(state, value)]

    def sides(self, term: Term, state: State) -> list[State]:
        """The state with the term true, and with it false; an undecided term is an opaque branch."""
        self.branches += 1
        found = []
        for number, outcome in enumerate((True, False)):
            side = state.copy()
            learn(term, outcome, side, self.inputs)
            if self.claims:
                side.open = (*state.open, (self.branches, number, 2))
            found.append(side)
        return found

    def split(self, test: Test, states: list[State], done: Outcomes) -> tuple[list[State], list[State]]:
        """The states in which the test is true, and those in which it is false; evaluating it may leave."""
        if isinstance(test, Opposite):
            true, false = self.split(test.test, states, done)
            return false, true
        if isinstance(test, Both):
            left, wrong = self.split(test.left, states, done)
            right, more = self.split(test.right, left, done)
            return right, wrong + more
        if isinstance(test, Either):
            fine, rest = self.split(test.left, states, done)
            more, wrong = self.split(test.right, rest, done)
            return fine + more, wrong
        return self._split_leaf(test, states, done)

    def _split_leaf(self, leaf: Leaf, states: list[State], done: Outcomes) -> tuple[list[State], list[State]]:
        if leaf.steps:
            evaluated = self.play(leaf.steps, states)
            done.take_exits(evaluated)
            states = evaluated.next
        true: list[State] = []
        false: list[State] = []
        for state in states:
            truth = truth_of(worth(leaf.term, state, self.inputs))
            if truth is None:
                for side, found in zip(self.sides(leaf.term, state), (true, false), strict=True):
                    found.append(side)
            else:
                learn(leaf.term, truth, state, self.inputs)
                (true if truth else false).append(state)
        return true, false

    def branch(self, step: Branch, done: Outcomes) -> None:
        true, false = self.split(step.test, done.next, done)
        then = self.play(step.then, true)
        other = self.play(step.other, false)
        done.take_exits(then)
        done.take_exits(other)
        done.next = self.merge(then.next + other.next)

    def choose(self, step: Choose, done: Outcomes) -> None:
        if step.default is not None and self.inputs is not None:
            page = self.inputs.page
            index = step.pages.index(page) if page and page in step.pages else step.default
            if covers(state.open for state in done.next):
                self.pages.update(name for name in step.pages if name)
            chosen = self.play(step.blocks[index], done.next)
            done.take_exits(chosen)
            done.next = chosen.next
            return
        after: list[State] = []
        self.branches += 1
        branch = self.branches
        before = done.next
        for number, block in enumerate(step.blocks):
            starts = [state.copy() for state in before]
            for state in starts if self.claims and len(step.blocks) > 1 else ():
                state.open = (*state.open, (branch, number, len(step.blocks)))
            played = self.play(block, starts)
            done.take_exits(played)
            after.extend(played.next)
        done.next = self.merge(after)
