"""Which elements belong together: those of a fragment, those around the pages of st.navigation. In: a program. Out:
sets of elements; what is left of a session at rest when the user goes to another page.

    st.checkbox("Wide", key="wide")                     stays, with its value, where a link leads to another page
    st.navigation([home, other]).run()                  what these draw is gone
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from statelint.explore.play.triggers import DELETING
from statelint.explore.program import Choose, Control, Draw, Exit, Invoke, Once, Program, Step, Touch
from statelint.explore.search.ends import settled, without_widget
from statelint.explore.search.journeys import Move, Rest
from statelint.explore.slicing.keys import named, reachable
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
    def pressed(self) -> list[Control]:
        """The triggers with a key."""
        return [control for control in self.program.controls.values() if control.kind == "trigger" and control.key]

    @cached_property
    def removable(self) -> list[tuple[int, str]]:
        """The widgets that hold a value under a key which may be deleted, with the key."""
        steps = (step for block in self.program.blocks for step in steps_of(block) if isinstance(step, Touch))
        deletions = [step.key for step in steps if step.op in DELETING or step.op == "clear"]
        keyed = ((e, c.key) for e, c in self.program.controls.items() if c.kind == "state" and c.key is not None)
        names = {name for key in deletions for name in named(key)}
        unnamed = not all(map(named, deletions))
        return [(element, key) for element, key in keyed if unnamed or key in names] if deletions else []

    @cached_property
    def resending(self) -> list[int]:
        """The widgets that hold a value and call something when it changes."""
        controls = ((e, c.callback) for e, c in self.program.controls.items() if c.kind == "state")
        return [e for e, block in controls if block is not None and acts(self.program.blocks[block])]

    @cached_property
    def choices(self) -> list[Choose]:
        """Where one of several pages is run."""
        steps = (step for block in self.program.blocks for step in steps_of(block))
        return [step for step in steps if isinstance(step, Choose) and step.pages]

    @cached_property
    def default(self) -> str:
        """The page that is open where no other is; "" if that is not one and the same."""
        names = {step.pages[step.default] if step.default is not None else "" for step in self.choices}
        return names.pop() if len(names) == 1 else ""

    @cached_property
    def around(self) -> frozenset[int]:
        """The elements that no page of st.navigation draws, but the script around the pages."""
        inner = [one for step in self.choices for block in step.blocks for one in steps_of(block)]
        own = frozenset(node.element for node in inner if isinstance(node, Draw))
        return (
            frozenset(self.program.controls)
            - own
            - self._drawn(node.block for node in inner if isinstance(node, (Invoke, Once)))
        )

    @cached_property
    def paged(self) -> frozenset[str]:
        """The keys of elements that nothing draws but pages of st.navigation."""
        names = {key for e, c in self.program.controls.items() if (key := c.key) is not None and e not in self.around}
        return frozenset(names) - {self.program.controls[element].key for element in self.around}

    def _drawn(self, blocks: Iterable[int]) -> frozenset[int]:
        reached = reachable(Program(callbacks=list(blocks)), self.program.blocks)
        nodes = (node for number in reached for node in steps_of(self.program.blocks[number]))
        return frozenset(node.element for node in nodes if isinstance(node, Draw))

    def sends(self, element: int, rest: Rest, move: Move) -> bool:
        """Does the browser send the value of an element that it shows?"""
        return not move.leaves or element in self._staying(rest, move)

    # ---- going to another page ----
    def keys(self, rest: Rest, move: Move) -> dict[str, Cell]:
        """The keys that are left."""
        stay = {self.program.controls[e].key for e in self._staying(rest, move)}
        return {
            name: settled(cell) if name in stay else without_widget(cell, sure=not move.page or name in self.paged)
            for name, cell in rest.keys.items()
        }

    def widgets(self, rest: Rest, move: Move) -> dict[int, Lit | Some]:
        """What is left of the values of widgets."""
        stay = self._staying(rest, move)
        return {e: v if e in stay else Some() for e, v in rest.widgets.items() if move.page and e in self.around}

    def _staying(self, rest: Rest, move: Move) -> frozenset[int]:
        return self.around & rest.drawn.keys() if move.page else frozenset()


def acts(block: tuple[Step, ...]) -> bool:
    """Does a block do anything?"""
    return any(not isinstance(step, Exit) for step in block)
