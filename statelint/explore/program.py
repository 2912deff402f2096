"""An unfolded app: every call entered with the constants it is given, everything that cannot reach the session state
left out.

`unfold` writes it, `play` executes it on abstract sessions. Steps are in evaluation order; a Term says what a value
is worth when a condition asks for it.

    if "n" not in st.session_state:          Branch(Not(Leaf(HasKey(Exact("n")))),
        st.session_state.n = 0                   then=(Touch("write", Exact("n"), value=Lit(0)),), other=())
    st.write(st.session_state.n)             Touch("read", Exact("n"), form="attr")
"""

from __future__ import annotations

from collections.abc import Mapping

from statelint.explore.observations import Element, ReservedName
from statelint.explore.terms import KeyRef, Lit, SiteRef, Term, What
from statelint.ir.expr import Literal
from statelint.record import dataclass, field

NAVIGATION = 0  # the variable that tells which call of st.navigation was the last one


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


def static_truth(test: Test) -> bool | None:
    """The truth of a test that no run can change."""
    if isinstance(test, Leaf):
        return bool(test.term.value) if isinstance(test.term, Lit) else None
    return None


# ---- steps ----
ASIDE = "aside"  # how a value is used of which nothing is kept: as a statement, shown, searched


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
    """An element is drawn; `element` indexes Program.elements and Program.controls. `disabled` is the term of that
    argument, `bound` what its callback is given: variables, and the terms that they are worth now."""

    element: int
    key: KeyRef | None
    initial: Term
    site: SiteRef
    disabled: Term | None = None
    bound: tuple[tuple[int, Term], ...] = ()


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
    """Exactly one of several blocks runs. In a navigation that is the one whose name in `pages` is open, else
    `default`; elsewhere nobody knows which."""

    blocks: tuple[tuple[Step, ...], ...]
    default: int | None = None
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Once:
    """The body of an imported module, Program.blocks[block]: it runs once in a process, so not for a second session."""

    block: int


@dataclass(frozen=True, slots=True)
class Note:
    """A container of the state changes its size here, see unfold.notes; nothing to the session."""

    change: int


@dataclass(frozen=True, slots=True)
class Holds:
    """The container under a key changes, or somebody else gets hold of it: `how` is "filled" (it holds something now),
    "emptied", "grown" (not less than before), "changed" or "lent"."""

    key: KeyRef
    how: str


@dataclass(frozen=True, slots=True)
class MayRaise:
    """Something that is not ours may raise here (only inside a `try`)."""


@dataclass(frozen=True, slots=True)
class Exit:
    """`kind`: "return" (with `term`), "break", "continue", "raise" (`name` its class), "stop", "rerun", "switch"
    (`name` the page, "" if unknown)."""

    kind: str
    term: Term | None = None
    name: str = ""
    site: SiteRef = ("", -1)


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
    | Holds
    | MayRaise
    | Exit
)


def leaves(step: object) -> bool:
    """Does a step end the run?"""
    return isinstance(step, Exit) and step.kind in ("stop", "rerun", "switch")


@dataclass(slots=True)
class Control:
    """An element that a user can work: `kind` "trigger" or "state", how a scenario names it (`label`, `key`), the
    values to choose from (None: any), and the blocks of its callback and of the fragment or dialog that it is in.
    `bounds` are the least and the most of a number (None: no end), None if nobody knows them. `form` is the element of
    its form, -1 outside; `submits` it; `lasting` if its value outlives its being hidden; `dialog` if it stands in one.
    """

    command: str
    kind: str
    label: str = ""
    key: str | None = None
    options: tuple[Literal, ...] | None = None
    bounds: tuple[float | None, float | None] | None = None
    callback: int | None = None
    fragment: int | None = None
    form: int = -1
    submits: bool = False
    lasting: bool = False
    assignable: bool = True
    dialog: bool = False


@dataclass(slots=True)
class Program:
    """Everything one app can do. `scripts` are the blocks of the entry (first) and of each page; `callbacks` those
    of bound callbacks; `controls` by element."""

    scripts: list[tuple[str, int]] = field(default_factory=list)
    blocks: list[tuple[Step, ...]] = field(default_factory=list)
    callbacks: list[int] = field(default_factory=list)
    fragments: set[int] = field(default_factory=set)  # blocks that run alone when something in them is worked
    elements: list[Element] = field(default_factory=list)
    controls: dict[int, Control] = field(default_factory=dict)
    reserved: list[ReservedName] = field(default_factory=list)
    import_reads: list[tuple[KeyRef, SiteRef]] = field(default_factory=list)  # of bodies of imported modules
    entered: set[tuple[str, int]] = field(
        default_factory=set
    )  # (module, function index; -1 for the body) that some entry reaches
    outcomes: Mapping[str, str] = field(default_factory=dict)  # of the targeted release, see Api
    held: set[str] = field(default_factory=set)  # keys under which a container was stored that nothing else holds
    waits: bool = False  # something in it keeps a run waiting
    needed: set[What] = field(default_factory=set)  # settings whose values it uses, or that it makes itself
    unlinked: bool = False  # no link on the screen leads to its pages
    over_budget: bool = False
