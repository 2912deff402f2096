"""Drawing elements: what it does to their keys, what a user can then work, and what clashes with an assignment.

A plain value that is assigned in the run that first draws its widget becomes the widget's; one from an earlier run
stays behind it (Streamlit 1.28 to 1.67).
"""

from __future__ import annotations

from statelint.explore.fitting import fitted
from statelint.explore.inputs import Inputs, given
from statelint.explore.merging import covers
from statelint.explore.play.handlers import REFUSED
from statelint.explore.play.keyops import Drawn, Failure, KeyOps
from statelint.explore.play.outcomes import Outcomes
from statelint.explore.play.triggers import TriggerLostError, resting
from statelint.explore.program import Control, Draw, Touch
from statelint.explore.state import ABSENT, PRESENT, UNSURE, Cell, State, doubted
from statelint.explore.terms import KeyRef, Lit, Some, Term
from statelint.explore.worth import exact, may_name, plain, remembered, truth_of, worth
from statelint.record import replace

UNFIT = "TypeError"  # what is raised where a widget cannot show its value


class Draws(KeyOps):
    """Elements and their keys."""

    def draw(self, step: Draw, done: Outcomes) -> None:
        self.unseen.discard(step.element)
        if step.disabled is not None and self.inputs is not None:
            self._disable(step, self.inputs, done.next)
        self._note_drawn(step, done.next)
        if step.key is not None:
            self._draw_key(step, done)
        elif self.inputs is not None and step.element in self.inputs.widgets:
            self._remember(step, self.inputs, done.next)
        if self.sure is not None:
            for state in done.next:
                there = frozenset(name for name, cell in state.keys.items() if self._lasts(name, cell, state))
                self.sure[step.element] = self.sure.get(step.element, there) & there

    def _disable(self, step: Draw, inputs: Inputs, states: list[State]) -> None:
        """What is drawn disabled takes nothing from the browser (from Streamlit 1.61 on)."""
        if step.element in inputs.fired:
            self._lose(step, states)
        elif step.element in inputs.sent and not all(self._workable(step, state) for state in states):
            raise TriggerLostError

    def _lose(self, step: Draw, states: list[State]) -> None:
        """A trigger is drawn disabled in the run that it has started: its callback has run, its value says no."""
        for state in states:
            disabled = truth_of(worth(step.disabled or Lit(False), state, self.inputs))
            if disabled is not False:
                value = resting(self.program.controls[step.element].command) if disabled else Some()
                state.let(given(step.element), value)
                name = exact(step.key, state) if step.key is not None else None
                if name is not None and state.cell(name).widget == PRESENT:
                    state.put(name, replace(state.cell(name), value=value))

    def _remember(self, step: Draw, inputs: Inputs, states: list[State]) -> None:
        """A widget without a key may be another one than before."""
        values = {remembered(step, inputs.widgets[step.element], state, inputs) for state in states}
        values.update({self.renewed[step.element]} if step.element in self.renewed else ())
        self.renewed[step.element] = values.pop() if len(values) == 1 else Some()

    def _lasts(self, name: str, cell: Cell, state: State) -> bool:
        """Is a key there, and still when the run is over, if nobody deletes it?"""
        return cell.plain == PRESENT or (cell.widget == PRESENT and name in state.drawn)

    def _draw_key(self, step: Draw, done: Outcomes) -> None:
        assert step.key is not None
        control = self.program.controls.get(step.element)
        if control is not None and not control.assignable:
            self._clash(step, done, [s for s in done.next if self._just_assigned(step, s)], "readonly")
        if control is not None and self.inputs is not None:
            self._fit(step.key, control, done)
        for state in done.next:
            name = exact(step.key, state)
            if name is not None:
                self._own(step, name, state, control is not None and control.lasting)
                continue
            for one in may_name(step.key, self.names, state):
                state.put(one, doubted(state.cell(one), "family"))

    def _fit(self, key: KeyRef, control: Control, done: Outcomes) -> None:
        """A value that the widget cannot show ends the run."""
        refused = []
        for state in done.next:
            name = exact(key, state)
            cell = state.cell(name or "")
            if name is None or not isinstance(cell.value, Lit) or cell.presence != PRESENT:
                continue
            value = fitted(control, cell.value)
            if value is None:
                refused.append(state)
            elif value is not cell.value:
                state.put(name, replace(cell, value=value))
        if refused:
            done.next = [state for state in done.next if not any(state is one for one in refused)]
            for state in refused:
                state.crashed = state.crashed or not self.caught(UNFIT)
            done.leave("raise", UNFIT, refused)

    def _workable(self, step: Draw, state: State) -> bool:
        return step.disabled is None or truth_of(worth(step.disabled, state, self.inputs)) is False

    def _own(self, step: Draw, name: str, state: State, lasting: bool) -> None:
        """The widget takes over its key."""
        cell = state.cell(name)
        shown = self.inputs.widgets.get(step.element) if self.inputs is not None else None
        value = cell.value if cell.presence == PRESENT else shown or worth(step.initial, state, self.inputs)
        if cell.presence == UNSURE or self.inputs is None:
            value = Some()
        if cell.presence == ABSENT:
            self.begun[step.element] = step.element in self.earlier
        elif cell.fresh or cell.widget == ABSENT:
            self.put[step.element] = plain(value)
        kept = PRESENT if lasting else ABSENT if cell.fresh and cell.widget == ABSENT else cell.plain
        state.put(name, Cell(kept, PRESENT, value))
        state.drawn |= {name}
        self.drawn_keys.add(name)

    def _note_drawn(self, step: Draw, states: list[State]) -> None:
        if self.inputs is None or step.element not in self.program.controls or step.element in self.drawn:
            return
        self.seen.add(step.element)
        live = [state for state in states if not state.crashed]
        if not live or not covers(state.open for state in live):
            return
        bound = tuple((var, self._agreed(term, live)) for var, term in step.bound)
        self.drawn[step.element] = Drawn(
            all(self._workable(step, s) for s in live), bound, self._agreed(step.initial, live)
        )

    def _agreed(self, term: Term, states: list[State]) -> Lit | Some:
        values = {worth(term, state, self.inputs) for state in states}
        return values.pop() if len(values) == 1 else Some()

    # ---- clashes ----
    def _just_assigned(self, step: Draw, state: State) -> bool:
        name = exact(step.key, state) if step.key is not None else None
        cell = state.cell(name or "")
        if name is not None and self.inputs is None:
            self.record.suspects.add(name)
        return name is not None and cell.fresh and cell.presence == PRESENT

    def assigning(self, step: Touch, done: Outcomes) -> None:
        clashing = []
        for state in done.next:
            name = exact(step.key, state)
            if name is None or name not in self.drawn_keys:
                continue
            if self.inputs is None:
                self.record.suspects.add(name)
            elif name in state.drawn and state.cell(name).widget == PRESENT:
                clashing.append(state)
        self._clash(step, done, clashing, "drawn")

    def _clash(self, step: Touch | Draw, done: Outcomes, states: list[State], what: str) -> None:
        """These states raise here: a handler gets them, else the run ends, and is played on as if nothing was."""
        if not states or step.key is None:
            return
        answer = self.caught(REFUSED)
        done.leave("raise", REFUSED, [state.copy() for state in states])
        if answer is True:
            done.next = [state for state in done.next if not any(state is one for one in states)]
        if answer is not False:
            return
        failing = [state for state in states if not state.crashed]
        if failing and self.claims and covers(state.open for state in failing):
            name = exact(step.key, failing[0]) or ""
            failure = Failure(step, name, None, failing[0].copy(), self.opened, what=what)
            failure.in_callback = self.in_callback
            self.record.failures.append(failure)
            for state in states:
                state.crashed = True
