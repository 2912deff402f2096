"""The part of a program that decides some keys in any run: the operations on them, the elements that a user works to
get there, the keys that conditions on the way ask for, and so on until nothing is missing.

    st.button("Load", on_click=load)   stays if `load` touches one of the keys, or a condition asks if it was pressed
"""

from __future__ import annotations

from collections.abc import Collection

from statelint.explore.play.footprint import Footprint, footprints
from statelint.explore.program import Attempt, Exit, Program, Step
from statelint.explore.slice import asked_keys, entered, enters
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What a block asks for and enters: keys (None for any), elements, other blocks, whether it has handlers."""

    keys: frozenset[str] | None
    elements: frozenset[int]
    enters: frozenset[int]
    tries: bool

    @staticmethod
    def by(block: tuple[Step, ...]) -> Asked:
        seen = list(nodes_of(block))
        elements = frozenset(node.element for node in seen if isinstance(node, (Fired, WidgetValue)))
        return Asked(asked_keys((block,)), elements, enters(block), any(isinstance(node, Attempt) for node in seen))


NOTHING_ASKED = Asked(frozenset(), frozenset(), frozenset(), False)


def part_of(program: Program, tracked: frozenset[int], keys: frozenset[str], caught: Collection[str] = ()) -> Part:
    """The part that decides `keys`; `caught` are those whose absence may lead into a handler."""
    wanted: frozenset[str] | None = keys
    elements: frozenset[int] = frozenset()
    known: dict[int, tuple[tuple[Step, ...], Asked]] = {}  # by identity: most blocks stay what they are
    while True:
        blocks = trimmed(program, tracked, wanted, elements)
        for block in blocks:
            if id(block) not in known:
                known[id(block)] = (block, Asked.by(block) if block else NOTHING_ASKED)
        asked = [known[id(block)][1] for block in blocks]
        reached = entered(program, [one.enters for one in asked].__getitem__)
        kept = [block if number in reached else () for number, block in enumerate(blocks)]
        asking = [asked[number] for number in sorted(reached)]
        more_elements = elements | worked(program, kept, frozenset().union(*(one.elements for one in asking)))
        more_keys = None if wanted is None or any(one.keys is None for one in asking) else wanted
        if more_keys is not None:
            more_keys = more_keys.union(*(one.keys or () for one in asking))
            more_keys = more_keys.union(caught if any(one.tries for one in asking) else ())
        if more_keys == wanted and more_elements == elements:
            break
        wanted, elements = more_keys, more_elements
    cut = replace(program, blocks=kept)
    tracked = tested_vars(cut, returned=True)
    surveyed = Surveyed(cut, tuple(sorted(key_names(cut))), tracked, last_uses(cut, tracked))
    return Part(wanted, surveyed, footprints(cut, surveyed.names))


def playable(program: Program, tracked: frozenset[int]) -> Program:
    """The program without what matters to no key and no element, so that parts of it are cut the faster."""
    return replace(program, blocks=trimmed(program, tracked, None, frozenset(program.controls)))


def trimmed(
    program: Program, tracked: frozenset[int], keys: frozenset[str] | None, elements: frozenset[int]
) -> list[tuple[Step, ...]]:
    trimmer = Trimmer(replace(program, blocks=list(program.blocks)), tracked, keys, elements)
    trimmer.run()
    return trimmer.program.blocks


def worked(program: Program, blocks: list[tuple[Step, ...]], asked: frozenset[int]) -> frozenset[int]:
    """The elements that matter: conditions ask for them, or their callback does something."""
    calling = {e for e, c in program.controls.items() if c.callback is not None and acts(blocks[c.callback])}
    forms = {program.controls[e].form for e in asked | calling if e in program.controls} - {-1}
    submits = {e for e, control in program.controls.items() if control.submits and control.form in forms}
    return frozenset((asked | calling | submits) & program.controls.keys())


def acts(block: tuple[Step, ...]) -> bool:
    return any(not isinstance(step, Exit) for step in block)
