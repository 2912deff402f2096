"""The part of a program that decides some keys in any run: the operations on them, the elements that a user works to
get there, the keys that conditions on the way ask for, and so on until nothing is missing.

    st.button("Load", on_click=load)   stays if `load` touches one of the keys, or a condition asks if it was pressed
"""

from __future__ import annotations

from collections.abc import Collection

from statelint.explore.play.footprint import Footprint, footprints
from statelint.explore.search.whereabouts import Whereabouts
from statelint.explore.slicing.layout import Layout
from statelint.explore.slicing.needs import Needs
from statelint.explore.survey import Surveyed, survey_part
from statelint.record import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a program, ready to be played; `keys` is None where it needs all of them."""

    keys: frozenset[str] | None
    surveyed: Surveyed
    footprints: list[Footprint]
    where: Whereabouts

    @property
    def size(self) -> int:
        """How many steps its blocks have, what is inside of them not counted."""
        return sum(map(len, self.surveyed.program.blocks))


def part_of(layout: Layout, keys: frozenset[str], caught: Collection[str] = ()) -> Part:
    """The part that decides `keys`; `caught` are those whose absence may lead into a handler."""
    needs = Needs(layout, keys, frozenset(), layout.tracked(returned=True), caught)
    surveyed = survey_part(needs)
    wanted = None if needs.keys is None else frozenset(needs.keys)
    found = footprints(surveyed.program, surveyed.names)
    return Part(wanted, surveyed, found, Whereabouts(surveyed.program))
