"""What a block can see of a session: the keys it names, the variables it reads and sets. Two sessions that agree on
these fare alike in it.

def total(): return st.session_state.a + 1      keys {a}; it is played once for `a` present, whatever else there is
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from statelint.explore.inputs import given
from statelint.explore.program import Draw, EachKey, Invoke, Once, Program, SetVar, Touch
from statelint.explore.terms import AnyKey, AnyKeySet, Exact, Family, Fired, LoopKey, LoopKeyName, OneOf, Var
from statelint.explore.walk import nodes_of
from statelint.record import dataclass


@dataclass(frozen=True, slots=True)
class Footprint:
    """`keys` and `variables` in a fixed order; `whole` when the block can see any key, or cannot be played from a
    part of a session."""

    keys: tuple[str, ...]
    variables: tuple[int, ...]
    whole: bool


Pressed = Mapping[str, Collection[int]]
Callee = Callable[[int], Footprint | None]
ITSELF = Footprint((), (), False)  # what a block that calls itself sees by that, beside what it sees anyway
WHOLE = (LoopKey, LoopKeyName, AnyKeySet, EachKey, Once)


def footprints(program: Program, names: Sequence[str]) -> list[Footprint]:
    """One for each block, callees included; blocks that call each other in a circle see everything. `names` are all
    keys that the program names."""
    found: dict[int, Footprint | None] = {}
    pressed: dict[str, set[int]] = {}  # by the key of a trigger the variable of what it gives
    for element, control in program.controls.items():
        if control.kind == "trigger" and control.key is not None:
            pressed.setdefault(control.key, set()).add(given(element))

    def of(number: int) -> Footprint | None:
        if number not in found:
            found[number] = None
            found[number] = _footprint(
                program.blocks[number], names, pressed, lambda one: ITSELF if one == number else of(one)
            )
        return found[number]

    return [of(number) or Footprint((), (), True) for number in range(len(program.blocks))]


def _footprint(block: Sequence[object], names: Sequence[str], pressed: Pressed, callee: Callee) -> Footprint:
    keys: set[str] = set()
    variables: set[int] = set()
    whole = False
    for node in nodes_of(block):
        if isinstance(node, Exact):
            keys.add(node.name)
            variables.update(pressed.get(node.name, ()))
        elif isinstance(node, OneOf):
            keys.update(node.names)
            variables.update(*(pressed.get(name, ()) for name in node.names))
        elif isinstance(node, (AnyKey, Family)):
            keys.update(names)
            variables.update(*pressed.values())
        elif isinstance(node, (Var, SetVar)):
            variables.add(node.id if isinstance(node, Var) else node.var)
        elif isinstance(node, Fired) or (isinstance(node, Draw) and node.disabled is not None):
            variables.add(given(node.element))
        elif isinstance(node, WHOLE) or (isinstance(node, Touch) and node.op == "clear"):
            whole = True
        elif isinstance(node, Invoke):
            inner = callee(node.block)
            variables.update({node.result} if node.result is not None else ())
            whole = whole or inner is None or inner.whole
            keys.update(inner.keys if inner else ())
            variables.update(inner.variables if inner else ())
    return Footprint(tuple(sorted(keys)), tuple(sorted(variables)), whole)
