"""What an expression can be while an app is unfolded: known things with their identity, Terms for the rest."""

from __future__ import annotations

from collections.abc import Iterable

from statelint.explore.program import Test
from statelint.explore.terms import UNKNOWN_TERM, KeyRef, Lit, SiteRef, Some, Term
from statelint.explore.unfold.canvas import AROUND, Canvas, CanvasRow
from statelint.explore.unfold.origins import Made, Origin
from statelint.explore.unfold.picked import Picked
from statelint.ir.expr import Literal
from statelint.record import dataclass, field


@dataclass(frozen=True, slots=True)
class Known:
    """A constant of the program."""

    value: Literal


@dataclass(frozen=True, slots=True)
class Dyn:
    """A value that only a run knows. `ours`: STORED if out of the state, which may keep objects of the project,
    UNRESOLVED if it may be a callable of the project that we failed to find; `of` is where it comes from."""

    term: Term = UNKNOWN_TERM
    ours: int = 0
    of: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class KeyName:
    """A text that names keys: built by an f-string or chosen among constants. `term` is its value in a condition."""

    ref: KeyRef
    term: Term = UNKNOWN_TERM
    of: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class State:
    """The session state itself."""


@dataclass(frozen=True, slots=True)
class StateMethod:
    """A bound method of the session state, and where it was taken (for reserved names)."""

    name: str
    site: tuple[str, int]


@dataclass(frozen=True, slots=True)
class StateKeys:
    """`st.session_state.keys()`, `items()`, `values()`, or a list of it; `part` is what an iteration gives."""

    part: str  # "key" | "item" | "value"


@dataclass(frozen=True, slots=True)
class Lib:
    """Something of a library, by its dotted name: `streamlit.button`. `form` is that of the container whose attribute
    it is; `options` are the keyword arguments of a decorator."""

    dotted: str
    form: int = AROUND
    options: tuple[tuple[str, Value], ...] = ()

    def option(self, name: str) -> Value | None:
        return dict(self.options).get(name)


@dataclass(frozen=True, slots=True)
class ModuleValue:
    """An imported module of the project; `package` for a folder without __init__.py (then `path` is the folder)."""

    path: str
    package: bool = False


@dataclass(eq=False, slots=True)
class Frame:
    """The names of one running body."""

    module: str
    parent: Frame | None = None
    names: dict[str, Value] = field(default_factory=dict)
    slots: dict[str, int] = field(default_factory=dict)
    globals: frozenset[str] = frozenset()
    nonlocals: frozenset[str] = frozenset()
    locals: frozenset[str] = frozenset()
    kind: str = "function"  # "function" | "module" | "class"
    receiver: Value | None = None  # the first argument: `self` in a method
    function: int = -1


@dataclass(eq=False, slots=True)
class Function:
    """A def or lambda with the frame that it closes over; `bound` are leading arguments (self, those of a partial)."""

    module: str
    index: int
    frame: Frame
    bound: tuple[Value, ...] = ()
    keywords: tuple[tuple[str, Value], ...] = ()
    defaults: dict[str, Value] = field(default_factory=dict)
    cached: bool = False
    kind: str = ""  # "", "property", "static", "class", "context", "fragment"
    marks: tuple[Lib, ...] = ()  # the decorators of libraries


@dataclass(eq=False, slots=True)
class Klass:
    """A class of the project."""

    module: str
    index: int
    frame: Frame
    bases: tuple[Value, ...]
    enum: str = ""  # "" | "enum" | "strenum"
    marks: tuple[str, ...] = ()  # its decorators of libraries
    meta: Klass | None = None  # the metaclass, if it is the project's


@dataclass(eq=False, slots=True)
class Instance:
    """An object of a project class; attributes are the join of all that is stored on it, any if it was only `met`."""

    klass: Klass
    attrs: dict[str, Value] = field(default_factory=dict)
    kept: tuple[KeyRef, ...] = ()
    met: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an Enum class."""

    klass: Klass
    name: str
    value: Value


@dataclass(eq=False, slots=True)
class Seq:
    """A collection; `complete` while all items are known; `kept` under these keys, `born` once for all sessions;
    `maker` is the running body whose display it is; `home` are the keys that hold it, None where others may."""

    kind: str
    items: list[Value]
    complete: bool = True
    of: Origin | None = None
    kept: tuple[KeyRef, ...] = ()
    born: SiteRef | None = None
    maker: int = -1
    home: tuple[KeyRef, ...] | None = None


@dataclass(eq=False, slots=True)
class Mapping:
    """A dict whose keys are known; `complete` while nothing unknown was put in; a pair is in it under its guard."""

    items: list[tuple[Value, Value]]
    complete: bool = True
    guards: list[Test | None] = field(default_factory=list)
    kept: tuple[KeyRef, ...] = ()
    born: SiteRef | None = None
    maker: int = -1
    home: tuple[KeyRef, ...] | None = None


@dataclass(frozen=True, slots=True)
class Alternatives:
    """One of several values, nobody knows which."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class PageValue:
    """`st.Page(target)`."""

    target: Value
    default: bool = False


@dataclass(frozen=True, slots=True)
class Navigation:
    """What st.navigation returns: `run()` runs one of the pages; `complete` if all of them are known. `number` is what
    the variable NAVIGATION holds from this call on: a run calls one of several."""

    pages: tuple[PageValue, ...]
    complete: bool
    number: int = 0


@dataclass(frozen=True, slots=True)
class Super:
    """`super()` in a method of `klass`."""

    klass: Klass
    receiver: Value


@dataclass(frozen=True, slots=True)
class Suppress:
    """`contextlib.suppress(…)`: the names of the classes, "?" for one that we do not know."""

    classes: tuple[str, ...]


@dataclass(eq=False, slots=True)
class Context:
    """What calling a @contextmanager function gives: its body runs around the `with` block."""

    function: Function
    given: dict[str, Value]


@dataclass(frozen=True, slots=True)
class BoundBuiltin:
    """A method of a known value (`DEFAULTS.items`, `KEYS.append`, `"x".join`)."""

    owner: Value
    name: str


Passing = BoundBuiltin | Super | Suppress | Context | Picked
Value = (
    Known
    | Dyn
    | KeyName
    | State
    | StateMethod
    | StateKeys
    | Lib
    | Canvas
    | CanvasRow
    | ModuleValue
    | Function
    | Klass
    | Instance
    | Member
    | Seq
    | Mapping
    | Alternatives
    | PageValue
    | Navigation
    | Passing
)

STORED, UNRESOLVED = 1, 2
UNKNOWN = Dyn()
OURS = Dyn(ours=UNRESOLVED)


def term_of(value: Value) -> Term:
    """What a condition sees of a value, now or later: containers change in place, an object may say it is false."""
    if isinstance(value, Known):
        return Lit(value.value)
    if isinstance(value, (Dyn, KeyName)):
        return value.term
    if isinstance(value, Member):
        return term_of(value.value) if value.klass.enum == "strenum" else Some(True, none=False)
    if isinstance(value, (Alternatives, Lib, BoundBuiltin)):
        return UNKNOWN_TERM
    if isinstance(value, (Seq, Mapping, State, StateKeys, Instance)):
        return Some(none=False)
    return Some(True, none=False)


def origin(*values: Value | None) -> int:
    """Where any of several values may come from, see Dyn.ours."""
    return max((value.ours for value in values if isinstance(value, Dyn)), default=0)


def origin_of(value: Value | None) -> Origin | None:
    """Where a value comes from, as far as that is known."""
    if isinstance(value, Lib) and value.dotted.endswith("()"):
        return Made(value.dotted.removeprefix("builtins.").removesuffix("()"))
    return value.of if isinstance(value, (Dyn, KeyName, Seq)) else None


def same(left: Value | None, right: Value | None) -> bool:
    """True if both are one value; containers and functions are compared by identity."""
    return left is right or (left is not None and left == right)


def alternatives(values: Iterable[Value]) -> Value:
    """One of `values`: itself if there is one, constants as a choice of key names, else Alternatives."""
    flat: list[Value] = []
    for value in values:
        for one in value.values if isinstance(value, Alternatives) else (value,):
            if not any(same(one, other) for other in flat):
                flat.append(one)
    return flat[0] if len(flat) == 1 else Alternatives(tuple(flat)) if flat else UNKNOWN
