"""Abstract sessions: for each key two slots with what is known of them, the locals that conditions ask for, what was
assumed.

A key is present if its plain or its widget slot is; Python's own store is the plain one, a drawn widget owns the other
(SEMANTICS of Streamlit 1.28 to 1.67). A State is copied where paths part and merged where they meet:

    {"n": absent}  --opaque branch, one side writes n-->  {"n": present}, {"n": absent}  --merge-->  {"n": unknown}
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from statelint.explore.terms import UNKNOWN_TERM, Lit, SiteRef, Some, Term
from statelint.record import dataclass, field, replace

ABSENT, UNSURE, PRESENT = 0, 1, 2
NOTHING_RETURNED = Lit(None)


@dataclass(frozen=True, slots=True)
class Cell:
    """One key. `plain` and `widget` are ABSENT, UNSURE or PRESENT; `value` what it is worth when present; `why` is
    the reason of an
    UNSURE; `deleted` where this run deleted it; `assumed` the failure after which it is taken to be there; `fresh` if
    this run has assigned the plain slot."""

    plain: int = ABSENT
    widget: int = ABSENT
    value: Term = UNKNOWN_TERM
    why: str = ""
    deleted: SiteRef | None = None
    assumed: int | None = None
    fresh: bool = False

    @property
    def presence(self) -> int:
        return max(self.plain, self.widget)


NOTHING = Cell()
Choice = tuple[int, int, int]  # occurrence of an opaque branch, the side taken, how many sides there are


@dataclass(slots=True)
class State:
    """One alternative session, somewhere in a run. `open` are the opaque branches taken; `foreseen` the handlers
    entered because something foreign raised; `keys` holds what differs from absent. Its mappings are never changed but
    replaced: copies share them, and states that were never told apart are found equal at once."""

    keys: Mapping[str, Cell] = field(default_factory=dict)
    locals: Mapping[int, Term] = field(default_factory=dict)
    loops: Mapping[int, str | None] = field(default_factory=dict)
    open: tuple[Choice, ...] = ()
    foreseen: tuple[tuple[SiteRef, int], ...] = ()
    drawn: frozenset[str] = frozenset()
    result: Term = NOTHING_RETURNED
    crashed: bool = False
    stopped: bool = False
    left: SiteRef | None = None  # the st.rerun that ended the run

    def copy(self) -> State:
        return State(
            self.keys,
            self.locals,
            self.loops,
            self.open,
            self.foreseen,
            self.drawn,
            self.result,
            self.crashed,
            self.stopped,
            self.left,
        )

    def cell(self, name: str) -> Cell:
        return self.keys.get(name, NOTHING)

    def put(self, name: str, cell: Cell) -> None:
        """From here on this is known of a key."""
        if self.keys.get(name) is not cell:
            self.keys = {**self.keys, name: cell}

    def put_all(self, cells: Mapping[str, Cell]) -> None:
        """From here on this is known of several keys."""
        changed = {name: cell for name, cell in cells.items() if cell is not self.cell(name)}
        if changed:
            self.keys = {**self.keys, **changed}

    def let(self, var: int, term: Term) -> None:
        """From here on a variable is worth this."""
        if self.locals.get(var) is not term:
            self.locals = {**self.locals, var: term}

    @property
    def sure(self) -> bool:
        """No opaque branch and no earlier crash lies behind."""
        return not self.open and not self.crashed


def forget(state: State, variables: frozenset[int]) -> None:
    """Know nothing of some variables any more."""
    if not variables.isdisjoint(state.locals):
        state.locals = {var: term for var, term in state.locals.items() if var not in variables}


def join_values(left: Term, right: Term) -> Term:
    """What is known of a value that is one of two."""
    if left is right or left == right:
        return left
    a, b = _facts(left), _facts(right)
    return _known(a.truth if a.truth == b.truth else None, a.none or b.none, a.held or b.held)


@cache
def _known(truth: bool | None, none: bool, held: bool) -> Some:
    """One object for values of which the same is known."""
    return Some(truth, none, held=held)


def _facts(term: Term) -> Some:
    if isinstance(term, Lit):
        return Some(bool(term.value), term.value is None)
    return term if isinstance(term, Some) else Some()


def join_cells(left: Cell, right: Cell) -> Cell:
    """The same object for equal cells: comparing states is fast where what is equal in them is one object."""
    return left if left == right else _joined(left, right, _kind(left.value), _kind(right.value))


def _kind(term: Term) -> type | None:
    """What tells 1 from True."""
    return type(term.value) if isinstance(term, Lit) else None


@lru_cache(maxsize=4096)
def _joined(left: Cell, right: Cell, *kinds: type | None) -> Cell:
    plain = left.plain if left.plain == right.plain else UNSURE
    widget = left.widget if left.widget == right.widget else UNSURE
    if left.presence == right.presence == PRESENT:
        # Present on both sides, if not in the same slot: it is there.
        plain = max(plain, PRESENT if widget != PRESENT else plain)
    if left.presence == ABSENT:
        value = right.value
    elif right.presence == ABSENT:
        value = left.value
    else:
        value = join_values(left.value, right.value)
    assumed = left.assumed if left.assumed == right.assumed else None
    deleted = left.deleted if left.deleted == right.deleted else None
    fresh = left.fresh and right.fresh
    return Cell(plain, widget, value, left.why or right.why or "opaque", deleted, assumed, fresh)


def _join_keys(one: Mapping[str, Cell], other: Mapping[str, Cell]) -> Mapping[str, Cell]:
    """What holds for both; `one` itself if the other is equal."""
    if one is other or one == other:
        return one
    joined = dict(one)
    for name, right in other.items():
        left = one.get(name, NOTHING)
        if left is not right:
            joined[name] = join_cells(left, right)
    if len(joined) != len(other):
        for name in joined.keys() - other.keys():
            joined[name] = join_cells(joined[name], NOTHING)
    return joined


def _join_locals(joined: Mapping[int, Term], other: Mapping[int, Term]) -> Mapping[int, Term]:
    """What both know; `joined` itself if the other knows the same."""
    if joined is other or joined == other:
        return joined
    return {var: join_values(term, other[var]) for var, term in joined.items() if var in other}


def join(states: list[State]) -> State:
    """One state that stands for all: keys that differ become unsure, locals that differ are forgotten."""
    first = states[0]
    if len(states) == 1:
        return first
    joined = first.copy()
    for other in states[1:]:
        joined.keys = _join_keys(joined.keys, other.keys)
        joined.locals = _join_locals(joined.locals, other.locals)
        if joined.loops:
            joined.loops = {loop: name for loop, name in joined.loops.items() if other.loops.get(loop) == name}
        joined.drawn &= other.drawn
        joined.crashed = joined.crashed or other.crashed
        joined.stopped = joined.stopped and other.stopped
        joined.result = join_values(joined.result, other.result)
    return joined


def with_presence(cell: Cell, present: bool) -> Cell:
    """The cell once a test has told whether the key is there."""
    if not present:
        return replace(cell, plain=ABSENT, widget=ABSENT)
    return cell if cell.presence == PRESENT else replace(cell, plain=PRESENT, widget=cell.widget)


def doubted(cell: Cell, why: str, gone: bool = False) -> Cell:
    """The cell once somebody may have assigned the key, or deleted it."""
    if gone:
        return replace(cell, plain=UNSURE, widget=ABSENT, why=why) if cell.presence == PRESENT else cell
    if not cell.presence:
        return _perhaps(why)
    return cell if cell.value is UNKNOWN_TERM else replace(cell, value=UNKNOWN_TERM)


@lru_cache(maxsize=64)
def _perhaps(why: str) -> Cell:
    return Cell(UNSURE, ABSENT, UNKNOWN_TERM, why)
