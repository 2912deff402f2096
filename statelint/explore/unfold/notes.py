"""What an app does with values, noted while it is unfolded: stored under keys, changed in place, gone through in loops.

In: the places that the unfolding passes. Out: lists of facts, each with its path; `explore/flow` draws conclusions.
"""

from __future__ import annotations

from statelint.explore.observations import Element
from statelint.explore.terms import KeyRef, SiteRef
from statelint.explore.unfold.meanwhile import Meanwhile
from statelint.explore.unfold.origins import Kept, Made
from statelint.explore.unfold.paths import Asking, Path
from statelint.explore.unfold.values import Frame, Value
from statelint.record import dataclass, field
from statelint.streamlit_api.model import Api


@dataclass(eq=False, slots=True)
class Store:
    """A value is put under a key by a running body; `op` is "write", "default" or "augment"."""

    key: KeyRef
    op: str
    value: Value | None
    site: SiteRef
    path: Path
    order: int
    body: int
    closed: bool = False  # a file of a `with` around the statement


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


@dataclass(eq=False, slots=True)
class Compared:
    """A kept value meets a class of the project, a member or an instance of one. `test` is "==", "isinstance" …, or
    "key" where a kept container is searched for it; `way` leads into the container for what it holds."""

    kept: Kept
    test: str
    other: Value
    site: SiteRef
    path: Path
    order: int


@dataclass(eq=False, slots=True)
class Use:
    """A kept value is gone through, or (`how` a method's name) read from."""

    kept: Kept
    how: str
    site: SiteRef
    path: Path
    order: int


@dataclass(eq=False, slots=True)
class Rebound:
    """A name that held the value under a key is computed anew from itself."""

    key: str
    name: str
    frame: Frame
    site: SiteRef
    path: Path


@dataclass(frozen=True, slots=True)
class OddKey:
    """A key that is no ordinary text, or may be taken for one: `kind` "reserved", "empty", "none", "dunder", "mangled"
    (`cls` is the class around it) or "private", "number" or "digits"."""

    kind: str
    name: str
    site: SiteRef
    drawn: bool = False
    cls: str = ""


@dataclass(frozen=True, slots=True)
class Slow:
    """A default of `setdefault` is computed by calling `what`, which takes long."""

    key: KeyRef
    what: str
    site: SiteRef
    path: Path


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
    compared: list[Compared] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    rebound: list[Rebound] = field(default_factory=list)
    odd_keys: list[OddKey] = field(default_factory=list)
    slow: list[Slow] = field(default_factory=list)
    moving: set[int] = field(default_factory=set)  # elements whose key is not constant
    slow_calls: list[str] = field(default_factory=list)  # in the order in which they are unfolded
    slow_blocks: dict[int, str] = field(default_factory=dict)
    closing: list[Made] = field(default_factory=list)  # files whose `with` is being unfolded
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

    def on(self, path: Path) -> Meanwhile[Path]:
        """Whatever is noted inside is reached by this path."""
        return Meanwhile(self, "path", path)

    def under(self, kind: str, block: int = -1) -> Meanwhile[Path]:
        """Whatever is noted inside is reached by one more step, or, for a new root, by that alone."""
        root = kind in ("script", "import", "callback", "block")
        return self.on(Path(None if root else self.path, kind, block=block))
