"""What a program does on every run, whatever the user does. In: a Program. Out: resets, guards on the wrong key, and
what imported modules do to the state while they are imported.

    st.session_state.size = 128
    st.slider("Size", 16, 512, key="size")          a Reset of `size`: the slider cannot be moved
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from statelint.explore.program import Branch, Draw, Invoke, Leaf, Once, Opposite, Program, Step, Test, Touch
from statelint.explore.slicing.keys import named
from statelint.explore.terms import Exact, HasKey, KeyValue, Lit, Negated, SiteRef
from statelint.explore.walk import nodes_of, steps_of
from statelint.record import dataclass

NEAR = 0.8  # how alike two keys are, for one to be a slip for the other
SETTING = frozenset({"write", "default", "augment", "ensure", "hint"})


@dataclass(frozen=True, slots=True)
class ResetRef:
    """See observations.Reset."""

    key: str
    site: SiteRef
    lost: SiteRef
    by: str


@dataclass(frozen=True, slots=True)
class GuardRef:
    """See observations.WrongGuard."""

    tested: str
    site: SiteRef
    set_key: str
    set_at: SiteRef


def unconditional(program: Program, steps: Sequence[Step], entered: set[int]) -> Iterator[Step]:
    """The steps that every run comes by, calls entered once each; branches and loops as they are."""
    for step in steps:
        if isinstance(step, (Invoke, Once)):
            if step.block not in entered:
                entered.add(step.block)
                yield from unconditional(program, program.blocks[step.block], entered)
        else:
            yield step


def resets(program: Program) -> Iterator[ResetRef]:
    """Keys that a script assigns a constant before it looks at them, although somebody else stores another value."""
    stored = stored_by_callbacks(program)
    looks = Looks(program)
    for _, block in program.scripts:
        steps = list(unconditional(program, program.blocks[block], set()))
        if not any(map(is_reset, steps)):
            continue
        assigned: dict[str, SiteRef] = {}
        seen: set[str] = set()
        for step in steps:
            if is_reset(step):
                assigned.update({name: step.site for name in named(step.key) if name not in seen})
                continue
            keys, draws = looks.of((step,))
            for name, site in draws:
                if name in assigned and name not in seen:
                    yield ResetRef(name, assigned[name], site, "widget")
            seen |= keys
        yield from (ResetRef(k, at, stored[k], "callback") for k, at in assigned.items() if k in stored and k in seen)


def losing(program: Program, found: ResetRef) -> frozenset[int]:
    """The elements that a user works for nothing."""
    if found.by == "widget":
        nodes = steps_of(program.blocks)
        return frozenset(node.element for node in nodes if isinstance(node, Draw) and node.site == found.lost)
    storing = {
        block
        for block in program.callbacks
        if any(isinstance(n, Touch) and n.site == found.lost for n in steps_of(entered_block(program, block)))
    }
    return frozenset(e for e, control in program.controls.items() if control.callback in storing)


class Looks:
    """The keys that steps ask for, and the widgets that they draw, calls included; each block is looked at once."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.blocks: dict[int, tuple[frozenset[str], tuple[tuple[str, SiteRef], ...]]] = {}

    def of(self, steps: Sequence[Step]) -> tuple[frozenset[str], tuple[tuple[str, SiteRef], ...]]:
        """The keys; the widgets that users move, by key and place."""
        keys: set[str] = set()
        draws: list[tuple[str, SiteRef]] = []
        for node in nodes_of(steps):
            if isinstance(node, (Touch, HasKey, KeyValue, Draw)) and node.key is not None:
                keys.update(named(node.key))
                if isinstance(node, Draw) and movable(self.program, node):
                    draws.extend((name, node.site) for name in named(node.key))
            elif isinstance(node, (Invoke, Once)):
                inner = self._block(node.block)
                keys |= inner[0]
                draws.extend(inner[1])
        return frozenset(keys), tuple(draws)

    def _block(self, number: int) -> tuple[frozenset[str], tuple[tuple[str, SiteRef], ...]]:
        if number not in self.blocks:
            self.blocks[number] = (frozenset(), ())
            self.blocks[number] = self.of(self.program.blocks[number])
        return self.blocks[number]


def is_reset(step: Step) -> TypeGuard[Touch]:
    """Does it assign a constant?"""
    return isinstance(step, Touch) and step.op == "write" and (isinstance(step.value, Lit) or bool(step.empty))


def movable(program: Program, draw: Draw) -> bool:
    """Does a user change this widget, and nobody but the widget's own key tell the app of it?"""
    control = program.controls.get(draw.element)
    return (
        control is not None
        and control.kind == "state"
        and control.assignable
        and control.callback is None
        and draw.disabled is None
    )


def stored_by_callbacks(program: Program) -> dict[str, SiteRef]:
    """Keys that callbacks assign and no callback looks at."""
    steps = [step for block in program.callbacks for step in entered_block(program, block)]
    written: dict[str, SiteRef] = {}
    read: set[str] = set()
    for node in nodes_of(steps):
        if isinstance(node, Touch) and node.op == "write":
            written.update(dict.fromkeys(named(node.key), node.site))
        elif isinstance(node, (Touch, HasKey, KeyValue)):
            read.update(named(node.key))
    return {key: site for key, site in written.items() if key not in read}


def entered_block(program: Program, block: int) -> list[Step]:
    """The steps of a block and of all that it enters."""
    return [step for number in entered_blocks(program, [block]) for step in program.blocks[number]]


def entered_blocks(program: Program, pending: list[int]) -> list[int]:
    found: dict[int, None] = {}
    while pending:
        number = pending.pop()
        if number not in found:
            found[number] = None
            pending.extend(n.block for n in steps_of(program.blocks[number]) if isinstance(n, (Invoke, Once)))
    return list(found)


# ---- guards ----
def wrong_guards(nodes: Mapping[type, Sequence[Any]]) -> Iterator[GuardRef]:
    """Tests for a key that nothing sets, which guard the assignment of a key of nearly the same name. `nodes` are
    those of a program, by their type."""
    setters = [*nodes[Draw], *(touch for touch in nodes[Touch] if touch.op in SETTING)]
    if any(not named(node.key) for node in setters if node.key is not None):
        return
    known = {name for node in setters if node.key is not None for name in named(node.key)}
    for node in nodes[Branch]:
        for tested, site, body in guarded(node.test, node.then, node.other):
            writes = [step for step in body if isinstance(step, Touch) and step.op == "write"]
            targets = {name: step.site for step in writes for name in named(step.key)}
            near = difflib.get_close_matches(tested, targets, n=1, cutoff=NEAR)
            if tested not in known and near and len(targets) == 1:
                yield GuardRef(tested, site, near[0], targets[near[0]])


def guarded(
    test: Test, then: tuple[Step, ...], other: tuple[Step, ...]
) -> Iterator[tuple[str, SiteRef, tuple[Step, ...]]]:
    """The key whose absence a test asks for, where, and what happens then."""
    if isinstance(test, Opposite):
        yield from guarded(test.test, other, then)
    elif isinstance(test, Leaf):
        term, body = (test.term.term, then) if isinstance(test.term, Negated) else (test.term, other)
        if isinstance(term, HasKey) and isinstance(term.key, Exact):
            yield term.key.name, test.site, body


# ---- imports ----
def import_writes(program: Program, imports: Sequence[Once]) -> dict[str, SiteRef]:
    """Keys that the bodies of imported modules set, and where."""
    bodies = [step.block for step in imports]
    found: dict[str, SiteRef] = {}
    for number in entered_blocks(program, bodies):
        for node in steps_of(program.blocks[number]):
            if isinstance(node, Touch) and node.op in ("write", "default"):
                found.update(dict.fromkeys(named(node.key), node.site))
    return found
