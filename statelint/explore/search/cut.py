"""The part of a program that decides some keys in any run: the operations on them, the elements that a user works to
get there, the keys that conditions on the way ask for, and so on until nothing is missing.

    st.button("Load", on_click=load)   stays if `load` touches one of the keys, or a condition asks if it was pressed
"""

from __future__ import annotations

from collections.abc import Collection

from statelint.explore.play.footprint import Footprint, footprints
from statelint.explore.program import Attempt, Exit, Program, Step
from statelint.explore.slice import asked_keys, reachable
from statelint.explore.survey import Surveyed, key_names, last_uses, tested_vars
from statelint.explore.terms import Fired, WidgetValue
from statelint.explore.trim import Trimmer
from statelint.explore.walk import nodes_of
from statelint.ir.record import dataclass, replace


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a program, ready to be played; `keys` is None where it needs all of them."""

    keys: frozenset[str] | None
    surveyed: Surveyed
    footprints: list[Footprint]

    @property
    def size(self) -> int:
        """How many steps its blocks have, what is inside of them not counted."""
        return sum(map(len, self.surveyed.program.blocks))


def part_of(program: Program, tracked: frozenset[int], keys: frozenset[str], caught: Collection[str] = ()) -> Part:
    """The part that decides `keys`; `caught` are those whose absence may lead into a handler."""
    wanted: frozenset[str] | None = keys
    elements: frozenset[int] = frozenset()
    while True:
        blocks = trimmed(program, tracked, wanted, elements)
        entered = reachable(program, blocks)
        kept = [block if number in entered else () for number, block in enumerate(blocks)]
        more_keys, more_elements = asked_keys(kept), elements | worked(program, kept)
        if caught and more_keys is not None and any(isinstance(n, Attempt) for b in kept for n in nodes_of(b)):
            more_keys = more_keys.union(caught)
        if wanted is not None:
            more_keys = None if more_keys is None else wanted | more_keys
        if (more_keys == wanted or wanted is None) and more_elements == elements:
            break
        wanted, elements = (None if wanted is None else more_keys), more_elements
    tracked = tested_vars(replace(program, blocks=kept), returned=True)
    cut = replace(program, blocks=kept)
    surveyed = Surveyed(cut, tuple(sorted(key_names(cut))), tracked, last_uses(cut, tracked))
    return Part(wanted, surveyed, footprints(cut, surveyed.names))


def trimmed(
    program: Program, tracked: frozenset[int], keys: frozenset[str] | None, elements: frozenset[int]
) -> list[tuple[Step, ...]]:
    trimmer = Trimmer(replace(program, blocks=list(program.blocks)), tracked, keys, elements)
    trimmer.run()
    return trimmer.program.blocks


def worked(program: Program, blocks: list[tuple[Step, ...]]) -> frozenset[int]:
    """The elements that matter: a condition asks for them, or their callback does something."""
    asked = {node.element for b in blocks for node in nodes_of(b) if isinstance(node, (Fired, WidgetValue))}
    calling = {e for e, c in program.controls.items() if c.callback is not None and acts(blocks[c.callback])}
    forms = {program.controls[e].form for e in asked | calling if e in program.controls} - {-1}
    submits = {e for e, control in program.controls.items() if control.submits and control.form in forms}
    return frozenset((asked | calling | submits) & program.controls.keys())


def acts(block: tuple[Step, ...]) -> bool:
    return any(not isinstance(step, Exit) for step in block)
