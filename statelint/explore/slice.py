"""The part of a Program that can decide its hard reads: their keys, the keys that conditions there ask for, and so on.

    if st.session_state.get("theme") == "dark": st.session_state.colour = "#000"
    st.write(st.session_state.user)

keeps `user` alone: whatever `theme` and `colour` are, no path to the read depends on them. Nothing is guessed away: a
key is left out only if no condition that is left asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from statelint.explore.program import Draw, EachKey, Invoke, Once, Program, Touch
from statelint.explore.terms import AnyKeySet, Exact, HasKey, KeyRef, KeyValue, LoopKey, OneOf, WidgetValue
from statelint.explore.trim import Steps, Trimmer
from statelint.explore.walk import nodes_of
from statelint.ir.record import replace

HARD = frozenset({"read", "augment", "delete", "pop"})


def cut(program: Program, tracked: frozenset[int]) -> None:
    """Rewrite the blocks of a program in place."""
    whole = list(program.blocks)
    keys = frozenset(hard_keys(whole) | clashing_keys(whole))
    while True:
        trimmer = Trimmer(replace(program, blocks=list(whole)), tracked, keys)
        trimmer.run()
        wanted = asked_keys(trimmer.program.blocks)
        if wanted is None or wanted <= keys:
            break
        keys |= wanted
    if wanted is None:
        trimmer = Trimmer(replace(program, blocks=whole), tracked, None)
        trimmer.run()
    kept = reachable(program, trimmer.program.blocks)
    program.blocks[:] = [block if n in kept else () for n, block in enumerate(trimmer.program.blocks)]


def reachable(program: Program, blocks: list[Steps]) -> set[int]:
    """The blocks that scripts and callbacks still enter."""
    return entered(program, lambda number: enters(blocks[number]))


def enters(block: Steps) -> frozenset[int]:
    """The blocks that a block enters itself."""
    return frozenset(node.block for node in nodes_of(block) if isinstance(node, (Invoke, Once)))


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
    touches = (node for block in blocks for node in nodes_of(block) if isinstance(node, Touch))
    return {name for touch in touches if touch.op in HARD for name in named(touch.key)}


def clashing_keys(blocks: Iterable[Steps]) -> set[str]:
    """The keys that a widget carries and that are assigned besides."""
    drawn: set[str] = set()
    assigned: set[str] = set()
    everything = False
    for node in (node for block in blocks for node in nodes_of(block)):
        if isinstance(node, Draw) and node.key is not None:
            drawn.update(named(node.key))
        elif isinstance(node, Touch) and node.op in ("write", "augment"):
            assigned.update(named(node.key))
            everything = everything or isinstance(node.key, LoopKey)
    return drawn if everything else drawn & assigned


def asked_keys(blocks: Iterable[Steps]) -> frozenset[str] | None:
    """The keys that conditions and copied values ask for; None if they ask for all of them."""
    asked: set[str] = set()
    for block in blocks:
        for node in nodes_of(block):
            if isinstance(node, AnyKeySet) or (isinstance(node, EachKey) and touches_others(node)):
                return None
            if isinstance(node, (HasKey, KeyValue, WidgetValue)) and node.key is not None:
                asked.update(named(node.key))
    return frozenset(asked)


def touches_others(loop: EachKey) -> bool:
    """Does a loop over the keys of the state touch more than the key that it is at?"""
    return any(isinstance(node, Touch) and not isinstance(node.key, LoopKey) for node in nodes_of(loop.body))


def named(key: KeyRef) -> tuple[str, ...]:
    if isinstance(key, Exact):
        return (key.name,)
    return key.names if isinstance(key, OneOf) else ()
