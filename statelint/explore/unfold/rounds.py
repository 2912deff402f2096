"""After which changes in a loop's body another round of the loop can start.

for name in st.session_state.names:             Loop((Branch(…, (Note(3), Exit("break"))), Note(4)))
    if name == wanted:                          another_round(body, blocks) == {4}: whoever passes Note(3) leaves
        st.session_state.names.remove(name)
        break
    st.session_state.names.remove(other)
"""

from __future__ import annotations

from collections.abc import Sequence

from statelint.explore.program import (
    Attempt,
    Branch,
    Choose,
    EachKey,
    Exit,
    Handed,
    Invoke,
    Loop,
    MayRaise,
    Note,
    Rounds,
    Step,
)
from statelint.explore.unfold.paths import leaves
from statelint.record import dataclass, field

Passed = frozenset[int]  # changes that were made on some way to here


@dataclass(slots=True)
class Ends:
    """What was passed on the ways that end a block: at its end (None: nobody gets there) or by an exit."""

    end: Passed | None
    exits: dict[str, Passed] = field(default_factory=dict)

    def leave(self, kind: str, passed: Passed) -> None:
        self.exits[kind] = self.exits.get(kind, frozenset()) | passed

    def take(self, other: Ends, *but: str) -> None:
        for kind, passed in other.exits.items():
            if kind not in but:
                self.leave(kind, passed)


class Walk:
    """Follows blocks; a function that is being followed already adds nothing."""

    def __init__(self, blocks: Sequence[tuple[Step, ...]]) -> None:
        self.blocks = blocks
        self.inside: list[int] = []

    def steps(self, steps: Sequence[Step], passed: Passed) -> Ends:
        ends = Ends(passed)
        before: Step | None = None
        for step in steps:
            if ends.end is None:
                break
            if isinstance(step, MayRaise) and not isinstance(before, Note):  # a change that raises changes nothing
                ends.leave("raise", ends.end)
            ends.end = self.step(step, ends.end, ends)
            before = step
        return ends

    def step(self, step: Step, passed: Passed, ends: Ends) -> Passed | None:
        """What is passed after one step, None if it never ends; its exits go to `ends`."""
        match step:
            case Note(change=change):
                return passed | {change}
            case Exit(kind=kind):
                ends.leave(kind, passed)
                return None
            case Branch(test=test, then=then, other=other):
                asked = self.steps([inner for leaf in leaves(test) for inner in leaf.steps], passed)
                ends.take(asked)
                start = asked.end if asked.end is not None else passed
                return self.either((then, other), start, ends)
            case Choose(blocks=blocks):
                return self.either(blocks, passed, ends)
            case Loop(body=body, orelse=orelse) | Rounds(bodies=(body, *_), orelse=orelse):
                return self.loop(body, orelse, passed, ends)
            case EachKey(body=body):
                return self.loop(body, (), passed, ends)
            case Attempt():
                return self.attempt(step, passed, ends)
            case Invoke(block=block) if block not in self.inside:
                return self.invoke(block, passed, ends)
            case Handed(body=body):
                return passed | (self.steps(body, passed).end or frozenset())
        return passed

    def either(self, blocks: Sequence[Sequence[Step]], passed: Passed, ends: Ends) -> Passed | None:
        each = [self.steps(block, passed) for block in blocks]
        for one in each:
            ends.take(one)
        reached = [one.end for one in each if one.end is not None]
        return frozenset().union(*reached) if reached else None

    def loop(self, body: Sequence[Step], orelse: Sequence[Step], passed: Passed, ends: Ends) -> Passed | None:
        each = self.steps(body, passed)
        ends.take(each, "break", "continue")
        after = passed.union(each.end or (), *(each.exits.get(kind, ()) for kind in ("break", "continue")))
        last = self.steps(orelse, after)
        ends.take(last)
        return last.end

    def attempt(self, step: Attempt, passed: Passed, ends: Ends) -> Passed | None:
        body = self.steps((*step.body, *step.orelse), passed)
        ends.take(body, *(("raise",) if step.handlers else ()))
        raised = passed | body.exits.get("raise", frozenset())
        reached = [body.end] if body.end is not None else []
        for handler in step.handlers:
            everything = not handler.classes or "BaseException" in handler.classes  # the ends of runs as well
            start = raised.union(*body.exits.values()) if everything else raised
            caught = self.steps(handler.body, start)
            ends.take(caught)
            reached += [caught.end] if caught.end is not None else []
        if not reached:
            return None
        last = self.steps(step.final, frozenset().union(*reached))
        ends.take(last)
        return last.end

    def invoke(self, block: int, passed: Passed, ends: Ends) -> Passed | None:
        self.inside.append(block)
        called = self.steps(self.blocks[block], passed)
        self.inside.pop()
        ends.take(called, "return", "break", "continue")
        if called.end is None and "return" not in called.exits:
            return None
        return (called.end or frozenset()) | called.exits.get("return", frozenset())


def another_round(body: Sequence[Step], blocks: Sequence[tuple[Step, ...]]) -> Passed:
    """The changes after which the loop with this body can start another round."""
    ends = Walk(blocks).steps(body, frozenset())
    return (ends.end or frozenset()) | ends.exits.get("continue", frozenset())
