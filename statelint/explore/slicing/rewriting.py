"""The part of a program that matters, as a program. In: a Layout and its Needs. Out: blocks, with the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import is_
from typing import Any, ClassVar

from statelint.explore.program import (
    Attempt,
    Branch,
    Catch,
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
    Once,
    Opposite,
    Rounds,
    SetVar,
    Step,
    Test,
    Touch,
)
from statelint.explore.slicing.keys import named
from statelint.explore.slicing.layout import Entry
from statelint.explore.slicing.needs import Needs
from statelint.explore.terms import Exact, KeyRef, LoopKey, OneOf, Some
from statelint.record import replace

Steps = tuple[Step, ...]
RETURN = Exit("return")


class Rewriter:
    """Writes steps down again, without what does not matter."""

    table: ClassVar[dict[type, Callable[[Rewriter, Any, Entry, int], Iterable[Step]]]]

    def __init__(self, needs: Needs) -> None:
        self.needs = needs
        self.tracked = frozenset(filter(needs.follows, needs.needed))

    def blocks(self) -> list[Steps]:
        """The blocks of the part."""
        layout = self.needs.layout
        return [
            self.steps(layout.entries.get(number, ()), number, block)
            for number, block in enumerate(layout.program.blocks)
        ]

    def steps(self, entries: Sequence[Entry], region: int, before: Sequence[Step]) -> Steps:
        if not self.needs.active(region):
            return ()
        kept: list[Step] = []
        for entry in entries:
            for step in self.table[type(entry.step)](self, entry.step, entry, region):
                if not (type(step) is MayRaise and kept and type(kept[-1]) is MayRaise):
                    kept.append(step)
        as_before = type(before) is tuple and len(kept) == len(before) and all(map(is_, kept, before))
        return before if as_before else tuple(kept)  # type: ignore[return-value]

    def part(self, part: tuple[int, Sequence[Entry]], before: Sequence[Step]) -> Steps:
        region, entries = part
        return self.steps(entries, region, before)

    # ---- single steps ----
    def touch(self, step: Touch, entry: Entry, region: int) -> Steps:
        if step.op != "clear" and not self._wanted(step.key):
            return ()
        asked = self.needs.values if isinstance(step.key, LoopKey) else self.needs.values.intersection(named(step.key))
        if step.value is None or asked:
            return (step,)
        return (replace(step, value=None),)

    def holds(self, step: Holds, entry: Entry, region: int) -> Steps:
        values = self.needs.values if step.how != "lent" else self.needs.values & self.needs.layout.program.held
        named_one = isinstance(step.key, (Exact, OneOf))
        return (step,) if values and not (named_one and values.isdisjoint(named(step.key))) else ()

    def draw(self, step: Draw, entry: Entry, region: int) -> Steps:
        if self.needs.elements is not None and step.element in self.needs.elements:
            return (step,)
        return (step,) if step.key is not None and self._wanted(step.key) else ()

    def _wanted(self, key: KeyRef) -> bool:
        keys = self.needs.keys
        return keys is None or not isinstance(key, (Exact, OneOf)) or not keys.isdisjoint(named(key))

    def set_var(self, step: SetVar, entry: Entry, region: int) -> Steps:
        return (step,) if step.var in self.tracked else ()

    def invoke(self, step: Invoke, entry: Entry, region: int) -> Steps:
        asked = step.block in self.needs.lively or entry.place in self.needs.places
        if asked and self.needs.active(step.block):
            return (step,)
        raised: Steps = (MayRaise(),) if entry.place in self.needs.exits else ()
        if step.result is None or step.result not in self.tracked:
            return raised
        return (*raised, SetVar(step.result, Some()))

    def once(self, step: Once, entry: Entry, region: int) -> Steps:
        return (step,) if self.needs.active(step.block) else ()

    def may_raise(self, step: MayRaise, entry: Entry, region: int) -> Steps:
        return (step,) if entry.place in self.needs.exits else ()

    def exit(self, step: Exit, entry: Entry, region: int) -> Steps:
        if step.kind in ("stop", "rerun", "switch"):
            return (step,)
        if entry.place not in self.needs.exits:
            return ()
        asked = step.kind != "return" or step.term is None or self.needs.layout.block_of[region] in self.needs.returning
        return (step,) if asked else (RETURN,)

    # ---- conditions ----
    def branch(self, step: Branch, entry: Entry, region: int) -> Steps:
        test, then, other = entry.parts
        if not (self.needs.active(then[0]) or self.needs.active(other[0])):
            return self._evaluated(step.test, test, region)
        asked = self.test(step.test, test, region)
        yes, no = self.part(then, step.then), self.part(other, step.other)
        as_before = asked is step.test and yes is step.then and no is step.other
        return (step if as_before else Branch(asked, yes, no),)

    def _evaluated(self, test: Test, parts: Any, region: int) -> Steps:
        """What a condition does although nothing depends on its outcome."""
        if isinstance(test, Leaf):
            return self.steps(parts, region, test.steps) if parts else ()
        if isinstance(test, Opposite):
            return self._evaluated(test.test, parts, region)
        left, (right, more) = parts
        if self._evaluated(test.right, more, right):
            return (Branch(self.test(test, parts, region), (), ()),)
        return self._evaluated(test.left, left, region)

    def test(self, test: Test, parts: Any, region: int) -> Test:
        if isinstance(test, Leaf):
            steps = self.steps(parts, region, test.steps) if parts else ()
            return test if steps is test.steps or steps == test.steps else replace(test, steps=steps)
        if isinstance(test, Opposite):
            inner = self.test(test.test, parts, region)
            return test if inner is test.test else Opposite(inner)
        left, right = self.test(test.left, parts[0], region), self.test(test.right, parts[1][1], parts[1][0])
        return test if left is test.left and right is test.right else type(test)(left, right)

    # ---- loops ----
    def loop(self, step: Loop, entry: Entry, region: int) -> Steps:
        around, test, body, orelse = entry.parts
        inner, after = self.part(body, step.body), self.part(orelse, step.orelse)
        if not inner and (step.test is None or not self._evaluated(step.test, test, around)):
            return after
        asked = self.test(step.test, test, around) if step.test is not None else None
        as_before = inner is step.body and after is step.orelse and asked is step.test
        return (step if as_before else Loop(inner, after, asked, step.sure),)

    def rounds(self, step: Rounds, entry: Entry, region: int) -> Steps:
        _, bodies, orelse = entry.parts
        found = [self.part(part, body) for part, body in zip(bodies, step.bodies, strict=True)]
        kept, after = tuple(filter(None, found)), self.part(orelse, step.orelse)
        return (Rounds(kept, after),) if kept else after

    def each_key(self, step: EachKey, entry: Entry, region: int) -> Steps:
        body = self.part(entry.parts, step.body)
        return (step if body is step.body else EachKey(step.loop, body),) if body else ()

    # ---- others ----
    def attempt(self, step: Attempt, entry: Entry, region: int) -> Steps:
        _, body, handlers, orelse, final = entry.parts
        parts = zip(step.handlers, handlers, strict=True)
        caught = tuple(self._catch(handler, part) for handler, part in parts)
        tried, after, last = self.part(body, step.body), self.part(orelse, step.orelse), self.part(final, step.final)
        if all(type(one) is MayRaise for one in tried) and not any(handler.body for handler in caught):
            return after + last
        return (Attempt(tried, caught, after, last, step.site),)

    def _catch(self, handler: Catch, part: tuple[int, Sequence[Entry]]) -> Catch:
        body = self.part(part, handler.body)
        return handler if body is handler.body else Catch(handler.classes, body)

    def handed(self, step: Handed, entry: Entry, region: int) -> Steps:
        body = self.part(entry.parts, step.body)
        return (step if body is step.body else Handed(body, step.why),) if body else ()

    def choose(self, step: Choose, entry: Entry, region: int) -> Steps:
        blocks = tuple(self.part(part, block) for part, block in zip(entry.parts, step.blocks, strict=True))
        return (Choose(blocks, step.default, step.pages),) if any(blocks) else ()


Rewriter.table = {
    Touch: Rewriter.touch,
    Draw: Rewriter.draw,
    Holds: Rewriter.holds,
    SetVar: Rewriter.set_var,
    Branch: Rewriter.branch,
    Loop: Rewriter.loop,
    Rounds: Rewriter.rounds,
    EachKey: Rewriter.each_key,
    Attempt: Rewriter.attempt,
    Invoke: Rewriter.invoke,
    Once: Rewriter.once,
    Handed: Rewriter.handed,
    Choose: Rewriter.choose,
    MayRaise: Rewriter.may_raise,
    Exit: Rewriter.exit,
}
