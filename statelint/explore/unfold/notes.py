"""What an app does with values, noted while it is unfolded: stored under keys, changed in place, gone through in loops.

In: the places that the unfolding passes. Out: lists of facts, each with its path; `explore/flow` draws conclusions.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from statelint.explore.observations import Element
from statelint.explore.terms import KeyRef, SiteRef
from statelint.explore.unfold.origins import Kept, Made
from statelint.explore.unfold.paths import Asking, Path
from statelint.explore.unfold.values import Value
from statelint.ir.record import dataclass, field
from statelint.streamlit_api.model import Api


@dataclass(eq=False, slots=True)
class Store:
    """A value is put under a key; `op` is "write", "default" or "augment"."""

    key: KeyRef
    op: str
    value: Value | None
    site: SiteRef
    path: Path
    order: int


@dataclass(eq=False, slots=True)
class Change:
    """A container or object is changed in place; `op` is the method, "del", "store" or "augment"; `index` is what it
    is given to find an item, `given` what it is given to put in."""

    box: Kept | Made
    op: str
    index: Value | None
    given: tuple[Value, ...]
    site: SiteRef
    path: Path
    order: int


@dataclass(eq=False, slots=True)
class Removal:
    """A key is deleted."""

    key: KeyRef
    path: Path
    order: int


@dataclass(frozen=True, slots=True)
class Pass:
    """A loop over a container, and a change of it after which another round can start. `part` is what it goes through
    ("items", "range" …), `own` whether the change takes what the loop is at, `inner` what decides on it in a round."""

    box: Kept | Made
    part: str
    loop: SiteRef
    change: Change
    own: bool
    inner: tuple[Path, ...]


@dataclass(slots=True)
class Notes:
    """Everything noted of one app; `callers` are the paths on which each block of the program is entered."""

    api: Api
    elements: list[Element]
    path: Path = field(default_factory=lambda: Path(None, "script"))
    order: int = 0
    asking: Asking = field(init=False)
    stores: list[Store] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    passes: list[Pass] = field(default_factory=list)
    state_loops: int = 0  # loops over items() or values() of the state that are being unfolded
    callers: dict[int, list[Path]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.asking = Asking(self.is_trigger)

    def is_trigger(self, element: int) -> bool:
        return self.api.elements[self.elements[element].command].kind == "trigger"

    def tick(self) -> int:
        self.order += 1
        return self.order

    @contextmanager
    def on(self, path: Path) -> Iterator[None]:
        """Whatever is noted inside is reached by this path."""
        outer, self.path = self.path, path
        try:
            yield
        finally:
            self.path = outer

    @contextmanager
    def under(self, kind: str, block: int = -1) -> Iterator[None]:
        """Whatever is noted inside is reached by one more step, or, for a new root, by that alone."""
        root = kind in ("script", "import", "callback", "block")
        with self.on(Path(None if root else self.path, kind, block=block)):
            yield
