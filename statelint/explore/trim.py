"""A Program without what cannot matter to the session: steps that touch no key, decide nothing and leave nowhere.

    Branch(opaque, then=(SetVar(7, …),), other=())   with nobody asking for variable 7 is nothing at all.

Blocks that become empty disappear from their callers; what is left is what `play` walks, often, so it pays to walk
it once more here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import is_
from typing import Any

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
from statelint.explore.terms import AnyKeySet, Exact, Fired, HasKey, KeyRef, KeyValue, OneOf, Some, Var, WidgetValue
from statelint.explore.walk import nodes_of
from statelint.ir.record import replace

Steps = tuple[Step, ...]
# What makes a block more than a computation: it touches the session, or its outcome depends on it.
SESSION = (Touch, Holds, Draw, Handed, EachKey, Once, Invoke, Choose, KeyValue, HasKey, AnyKeySet, Fired, WidgetValue)


def leaves(node: object) -> bool:
    """Does the step end the run? A plain `raise` in a computation is foreseen by a `try` around it, and ignored
    elsewhere."""
    return isinstance(node, Exit) and node.kind in ("stop", "rerun", "switch")


def _recurs(step: Step, block: int) -> bool:
    """Is this nothing but the block entering itself again?"""
    if isinstance(step, Branch):
        inner = (*step.then, *step.other)
        return (
            bool(inner)
            and any(_recurs(one, block) for one in inner)
            and all(_recurs(one, block) or isinstance(one, (Exit, SetVar, MayRaise)) for one in inner)
        )
    return isinstance(step, Handed) and step.body == (Invoke(block),)


def raises(node: MayRaise | Exit) -> bool:
    return isinstance(node, MayRaise) or node.kind == "raise"


class Trimmer:
    """Rewrites blocks, callees before their callers."""

    def __init__(
        self,
        program: Program,
        tracked: frozenset[int],
        keys: frozenset[str] | None,
        elements: frozenset[int] | None = None,
    ) -> None:
        self.program = program
        self.tracked = tracked
        self.keys = keys  # the keys that matter; None for all
        self.elements = elements  # the elements that matter besides; None: what users do is left out
        self.blocks: dict[int, Steps] = {}
        self.rewriting: set[int] = set()
        self.pure: dict[int, Steps] = {}  # blocks that only compute, and what a caller sees of them

    def run(self) -> None:
        for number in range(len(self.program.blocks)):
            self.block(number)
        self.program.blocks[:] = [self.blocks[number] for number in range(len(self.blocks))]

    def block(self, number: int) -> None:
        """Rewrite a block and, before it, those that it enters."""
        if number in self.blocks or number in self.rewriting:
            return
        self.rewriting.add(number)
        block = self.steps(self.program.blocks[number])
        self.blocks[number] = block
        nodes = list(nodes_of([step for step in block if not _recurs(step, number)]))
        telling = (*SESSION, Var) if self.elements is not None else SESSION
        if not any(isinstance(node, telling) or leaves(node) for node in nodes):
            raising = any(isinstance(node, (MayRaise, Exit)) and raises(node) for node in nodes)
            self.pure[number] = (MayRaise(),) if raising else ()

    def steps(self, steps: Sequence[Step]) -> Steps:
        kept: list[Step] = []
        for step in steps:
            rewrite: Callable[[Trimmer, Any], Steps] | None = REWRITE.get(type(step))
            for one in rewrite(self, step) if rewrite else (step,):
                if not (isinstance(one, MayRaise) and kept and isinstance(kept[-1], MayRaise)):
                    kept.append(one)
        as_before = type(steps) is tuple and len(kept) == len(steps) and all(map(is_, kept, steps))
        return steps if as_before else tuple(kept)  # type: ignore[return-value]

    def set_var(self, step: SetVar) -> Steps:
        return (step,) if step.var in self.tracked else ()

    def note(self, step: Note) -> Steps:
        return ()

    def draw(self, step: Draw) -> Steps:
        if self.elements is not None and step.element in self.elements:
            return (step,)
        return (step,) if step.key is not None and self._matters(step.key) else ()

    def touch(self, step: Touch) -> Steps:
        return (step,) if step.op == "clear" or self._matters(step.key) else ()

    def holds(self, step: Holds) -> Steps:
        """What nobody holds alone cannot be lent."""
        held = step.how != "lent" or not isinstance(step.key, Exact) or step.key.name in self.program.held
        return (step,) if held and self._matters(step.key) else ()

    def _matters(self, key: KeyRef) -> bool:
        """Can an operation on this key change the answer? One on keys that nobody can name always may."""
        if self.keys is None or not isinstance(key, (Exact, OneOf)):
            return True
        names = (key.name,) if isinstance(key, Exact) else key.names
        return not self.keys.isdisjoint(names)

    def once(self, step: Once) -> Steps:
        self.block(step.block)
        return () if step.block in self.pure else (step,)

    def invoke(self, step: Invoke) -> Steps:
        self.block(step.block)
        body = self.blocks.get(step.block)
        if step.block in self.pure:
            told = (SetVar(step.result, Some()),) if step.result is not None and step.result in self.tracked else ()
            return (*self.pure[step.block], *told)
        if body is None or step.result in self.tracked:
            return (step,)
        idle = not body or (isinstance(body[0], Exit) and body[0].kind == "return")
        return () if idle else (step,)

    def branch(self, step: Branch) -> Steps:
        test, then, other = self.test(step.test), self.steps(step.then), self.steps(step.other)
        if then or other:
            as_before = test is step.test and then is step.then and other is step.other
            return (step if as_before else Branch(test, then, other),)
        return self._asked(test)

    def _asked(self, test: Test) -> Steps:
        """What a condition does although nothing depends on its outcome."""
        if isinstance(test, Leaf):
            return test.steps
        if isinstance(test, Opposite):
            return self._asked(test.test)
        return (Branch(test, (), ()),) if self._asked(test.left) or self._asked(test.right) else ()

    def test(self, test: Test) -> Test:
        if isinstance(test, Leaf):
            steps = self.steps(test.steps)
            return test if steps is test.steps else replace(test, steps=steps)
        if isinstance(test, Opposite):
            inner = self.test(test.test)
            return test if inner is test.test else Opposite(inner)
        left, right = self.test(test.left), self.test(test.right)
        return test if left is test.left and right is test.right else type(test)(left, right)

    def loop(self, step: Loop) -> Steps:
        body, orelse = self.steps(step.body), self.steps(step.orelse)
        test = self.test(step.test) if step.test is not None else None
        idle = not body and (test is None or not self._asked(test))
        as_before = body is step.body and orelse is step.orelse and test is step.test
        return orelse if idle else (step if as_before else Loop(body, orelse, test, step.sure),)

    def rounds(self, step: Rounds) -> Steps:
        bodies = tuple(body for body in map(self.steps, step.bodies) if body)
        orelse = self.steps(step.orelse)
        return (Rounds(bodies, orelse),) if bodies else orelse

    def each_key(self, step: EachKey) -> Steps:
        body = self.steps(step.body)
        return (EachKey(step.loop, body),) if body else ()

    def attempt(self, step: Attempt) -> Steps:
        body, orelse, final = self.steps(step.body), self.steps(step.orelse), self.steps(step.final)
        handlers = tuple(map(self.catch, step.handlers))
        quiet = all(isinstance(one, MayRaise) for one in body) and not any(handler.body for handler in handlers)
        if quiet:
            return orelse + final
        rewritten = Attempt(body, handlers, orelse, final, step.site)
        parts = zip((body, orelse, final, *handlers), (step.body, step.orelse, step.final, *step.handlers), strict=True)
        return (step if all(new is old for new, old in parts) else rewritten,)

    def catch(self, handler: Catch) -> Catch:
        body = self.steps(handler.body)
        return handler if body is handler.body else Catch(handler.classes, body)

    def handed(self, step: Handed) -> Steps:
        body = self.steps(step.body)
        if not body:
            return ()
        return (step if body is step.body else Handed(body, step.why),)

    def choose(self, step: Choose) -> Steps:
        blocks = tuple(map(self.steps, step.blocks))
        return (Choose(blocks, step.default, step.pages),) if any(blocks) else ()


REWRITE: dict[type, Callable[[Trimmer, Any], Steps]] = {
    SetVar: Trimmer.set_var,
    Draw: Trimmer.draw,
    Note: Trimmer.note,
    Holds: Trimmer.holds,
    Touch: Trimmer.touch,
    Invoke: Trimmer.invoke,
    Once: Trimmer.once,
    Branch: Trimmer.branch,
    Loop: Trimmer.loop,
    Rounds: Trimmer.rounds,
    EachKey: Trimmer.each_key,
    Attempt: Trimmer.attempt,
    Handed: Trimmer.handed,
    Choose: Trimmer.choose,
}


def trim(program: Program, tracked: frozenset[int]) -> None:
    """Rewrite the blocks of a program in place."""
    Trimmer(program, tracked, None).run()
