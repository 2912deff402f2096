"""What cannot reach the session. In: steps as they were written. Out: whether a user could tell that they ran.

def shade(value, scale):                  however many constants it is called with,
    return palette[scale](value)          one more copy of it would show nothing new
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from statelint.explore.program import Choose, Draw, EachKey, Holds, Invoke, Note, Once, Step, Touch, leaves
from statelint.explore.unfold.base import Variant, Workbench
from statelint.explore.unfold.values import Dyn, Known, Mapping, Seq, Value, term_of
from statelint.explore.walk import steps_of

SAMPLES = 2  # rounds and copies that tell what the others would do
LOUD = (Touch, Holds, EachKey, Note)


class Silence(Workbench):
    """Judges rounds of a loop and copies of a function by the first of them."""

    def silent(self, steps: Sequence[Step]) -> bool:
        """Do they touch no key, draw nothing to be worked and leave nowhere, as do the functions that they enter?"""
        return not any(self._loud(node) for node in steps_of(steps))

    def _loud(self, node: object) -> bool:
        if isinstance(node, Draw):
            form = self.program.elements[node.element].command == "form"
            return form or node.key is not None or node.element in self.program.controls
        if isinstance(node, (Invoke, Once)):
            return not self._silent_block(node.block)
        return isinstance(node, LOUD) or leaves(node) or (isinstance(node, Choose) and bool(node.pages))

    def _silent_block(self, block: int) -> bool:
        known = self.silent_blocks.get(block)
        if known is None:
            if block in self.entering.values():  # not written yet
                return False
            self.silent_blocks[block] = False  # as far as those that enter it again know
            known = self.silent_blocks[block] = self.silent(self.program.blocks[block])
        return known

    def tells_nothing(self, copies: Iterable[Variant]) -> bool:
        """Have as many copies of a function as it takes shown nothing, neither by what they do nor by their results?"""
        first = list(islice(copies, SAMPLES))
        silent = (self._silent_block(block) for block, *_ in first)
        return len(first) == SAMPLES and all(map(_unknown, first)) and all(silent)


def _unknown(copy: Variant) -> bool:
    return isinstance(copy[1], Dyn) or copy[1] == Known(None)


def varied(given: dict[str, Value]) -> dict[str, Value]:
    """Arguments of which only a run knows what they are worth, as constants go in through variables."""
    return {
        name: Dyn(term_of(value)) if isinstance(value, (Known, Seq, Mapping)) else value
        for name, value in given.items()
    }
