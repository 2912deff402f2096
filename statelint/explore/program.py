"""An unfolded app: every call entered with the constants it is given, everything that cannot reach the session state
left out.

`unfold` writes it, `play` executes it on abstract sessions. Steps are in evaluation order; a Term says what a value
is worth when a condition asks for it.

    if "n" not in st.session_state:          Branch(Not(Leaf(HasKey(Exact("n")))),
        st.session_state.n = 0                   then=(Touch("write", Exact("n"), value=Lit(0)),), other=())
    st.write(st.session_state.n)             Touch("read", Exact("n"), form="attr")
"""

from __future__ import annotations

from dataclasses import dataclass, field

from statelint.explore.observations import Element, ReservedName
from statelint.explore.terms import KeyRef, SiteRef, Term


# ---- conditions ----
@dataclass(frozen=True, slots=True)
class Leaf:
    """`steps` are what evaluating the operand does, before its truth is asked."""

    term: Term
    steps: tuple[Step, ...] = ()
    site: SiteRef = ("", -1)


@dataclass(frozen=True, slots=True)
class Both:
    left: Test
    right: Test


@dataclass(frozen=True, slots=True)
class Either:
    left: Test
    right: Test


@dataclass(frozen=True, slots=True)
class Opposite:
    test: Test


Test = Leaf | Both | Either | Opposite


# ---- steps ----
@dataclass(frozen=True, slots=True)
class Touch:
    """One operation on a key of the state.

    `op`: "read", "write", "augment" (read and write), "default" (setdefault), "delete" (raises if absent), "discard"
    (never raises),
    "clear" (all keys), "ensure" (a library or a widget makes the key), "hint" (somebody may have written it: `value`
    unused).
    """

    op: str
    key: KeyRef
    site: SiteRef
    form: str = "item"
    value: Term | None = None
    used: str = ""
    kind: str = "assign"
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """An element is drawn; `element` indexes Program.elements."""

    element: int
    key: KeyRef | None
    initial: Term
    site: SiteRef


@dataclass(frozen=True, slots=True)
class SetVar:
    var: int
    term: Term


@dataclass(frozen=True, slots=True)
class Branch:
    test: Test
    then: tuple[Step, ...]
    other: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop over unknown data, or a while; `sure` when it runs at least once, `endless` when only an exit in it
    ends it."""

    body: tuple[Step, ...]
    orelse: tuple[Step, ...] = ()
    test: Test | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Rounds:
    """A loop over a literal collection, one block for each element."""

    bodies: tuple[tuple[Step, ...], ...]
    orelse: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class EachKey:
    """A loop over the keys of the state itself."""

    loop: int
    body: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Catch:
    """A handler; `classes` are the exception names it names (empty: a bare except)."""

    classes: tuple[str, ...]
    body: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    body: tuple[Step, ...]
    handlers: tuple[Catch, ...]
    orelse: tuple[Step, ...] = ()
    final: tuple[Step, ...] = ()
    site: SiteRef = ("", -1)


@dataclass(frozen=True, slots=True)
class Invoke:
    """Enter Program.blocks[block]; what it returns goes to `result`."""

    block: int
    result: int | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """Steps that somebody else may run, now or later (a function given to a library): their writes may happen, their
    reads prove nothing."""

    body: tuple[Step, ...]
    why: str = "unresolved-call"


@dataclass(frozen=True, slots=True)
class Choose:
    """Exactly one of several blocks runs; which one is decided only if `default` is set and nothing was opened by
    its URL."""

    blocks: tuple[tuple[Step, ...], ...]
    default: int | None = None


@dataclass(frozen=True, slots=True)
class Once:
    """The body of an imported module, Program.blocks[block]: it runs once in a process, so not for a second session."""

    block: int


@dataclass(frozen=True, slots=True)
class Note:
    """A container of the state changes its size here, see unfold.notes; nothing to the session."""

    change: int


@dataclass(frozen=True, slots=True)
class MayRaise:
    """Something that is not ours may raise here (only inside a `try`)."""


@dataclass(frozen=True, slots=True)
class Exit:
    """`kind`: "return" (with `term`), "break", "continue", "raise" (`name` its class), "stop", "rerun", "switch"."""

    kind: str
    term: Term | None = None
    name: str = ""


Step = (
    Touch
    | Draw
    | SetVar
    | Branch
    | Loop
    | Rounds
    | EachKey
    | Attempt
    | Invoke
    | Handed
    | Choose
    | Once
    | Note
    | MayRaise
    | Exit
)


@dataclass(slots=True)
class Program:
    """Everything one app can do. `scripts` are the blocks of the entry (first) and of each page; `callbacks` those
    of bound callbacks."""

    scripts: list[tuple[str, int]] = field(default_factory=list)
    blocks: list[tuple[Step, ...]] = field(default_factory=list)
    callbacks: list[int] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    reserved: list[ReservedName] = field(default_factory=list)
    entered: set[tuple[str, int]] = field(
        default_factory=set
    )  # (module, function index; -1 for the body) that some entry reaches
    over_budget: bool = False
