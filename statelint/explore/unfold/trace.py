"""Who runs what, and where: written while an app is unfolded, read by `circumstances` when all of it is.

In: a body opens, enters another, draws, leaves, uses the state. Out: Bodies (each unfolded copy of a script, a module
or a function) with what stands in them; everything has a Spot: the body, the form and the questions around it.

    with st.form("order"):                  Drawn(form), then with spot.form = that element:
        if st.checkbox("Gift"):             Drawn(checkbox), then with spot.asked = {that element}:
            st.text_input("For")            Drawn(text_input, Spot(body, form, {checkbox}))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from statelint.explore.terms import Exact, Family, KeyRef, SiteRef
from statelint.explore.unfold.canvas import AROUND
from statelint.explore.unfold.meanwhile import Meanwhile
from statelint.explore.unfold.spots import NOTHING, Sources, Spot
from statelint.explore.unfold.values import Frame, Function, Lib, Value
from statelint.ir.expr import Clause
from statelint.ir.stmt import For
from statelint.record import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Entry:
    """A call that enters another body; `how` is "call", "import", "handed" (somebody else may call it) or "thread".

    `given` is what the arguments of a cached function come from, those left out that are no part of the cache's key."""

    callee: int
    at: SiteRef
    spot: Spot
    how: str = "call"
    given: Sources = NOTHING


@dataclass(frozen=True, slots=True)
class Use:
    """An operation on the state; `key` "" if it is not known, `family` is then what it is built around, or ""."""

    op: str
    key: str
    at: SiteRef
    spot: Spot
    value: Value | None = None
    tried: bool = False  # a handler stands ready
    family: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """A process is started; `method` is "fork", "spawn", "forkserver", or "" for that of the system."""

    at: SiteRef
    spot: Spot
    method: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A store that outlives the statement elsewhere than in the state: into a name of the module `home` ("global", by
    one of its functions or from outside), or under a constant name or index of an object that all sessions see
    ("object", `owner` is its identity); or a read of the latter ("read"). "counter" is a local that counts up from a
    constant."""

    kind: str
    name: str
    at: SiteRef
    home: str
    spot: Spot
    sources: Sources = NOTHING
    owner: int = 0
    constant: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """What all sessions see: an object under a name of an imported module, or what a cached function there made, which
    is defined at `function`."""

    path: str
    name: str
    function: int = -1


@dataclass(frozen=True, slots=True)
class Tried:
    """A `try` and what stands in its body: how the running body leaves there, what it enters there. `swallows` is the
    handler that catches everything and raises nothing, `final` a store into the state in its `finally`."""

    leaves: tuple[Leave, ...]
    entries: tuple[Entry, ...]
    swallows: SiteRef | None
    final: SiteRef | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Program.elements[element]: the form that it is drawn into as far as its body shows, what its arguments are, and
    what they come from."""

    element: int
    command: str
    at: SiteRef
    spot: Spot
    form: int
    in_state: bool
    comes_from: dict[str, Sources]
    given: dict[str, Value]
    places: dict[str, SiteRef]


@dataclass(frozen=True, slots=True)
class Leave:
    """`kind`: "stop", "rerun", "switch", "sleep" (waits), "endless" (a loop without an end); `scope` of a rerun."""

    kind: str
    at: SiteRef
    spot: Spot
    scope: Value | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """A callback as an element binds it: the function, what `args` and `kwargs` give it (None: not known)."""

    element: int
    parameter: str
    at: SiteRef
    function: Function
    positional: int | None
    keywords: tuple[str, ...] | None
    varying: tuple[str, ...] = ()  # names that the loop around changes before the callback runs


@dataclass(frozen=True, slots=True)
class Lost:
    """A store into the state right behind a statement that leaves the run."""

    kind: str
    left: SiteRef
    at: SiteRef
    key: str


@dataclass(slots=True)
class Body:
    """`kind`: "script", "module", "function", "callbacks" (what enters all of them)."""

    kind: str
    path: str
    function: int = -1
    marks: tuple[Lib, ...] = ()
    entries: list[Entry] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)
    stored: list[Stored] = field(default_factory=list)
    tried: list[Tried] = field(default_factory=list)
    started: list[Started] = field(default_factory=list)
    asks_context: bool = False  # whether it runs for a session at all


@dataclass(slots=True)
class Trace:
    """Everything of one app, and where unfolding is now."""

    bodies: list[Body] = field(default_factory=lambda: [Body("callbacks", "")])
    of_block: dict[int, int] = field(default_factory=dict)  # a block of the program -> its body
    sources: dict[int, Sources] = field(default_factory=dict)  # variable of the program -> where its value comes from
    kept: dict[str, Sources] = field(default_factory=dict)  # key of the state -> where what is stored there comes from
    written: set[str] = field(default_factory=set)  # the keys that libraries may set
    returned: Sources = NOTHING  # what the running function's results come from
    spot: Spot = Spot(0)
    blocks: int = 0  # opened so far
    rounds: tuple[tuple[Frame, For | Clause], ...] = ()  # the loops of the running body that may go on
    shared: dict[int, Shared] = field(default_factory=dict)  # objects that all sessions see, by identity
    module_reads: dict[tuple[str, str], SiteRef] = field(default_factory=dict)  # `module.name`, and where it stands
    fragments: list[Value | None] = field(default_factory=list)  # the keys of fragments, None for one without
    escaped: bool = False  # a form was given to something that may draw into it
    context: bool = False  # threads are given the session's context somewhere
    called: list[Called] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    surface: int = AROUND  # the form of the container whose attribute is being called
    catching: tuple[Value, ...] = ()  # the classes that handlers around the statement catch
    how: str = "call"
    method: str = ""  # how processes start

    @property
    def form(self) -> int:
        """The form that is drawn into, as far as the running body shows."""
        return self.spot.form if self.surface == AROUND else self.surface

    @property
    def body(self) -> Body:
        return self.bodies[self.spot.body]

    def open_block(self) -> None:
        """The statements that follow are a block of their own."""
        self.blocks += 1
        self.spot = self.spot.opened(self.blocks)

    @property
    def left(self) -> int:
        """How often the running body may leave the run so far."""
        return sum(leave.kind != "sleep" for leave in self.body.leaves)

    @contextmanager
    def inside(self, body: Body) -> Iterator[int]:
        """What is written meanwhile stands in this body."""
        number = len(self.bodies)
        self.bodies.append(body)
        outer = (self.spot, self.returned, self.how, self.rounds)
        self.spot, self.returned, self.how, self.rounds = Spot(number), NOTHING, "call", ()
        yield number
        self.spot, self.returned, self.how, self.rounds = outer

    def at(self, spot: Spot) -> Meanwhile[Spot]:
        """What is written meanwhile stands at a spot of the same body."""
        return Meanwhile(self, "spot", spot)

    @contextmanager
    def round(self, frame: Frame, loop: For | Clause | None) -> Iterator[None]:
        """What is written meanwhile stands in a loop; None for one that has no other round."""
        outer = (self.spot, self.rounds)
        self.spot = self.spot.looped()
        self.rounds = (*self.rounds, (frame, loop)) if loop is not None else self.rounds
        yield
        self.spot, self.rounds = outer

    def caught(self, classes: Sequence[Value]) -> Meanwhile[tuple[Value, ...]]:
        """What is raised meanwhile meets handlers of these classes."""
        return Meanwhile(self, "catching", (*self.catching, *classes))

    def entering(self, how: str) -> Meanwhile[str]:
        """Calls written meanwhile are made by somebody else."""
        return Meanwhile(self, "how", how)

    def within(self, form: int) -> Spot:
        return replace(self.spot, form=form)

    def asking(self, sources: Sources) -> Spot:
        return replace(self.spot, asked=self.spot.asked | sources) if sources else self.spot

    # ---- what happens ----
    def enter(self, callee: int, at: SiteRef, given: Sources = NOTHING) -> None:
        self.body.entries.append(Entry(callee, at, self.spot, self.how, given))

    def join(self, var: int, sources: Sources) -> None:
        """A variable may come from these, too."""
        if sources:
            self.sources[var] = self.sources.get(var, NOTHING) | sources

    def keep(self, key: str, sources: Sources) -> None:
        self.kept[key] = self.kept.get(key, NOTHING) | sources

    def use(self, op: str, key: KeyRef, at: SiteRef, value: Value | None = None, tried: bool = False) -> None:
        name, family = key.name if isinstance(key, Exact) else "", key.pattern if isinstance(key, Family) else ""
        self.body.uses.append(Use(op, name, at, self.spot, value, tried, family))

    def leave(self, kind: str, at: SiteRef, scope: Value | None = None) -> None:
        self.body.leaves.append(Leave(kind, at, self.spot, scope))
