"""Where a value comes from, as far as the rules on values ask; it travels with the value through names and calls.

rows = st.session_state.data["rows"]      Kept(Exact("data"), ("rows",))
for row in rows:                          row is Kept(Exact("data"), ("rows", "*7"))
up = st.file_uploader("CSV")              Drawn(3)
table = pd.read_csv(up)                   Made("pandas.read_csv", (Drawn(3),))
table.shape[0] > 5                        Derived((Drawn(3),))
"""

from __future__ import annotations

from collections.abc import Iterable

from statelint.explore.terms import Exact, KeyRef, Term
from statelint.record import dataclass, field

MAX_PARTS = 6  # of a derived value; one with more is as good as unknown


@dataclass(frozen=True, slots=True)
class Kept:
    """The very object under a key of the state, or inside it: `way` is made of attributes (".name"), constant indices
    and places ("?12", known to be the same only where it is the same name).

    `fallback`: it may be the default of a `.get` instead."""

    key: KeyRef
    way: tuple[str, ...] = ()
    fallback: bool = field(default=False, compare=False)

    def inside(self, step: str) -> Kept:
        return Kept(self.key, (*self.way, step))


@dataclass(frozen=True, slots=True)
class Sought:
    """`term in box`, or, `missing`, `term not in box`."""

    box: Kept
    term: Term
    missing: bool


@dataclass(frozen=True, slots=True)
class View:
    """What iterates over a kept container itself: its `items()`, `enumerate(it)`, `filter(f, it)`, a generator
    expression; "range" for `range(len(it))`."""

    box: Kept
    part: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the element Program.elements[element] returned."""

    element: int


@dataclass(frozen=True, slots=True)
class Made:
    """What calling a library gave ("threading.Lock"), or, not `called`, a member of it. `at` tells one call from
    another."""

    dotted: str
    given: tuple[Origin, ...] = ()
    at: int = -1
    called: bool = True


@dataclass(frozen=True, slots=True)
class Code:
    """A function that a library's call was given; `what` says which kind, if it cannot be pickled. For a named tuple,
    the script that makes its class."""

    what: str


@dataclass(frozen=True, slots=True)
class Derived:
    """Computed from these; `lookup` for `==` between an element of a container and a value that is no constant,
    `sought` for a search in a kept container."""

    parts: tuple[Origin, ...]
    lookup: bool = False
    sought: Sought | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A name that held the value under a key and was computed anew from itself, at `at` of the running module."""

    key: KeyRef
    at: int


@dataclass(frozen=True, slots=True)
class Opaque:
    """Nobody knows."""


Origin = Kept | View | Drawn | Made | Code | Derived | Changed | Opaque
OPAQUE = Opaque()
LOOP_KEY = "streamlit.session_state.key"  # the name under which the key that a loop over the state is at is Made
NAMED_TUPLE = "collections.namedtuple()"  # the name under which an instance of a named tuple is Made
GENERATOR = "generator"  # the name under which a generator function's result is Made


def parts_of(origin: Origin | None) -> tuple[Origin, ...]:
    """What a value depends on; nothing for a constant, OPAQUE among them if not all is known."""
    match origin:
        case None:
            return (OPAQUE,)
        case Derived(parts=parts):
            return parts
        case Made(given=given):
            return (origin, *given)
        case View(box=box):
            return (box,)
    return (origin,)


def derived(origins: Iterable[Origin | None], lookup: bool = False, sought: Sought | None = None) -> Origin | None:
    """The origin of what is computed from all of these; None if nothing of use is known of it."""
    asked = tuple(origins)
    if not any(asked):
        return None  # by far the most frequent case
    parts = tuple(dict.fromkeys(part for one in asked for part in parts_of(one)))
    if not parts or all(part == OPAQUE for part in parts):
        return None
    return Derived(parts if len(parts) <= MAX_PARTS else (*parts[:MAX_PARTS], OPAQUE), lookup, sought)


def member(origin: Origin | None, name: str) -> Origin | None:
    """The origin of `value.name`."""
    match origin:
        case Kept():
            return origin.inside(f".{name}")
        case Made(called=True):
            return Made(f"{origin.dotted}.{name}", origin.given, origin.at, called=False)
        case None:
            return None
    return derived((origin,))


def called(origin: Origin | None, given: Iterable[Origin | None], at: int) -> Origin | None:
    """The origin of what a value gives when it is called."""
    if isinstance(origin, Made) and origin.dotted == "collections.namedtuple":
        return Made(NAMED_TUPLE, (*origin.given, *known(given)), at)
    if isinstance(origin, Made) and not origin.called:
        return Made(origin.dotted, (*origin.given, *known(given)), at)
    return None if origin is None else derived((origin, *given))


def known(origins: Iterable[Origin | None]) -> tuple[Origin, ...]:
    """What a call was given, as far as it is known."""
    return tuple(dict.fromkeys(part for one in origins if one is not None for part in parts_of(one)))[:MAX_PARTS]


def common(origins: Iterable[Origin | None]) -> Origin | None:
    """The origin of a value that is one of several: theirs, if they agree."""
    first, *rest = origins
    return first if all(one == first for one in rest) else None


def is_element(origin: Origin | None) -> bool:
    """Does this come from what a loop over a container is at?"""
    return any(isinstance(part, Kept) and any(step[0] == "*" for step in part.way) for part in parts_of(origin))


def key_of(origin: Origin | None) -> str:
    """The constant key whose whole value this is, else ""."""
    return origin.key.name if isinstance(origin, Kept) and not origin.way and isinstance(origin.key, Exact) else ""
