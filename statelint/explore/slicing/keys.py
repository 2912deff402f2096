"""Which keys the steps of a Program name, and which blocks they enter. In: steps or blocks. Out: names, numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from statelint.explore.program import Draw, EachKey, Invoke, Once, Program, Step, Touch
from statelint.explore.terms import Exact, KeyRef, LoopKey, OneOf
from statelint.explore.walk import steps_of

Steps = tuple[Step, ...]
HARD = frozenset({"read", "augment", "delete", "pop"})


def reachable(program: Program, blocks: list[Steps]) -> set[int]:
    """The blocks that scripts and callbacks still enter."""
    return entered(program, lambda number: enters(blocks[number]))


def enters(block: Steps) -> frozenset[int]:
    """The blocks that a block enters itself."""
    return frozenset(node.block for node in steps_of(block) if isinstance(node, (Invoke, Once)))


def entered(program: Program, enters: Callable[[int], Iterable[int]]) -> set[int]:
    """The blocks that scripts and callbacks enter, also through others."""
    pending = [block for _, block in program.scripts] + program.callbacks
    found: set[int] = set()
    while pending:
        number = pending.pop()
        if number not in found:
            found.add(number)
            pending.extend(enters(number))
    return found


def hard_keys(blocks: Iterable[Steps]) -> set[str]:
    """The keys of operations that raise where the key is absent."""
    touches = (node for block in blocks for node in steps_of(block) if isinstance(node, Touch))
    return {name for touch in touches if touch.op in HARD for name in named(touch.key)}


def clashing_keys(blocks: Iterable[Steps]) -> set[str]:
    """The keys that a widget carries and that are assigned besides."""
    drawn: set[str] = set()
    assigned: set[str] = set()
    everything = False
    for node in (node for block in blocks for node in steps_of(block)):
        if isinstance(node, Draw) and node.key is not None:
            drawn.update(named(node.key))
        elif isinstance(node, Touch) and node.op in ("write", "augment"):
            assigned.update(named(node.key))
            everything = everything or isinstance(node.key, LoopKey)
    return drawn if everything else drawn & assigned


def touches_others(loop: EachKey) -> bool:
    """Does a loop over the keys of the state touch more than the key that it is at?"""
    return any(isinstance(node, Touch) and not isinstance(node.key, LoopKey) for node in steps_of(loop.body))


def named(key: KeyRef) -> tuple[str, ...]:
    if isinstance(key, Exact):
        return (key.name,)
    return key.names if isinstance(key, OneOf) else ()
