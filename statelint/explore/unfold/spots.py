"""Where something stands, and what decides on it. In: a running body. Out: Spots, made of plain values."""

from __future__ import annotations

from statelint.explore.unfold.canvas import AROUND
from statelint.record import dataclass, replace

Source = int | str  # an element, or the name of a key of the state
Sources = frozenset[Source]
NOTHING: Sources = frozenset()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a body something stands, and under which conditions.

    `asked` is what they come from, `loops` the loops, `blocks` the blocks of statements; `absent` the keys that are
    asked for being absent, `present` if some are asked for being there. `optional` where it depends on whether an
    unknown argument is None, `opaque` where nobody knows what it depends on, `main` under `__name__ == "__main__"`."""

    body: int
    form: int = AROUND
    asked: Sources = NOTHING
    loops: int = 0
    blocks: tuple[int, ...] = ()
    absent: frozenset[str] = frozenset()
    present: bool = False
    optional: bool = False
    opaque: bool = False
    main: bool = False

    def looped(self) -> Spot:
        return replace(self, loops=self.loops + 1)

    def opened(self, block: int) -> Spot:
        """The spot inside one more block; made for every block of an app, so without looking for the names."""
        blocks = (*self.blocks, block)
        here = (self.absent, self.present, self.optional, self.opaque, self.main)
        return Spot(self.body, self.form, self.asked, self.loops, blocks, *here)
