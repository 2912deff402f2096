"""Laying a Program out, block by block, as far as scripts and callbacks reach. In: a Program. Out: its Layout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

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
    Leaf,
    Loop,
    MayRaise,
    Note,
    Once,
    Opposite,
    Program,
    Rounds,
    SetVar,
    Step,
    Test,
    Touch,
)
from statelint.explore.slicing.asks import Asks, asks
from statelint.explore.slicing.keys import named, touches_others
from statelint.explore.slicing.layout import NOWHERE, Entry, Held, Layout, Spot
from statelint.explore.terms import UNKNOWN_TERM, Exact, Lit, LoopKey, OneOf

FIRST = -1  # matters as soon as anything in its region does
Entries = tuple[Entry, ...]


def lay_out(program: Program) -> Layout:
    """The layout of a program."""
    return Writer(program).layout


class Writer:
    """Walks blocks; `loop` (with its `else`), `outermost` and `attempt` are what is around the step that it is at."""

    table: ClassVar[dict[type, Callable[[Writer, Any, int], Any]]]

    def __init__(self, program: Program) -> None:
        self.layout = Layout(program)
        self.loop = self.orelse = NOWHERE
        self.outermost = NOWHERE  # the place where the outermost loop around begins
        self.attempt = NOWHERE
        self.pending = [block for _, block in program.scripts] + program.callbacks
        while self.pending:
            number = self.pending.pop()
            if number not in self.layout.entries:
                self.layout.entries[number] = ()
                self.loop = self.orelse = self.outermost = NOWHERE
                self.attempt = number
                self.layout.entries[number] = self.steps(program.blocks[number], number)

    def steps(self, steps: Sequence[Step], region: int) -> Entries:
        layout, found = self.layout, []
        for step in steps:
            if type(step) is not Note:
                layout.places += 1
                place = layout.places
                found.append(Entry(step, place, self.table[type(step)](self, step, region)))
        return tuple(found)

    # ---- single steps ----
    def spot(self, region: int, seen: Asks, callee: int = NOWHERE) -> Spot:
        if seen.session:
            self.layout.speaking.add(self.layout.block_of[region])
        return Spot(region, self.layout.places, seen, callee)

    def touch(self, step: Touch, region: int) -> None:
        layout, seen = self.layout, asks(step.value)
        layout.asked.update(seen.variables)
        layout.speaking.add(layout.block_of[region])
        spot = Spot(region, layout.places)
        if step.op == "clear" or not isinstance(step.key, (Exact, OneOf)):
            layout.loose.append(spot)
        if isinstance(step.value, Lit):
            for name in named(step.key) if not isinstance(step.key, LoopKey) else ("",):
                layout.constants.setdefault(name, []).append(step.value)
        for name in named(step.key):
            layout.touches.setdefault(name, []).append(spot)
            if step.value is not None:
                layout.stored.setdefault(name, []).append(Spot(region, layout.places, seen))

    def draw(self, step: Draw, region: int) -> None:
        layout, seen = self.layout, asks(step.disabled)
        layout.asked.update(seen.variables)
        layout.speaking.add(layout.block_of[region])
        spot = self.spot(region, seen)
        layout.drawn.setdefault(step.element, []).append(spot)
        if step.key is not None and not isinstance(step.key, (Exact, OneOf)):
            layout.loose.append(spot)
        for name in named(step.key) if step.key is not None else ():
            layout.keyed.setdefault(name, []).append(spot)
            layout.stored.setdefault(name, []).append(Spot(region, layout.places, asks(step.initial)))
        for var, term in step.bound:
            seen = asks(term)
            layout.told.add(var)
            layout.sources.setdefault(var, set()).update(seen.variables)
            layout.setters.setdefault(var, []).append(Spot(region, NOWHERE, seen))

    def holds(self, step: Holds, region: int) -> None:
        """A container that nothing but its key holds cannot be lent unless there is one."""
        layout, spot = self.layout, Spot(region, self.layout.places)
        if not isinstance(step.key, (Exact, OneOf)):
            (layout.lent if step.how == "lent" else layout.altered).append(spot)
        for name in named(step.key):
            if step.how != "lent" or name in layout.program.held:
                layout.changed.setdefault(name, []).append(spot)

    def set_var(self, step: SetVar, region: int) -> None:
        seen = asks(step.term)
        self.layout.sources.setdefault(step.var, set()).update(seen.variables)
        if not seen.variables and step.term != UNKNOWN_TERM:
            self.layout.told.add(step.var)
        self.layout.setters.setdefault(step.var, []).append(self.spot(region, seen))

    def invoke(self, step: Invoke | Once, region: int) -> None:
        layout = self.layout
        spot = Spot(region, layout.places, callee=step.block)
        layout.calls.setdefault(step.block, []).append(spot)
        layout.foreseen.setdefault(self.attempt, []).append(spot)
        if isinstance(step, Invoke) and step.result is not None:
            layout.results.add(step.result)
            layout.setters.setdefault(step.result, []).append(spot)
        self.pending.append(step.block)

    def may_raise(self, step: MayRaise, region: int) -> None:
        self.layout.foreseen.setdefault(self.attempt, []).append(Spot(region, self.layout.places))

    def exit(self, step: Exit, region: int) -> None:
        layout = self.layout
        block, place = layout.block_of[region], layout.places
        spot = self.spot(region, asks(step.term))
        if step.kind == "return":
            layout.returns.setdefault(block, []).append(spot)
            layout.held.setdefault(block, []).append(Held(place if self.outermost < 0 else self.outermost, spot))
        elif step.kind in ("break", "continue"):
            after = place if step.kind == "continue" else FIRST
            layout.held.setdefault(self.loop, []).append(Held(after, spot))
            if step.kind == "break":
                layout.held.setdefault(self.orelse, []).append(Held(FIRST, spot))
        elif step.kind == "raise":
            layout.raises.setdefault(block, []).append(spot)
        else:
            layout.speaking.add(block)
            layout.ends.append(spot)

    # ---- conditions ----
    def branch(self, step: Branch, region: int) -> Any:
        test = self.test(step.test, region)
        number = self.asked(step.test)
        then, other = self.layout.region(region, number), self.layout.region(region, number)
        return test, (then, self.steps(step.then, then)), (other, self.steps(step.other, other))

    def asked(self, test: Test) -> int:
        """The number of a test."""
        found: list[Asks] = []
        pending = [test]
        while pending:
            one = pending.pop()
            if isinstance(one, Leaf):
                found.append(asks(one.term))
            else:
                pending += [one.test] if isinstance(one, Opposite) else [one.left, one.right]
        self.layout.tests.append(tuple(found))
        return len(self.layout.tests) - 1

    def test(self, test: Test, region: int) -> Any:
        """The steps of a test; what stands on the right of `and` and `or` depends on what stands on the left."""
        if isinstance(test, Leaf):
            seen = asks(test.term)
            block = self.layout.block_of[region]
            self.layout.asked.update(seen.variables)
            self.layout.speaking.update({block} if seen.session else ())
            self.layout.comparing.update({block} if seen.variables else ())
            self.layout.conditions.append((block, seen))
            return self.steps(test.steps, region) if test.steps else ()
        if isinstance(test, Opposite):
            return self.test(test.test, region)
        left = self.test(test.left, region)
        right = self.layout.region(region, self.asked(test.left))
        return left, (right, self.test(test.right, right))

    # ---- loops ----
    def inside(self, steps: Sequence[Step], region: int, loop: int, orelse: int = NOWHERE) -> Entries:
        """The body of a loop."""
        self.layout.loops.add(region)
        outer = self.loop, self.orelse, self.outermost
        self.loop, self.orelse = loop, orelse
        self.outermost = self.layout.places if self.outermost < 0 else self.outermost
        found = self.steps(steps, region)
        self.loop, self.orelse, self.outermost = outer
        return found

    def looping(self, step: Loop, region: int) -> Any:
        around = self.layout.region(region)
        test = self.test(step.test, around) if step.test is not None else ()
        body = self.layout.region(around, self.asked(step.test) if step.test is not None else NOWHERE)
        orelse = self.layout.region(region)
        inner = self.inside(step.body, body, body, orelse)
        return around, test, (body, inner), (orelse, self.steps(step.orelse, orelse))

    def rounds(self, step: Rounds, region: int) -> Any:
        around, orelse = self.layout.region(region), self.layout.region(region)
        bodies = []
        for steps in step.bodies:
            body = self.layout.region(around)
            bodies.append((body, self.inside(steps, body, around, orelse)))
        return around, tuple(bodies), (orelse, self.steps(step.orelse, orelse))

    def each_key(self, step: EachKey, region: int) -> Any:
        self.layout.speaking.add(self.layout.block_of[region])
        self.layout.tests.append((Asks(everything=touches_others(step)),))
        body = self.layout.region(region, len(self.layout.tests) - 1)
        return body, self.inside(step.body, body, body)

    # ---- others ----
    def attempted(self, step: Attempt, region: int) -> Any:
        layout = self.layout
        around = layout.region(region)
        layout.attempts.update({around} if step.handlers else ())
        body = layout.region(around)
        outer, self.attempt = self.attempt, around
        inner = self.steps(step.body, body)
        self.attempt = outer
        handlers = []
        for handler in step.handlers:
            part = layout.region(around)
            handlers.append((part, self.steps(handler.body, part)))
        orelse, final = layout.region(around), layout.region(around)
        rest = (orelse, self.steps(step.orelse, orelse)), (final, self.steps(step.final, final))
        return around, (body, inner), tuple(handlers), *rest

    def handed(self, step: Handed, region: int) -> Any:
        body = self.layout.region(region)
        outer, self.attempt = self.attempt, NOWHERE  # what it raises, it raises for somebody else
        found = self.steps(step.body, body)
        self.attempt = outer
        return body, found

    def choose(self, step: Choose, region: int) -> Any:
        return tuple((part, self.steps(block, part)) for block in step.blocks for part in [self.layout.region(region)])


Writer.table = {
    Touch: Writer.touch,
    Draw: Writer.draw,
    Holds: Writer.holds,
    SetVar: Writer.set_var,
    Branch: Writer.branch,
    Loop: Writer.looping,
    Rounds: Writer.rounds,
    EachKey: Writer.each_key,
    Attempt: Writer.attempted,
    Invoke: Writer.invoke,
    Once: Writer.invoke,
    Handed: Writer.handed,
    Choose: Writer.choose,
    MayRaise: Writer.may_raise,
    Exit: Writer.exit,
}
