"""Playing a Program: steps turn a set of sessions into outcomes (go on, break, return, raise, stop, rerun, switch).

    play(steps of `if "n" not in ss: ss.n = 0` and a read of n, [empty]) -> next [{n: present}], nothing recorded as failing
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from statelint.explore.handlers import FOREIGN, catches
from statelint.explore.keyops import KeyOps, OverBudget
from statelint.explore.memo import cut_of, put_back, start
from statelint.explore.program import (
    Attempt,
    Both,
    Choose,
    Compare,
    Draw,
    EachKey,
    Either,
    Exit,
    Handed,
    HasKey,
    Invoke,
    KeyValue,
    Leaf,
    Lit,
    Loop,
    MayRaise,
    Negated,
    Once,
    Opposite,
    Rounds,
    SetVar,
    Some,
    Step,
    Term,
    Test,
    Touch,
)
from statelint.explore.program import Branch as BranchStep
from statelint.explore.state import MAX_STATES, PRESENT, UNSURE, State, distinct, merge, with_presence
from statelint.explore.worth import exact, learn, truth_of, worth

MAX_FORESEEN = 40  # places in a `try` after which its handler may start
MAX_LOOPS = 3  # rounds until a loop's start states must have become stable


@dataclass(slots=True)
class Outcomes:
    """Where sessions are after some steps: `next` fall through, `exits` left early by (kind, name)."""

    next: list[State]
    exits: dict[tuple[str, str], list[State]] = field(default_factory=dict)

    def leave(self, kind: str, name: str, states: Iterable[State]) -> None:
        found = list(states)
        if found:
            held = self.exits.setdefault((kind, name), [])
            held.extend(found)
            if len(held) > 2 * MAX_STATES:
                held[:] = merge(held)

    def take_exits(self, other: Outcomes, *but: str) -> None:
        for (kind, name), states in other.exits.items():
            if kind not in but:
                self.leave(kind, name, states)

    def of(self, kind: str) -> list[State]:
        return [state for (found, _), states in self.exits.items() if found == kind for state in states]


class Player(KeyOps):
    """Plays steps. One player for one kind of run: `first` (widgets at their initial values, triggers at rest) and `warm` (modules imported)."""

    def merge(self, states: list[State]) -> list[State]:
        return merge(states, self.limit)

    def work(self, states: list[State]) -> None:
        """Count one step for each session. Raises OverBudget."""
        self.steps += len(states)
        if self.steps > self.budget:
            raise OverBudget

    def play(self, steps: Sequence[Step], states: list[State]) -> Outcomes:
        done = Outcomes(states)
        for step in steps:
            if not done.next:
                break
            self.work(done.next)
            PLAY[type(step)](self, step, done)
        return done

    def play_block(self, block: int, states: list[State]) -> Outcomes:
        """Play a whole block; variables that nothing asks for any more are forgotten on the way."""
        done = Outcomes(states)
        dead = self.last_uses.get(block, {})
        for index, step in enumerate(self.program.blocks[block]):
            if not done.next:
                break
            self.work(done.next)
            PLAY[type(step)](self, step, done)
            if index in dead:
                for state in done.next:
                    for var in dead[index]:
                        state.locals.pop(var, None)
        return done

    # ---- values ----
    def set_var(self, step: SetVar, done: Outcomes) -> None:
        if step.var not in self.tracked:
            return
        found = [side for state in done.next for side in self._split_by(step.term, state)]
        for state, value in found:
            state.locals[step.var] = value
        done.next = self.merge([state for state, _ in found])

    def _split_by(self, term: Term, state: State) -> list[tuple[State, Lit | Some]]:
        """`x = "k" in st.session_state` with k unsure: the two answers are two sessions, each with what x is worth."""
        value = worth(term, state, self.first)
        if isinstance(value, Lit) or value.truth is not None:
            return [(state, value)]
        if isinstance(term, KeyValue):
            name = exact(term.key, state)
            if name is None or state.cell(name).presence != UNSURE:
                return [(state, value)]
            sides = self.sides(HasKey(term.key), state)
            return [(side, worth(term, side, self.first)) for side in sides]
        if isinstance(term, (HasKey, Negated, Compare)):
            return list(zip(self.sides(term, state), (Lit(True), Lit(False)), strict=True))
        return [(state, value)]

    def sides(self, term: Term, state: State) -> list[State]:
        """The state with the term true, and with it false; an undecided term is an opaque branch."""
        self.branches += 1
        found = []
        for number, outcome in enumerate((True, False)):
            side = state.copy()
            learn(term, outcome, side, self.first)
            if self.claims:
                side.open = (*state.open, (self.branches, number, 2))
            found.append(side)
        return found

    # ---- conditions ----
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
            truth = truth_of(worth(leaf.term, state, self.first))
            if truth is None:
                for side, found in zip(self.sides(leaf.term, state), (true, false), strict=True):
                    found.append(side)
            else:
                learn(leaf.term, truth, state, self.first)
                (true if truth else false).append(state)
        return true, false

    def branch(self, step: BranchStep, done: Outcomes) -> None:
        true, false = self.split(step.test, done.next, done)
        then = self.play(step.then, true)
        other = self.play(step.other, false)
        done.take_exits(then)
        done.take_exits(other)
        done.next = self.merge(then.next + other.next)

    def choose(self, step: Choose, done: Outcomes) -> None:
        if step.default is not None and self.first:
            chosen = self.play(step.blocks[step.default], done.next)
            done.take_exits(chosen)
            done.next = chosen.next
            return
        after: list[State] = []
        self.branches += 1
        branch = self.branches
        before = done.next
        for number, block in enumerate(step.blocks):
            starts = [state.copy() for state in before]
            for state in starts if self.claims else ():
                state.open = (*state.open, (branch, number, len(step.blocks)))
            played = self.play(block, starts)
            done.take_exits(played)
            after.extend(played.next)
        done.next = self.merge(after)

    # ---- loops ----
    def loop(self, step: Loop, done: Outcomes) -> None:
        """To a fixpoint: what a round leaves is joined into what the next one starts from."""
        self.branches += 1
        branch = self.branches
        heads = done.next
        leaving: list[State] = []
        for round_number in range(MAX_LOOPS):
            starts = [state.copy() for state in heads]
            if step.test is not None:
                starts, ended = self.split(step.test, starts, done)
            else:
                ended = [] if step.sure and round_number == 0 else [state.copy() for state in heads]
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
                one.loops.pop(step.loop, None)
            after.extend(current)
        done.next = self.merge(after)

    def _key_round(self, step: EachKey, name: str, states: list[State], done: Outcomes) -> list[State]:
        idle: list[State] = []
        for state in [s for s in states if s.cell(name).presence != PRESENT]:
            idle.append(state if state.cell(name).presence != UNSURE else state.copy())
        active = [s for s in states if s.cell(name).presence >= UNSURE]
        for state in active:
            state.loops[step.loop] = name
            state.keys[name] = with_presence(state.cell(name), True)
        played = self.play(step.body, active)
        done.take_exits(played, "break", "continue")
        return self.merge(idle + played.next + played.of("continue") + played.of("break"))

    # ---- exceptions ----
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
        done.leave(step.kind, step.name, done.next)
        done.next = []

    # ---- calls ----
    def invoke(self, step: Invoke, done: Outcomes) -> None:
        if step.block in self.active:
            return
        self.active.add(step.block)
        played = self._play_known(step.block, done.next)
        self.active.discard(step.block)
        done.take_exits(played, "return")
        returned = played.of("return") + played.next
        for state in returned:
            if step.result in self.tracked:
                state.locals[step.result] = state.result
            state.result = Lit(None)
        done.next = self.merge(returned)

    def _play_known(self, block: int, states: list[State]) -> Outcomes:
        """Play a block, or put back what playing it from an equal cut has shown before."""
        seen = self.footprints[block]
        if seen.whole:
            return self.play_block(block, states)
        all_played = Outcomes([])
        for state in states:
            cut = cut_of(state, seen, self.muted, tuple(self.catching))
            played = self.memo.find(block, cut)
            if played is None:
                played = self.play_block(block, [start(cut, seen)])
                self.memo.keep(block, cut, played)
            all_played.next.extend(put_back(state, after, seen, cut.sure) for after in played.next)
            for (kind, name), afters in played.exits.items():
                all_played.leave(kind, name, [put_back(state, after, seen, cut.sure) for after in afters])
        return all_played

    def handed(self, step: Handed, done: Outcomes) -> None:
        """Somebody else may run these steps: what they write may be there afterwards, what they read proves nothing."""
        self.branches += 1
        before = [state.copy() for state in done.next]
        self._open(before, self.branches, 0)
        self._open(done.next, self.branches, 1)
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


PLAY: dict[type, Callable[..., None]] = {
    Touch: KeyOps.touch,
    Draw: KeyOps.draw,
    SetVar: Player.set_var,
    BranchStep: Player.branch,
    Loop: Player.loop,
    Rounds: Player.rounds,
    EachKey: Player.each_key,
    Attempt: Player.attempt,
    Invoke: Player.invoke,
    Handed: Player.handed,
    Choose: Player.choose,
    Once: Player.once,
    MayRaise: Player.may_raise,
    Exit: Player.exit,
}
