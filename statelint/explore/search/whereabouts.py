"""Which elements belong together: those of a fragment, those around the pages of st.navigation. In: a program. Out:
sets of elements; what is left of a session at rest when the user goes to another page.

    st.checkbox("Wide", key="wide")                     stays, with its value, where a link leads to another page
    st.navigation([home, other]).run()                  what these draw is gone
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from statelint.explore.program import Choose, Draw, Invoke, Once, Program
from statelint.explore.search.ends import settled, without_widget
from statelint.explore.search.journeys import Move, Rest
from statelint.explore.slicing.keys import reachable
from statelint.explore.state import Cell
from statelint.explore.terms import Lit, Some
from statelint.explore.walk import steps_of


class Whereabouts:
    """Of the elements of one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.parts: dict[int, frozenset[int]] = {}

    def inside(self, fragment: int) -> frozenset[int]:
        """The elements of a fragment and of those in it."""
        if fragment not in self.parts:
            self.parts[fragment] = self._drawn((fragment,))
        return self.parts[fragment]

    @cached_property
    def around(self) -> frozenset[int]:
        """The elements that no page of st.navigation draws, but the script around the pages."""
        pages = [step for block in self.program.blocks for step in steps_of(block) if isinstance(step, Choose)]
        inner = [one for step in pages if step.pages for block in step.blocks for one in steps_of(block)]
        own = frozenset(node.element for node in inner if isinstance(node, Draw))
        return (
            frozenset(self.program.controls)
            - own
            - self._drawn(node.block for node in inner if isinstance(node, (Invoke, Once)))
        )

    def _drawn(self, blocks: Iterable[int]) -> frozenset[int]:
        reached = reachable(Program(callbacks=list(blocks)), self.program.blocks)
        nodes = (node for number in reached for node in steps_of(self.program.blocks[number]))
        return frozenset(node.element for node in nodes if isinstance(node, Draw))

    # ---- going to another page ----
    def keys(self, rest: Rest, move: Move) -> dict[str, Cell]:
        """The keys that are left."""
        stay = {self.program.controls[e].key for e in self._staying(rest, move)}
        return {
            name: settled(cell) if name in stay else without_widget(cell, sure=not move.page)
            for name, cell in rest.keys.items()
        }

    def widgets(self, rest: Rest, move: Move) -> dict[int, Lit | Some]:
        """What is left of the values of widgets."""
        stay = self._staying(rest, move)
        return {e: v if e in stay else Some() for e, v in rest.widgets.items() if move.page and e in self.around}

    def _staying(self, rest: Rest, move: Move) -> frozenset[int]:
        return self.around & rest.drawn.keys() if move.page else frozenset()
