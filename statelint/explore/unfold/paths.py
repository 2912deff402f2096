"""Under which conditions a place of the program is reached: a chain of branches and loops, up to the script or the
function that it stands in.

    if st.button("Add"):                Path(None, "script")
        for name in names:              Path(…, "if", (Drawn(0),), fired=True)
            st.session_state[name] = 1  Path(…, "loop", (OPAQUE,))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from statelint.explore.program import Both, Either, Leaf, Opposite, Test
from statelint.explore.terms import (
    Applied,
    Choices,
    Compare,
    Fired,
    HasKey,
    IsInstance,
    KeyValue,
    Lit,
    Negated,
    Startswith,
    Sum,
    Term,
    Var,
    WidgetValue,
)
from statelint.explore.unfold.origins import OPAQUE, Derived, Drawn, Kept, Origin, Sought, parts_of
from statelint.record import dataclass

MAX_CONTEXTS = 40  # ways of calling a function that are looked at


@dataclass(eq=False, slots=True)
class Path:
    """One step of the way to a place. `kind`: "script", "import", "callback", "block" (the body of a function, with its
    number), "if", "loop", "handler" (of a try), "cached", "handed" (run by somebody else, if at all), "page".

    `asks` is what the condition depends on; `fired` is True where an event of this very run must have led here;
    `lookup` where an element of a container was compared with a value that is no constant, `missing` where a kept
    container was searched for something in vain.
    """

    parent: Path | None
    kind: str
    asks: tuple[Origin, ...] = ()
    fired: bool = False
    lookup: bool = False
    block: int = -1
    missing: Sought | None = None

    def steps(self) -> Iterator[Path]:
        """From here up to the script or function."""
        step: Path | None = self
        while step is not None:
            yield step
            step = step.parent

    def conditions(self) -> tuple[Path, ...]:
        """What may keep the place from being reached once its function is called, the outermost first."""
        return tuple(step for step in self.steps() if step.parent is not None and step.kind != "page")[::-1]

    @property
    def root(self) -> Path:
        *_, last = self.steps()
        return last


@dataclass(frozen=True, slots=True)
class Context:
    """One way in which a place is reached: `root` "script", "callback" or "import", and every condition on the way."""

    root: Path
    conditions: tuple[Path, ...]

    @property
    def fired(self) -> bool:
        return any(step.fired for step in self.conditions)

    def within(self, other: Context) -> bool:
        """True if whoever gets here has passed the conditions of the other."""
        return self.root is other.root and self.conditions[: len(other.conditions)] == other.conditions


def contexts(path: Path, callers: dict[int, list[Path]]) -> list[Context]:
    """Every way of getting to a place; empty where there are too many to tell."""
    found: list[Context] = []
    pending: list[tuple[Path, tuple[Path, ...], tuple[int, ...]]] = [(path, (), ())]
    while pending:
        step, below, blocks = pending.pop()
        root, conditions = step.root, (*step.conditions(), *below)
        if root.kind != "block":
            found.append(Context(root, conditions))
        elif root.block not in blocks:
            pending.extend((caller, conditions, (*blocks, root.block)) for caller in callers.get(root.block, ()))
        if len(found) + len(pending) > MAX_CONTEXTS:
            return []
    return found


class Asking:
    """What a condition asks for. `of_leaf` knows the origins of operands, `meanings` what variables are worth now,
    `is_trigger` which elements are events."""

    def __init__(self, is_trigger: Callable[[int], bool]) -> None:
        self.is_trigger = is_trigger
        self.of_leaf: dict[int, Origin] = {}
        self.alive: list[Leaf] = []
        self.meanings: dict[int, Term] = {}

    def tell(self, leaf: Leaf, origin: Origin | None) -> None:
        """Remember where an operand comes from, for as long as it exists."""
        if origin is not None:
            self.of_leaf[id(leaf)] = origin
            self.alive.append(leaf)

    def sides(self, parent: Path, test: Test) -> tuple[Path, Path]:
        """The paths of both sides of a branch."""
        asks: dict[Origin, None] = {}
        lookup = False
        for leaf in (test,) if isinstance(test, Leaf) else leaves(test):
            origin = self.of_leaf.get(id(leaf))
            asks.update(dict.fromkeys(self._of_term(leaf.term) if origin is None else parts_of(origin)))
            lookup = lookup or (isinstance(origin, Derived) and origin.lookup)
        asked = tuple(asks)
        fired = any(isinstance(part, Drawn) and self.is_trigger(part.element) for part in asks)
        return (
            Path(parent, "if", asked, fired and self._fired(test, True), lookup, missing=self._missing(test, True)),
            Path(parent, "if", asked, fired and self._fired(test, False), missing=self._missing(test, False)),
        )

    def _of_term(self, term: Term | None, depth: int = 0) -> Iterator[Origin]:
        match term:
            case Lit() | Choices() | None:
                return
            case Var(id=number) if depth < 8 and number in self.meanings:
                yield from self._of_term(self.meanings[number], depth + 1)
            case HasKey(key=key) | KeyValue(key=key):
                yield Kept(key)
            case Fired(element=element) | WidgetValue(element=element):
                yield Drawn(element)
            case Compare(left=left, right=right) | Sum(left=left, right=right):
                yield from self._of_term(left, depth)
                yield from self._of_term(right, depth)
            case Negated(term=inner) | IsInstance(term=inner) | Startswith(term=inner) | Applied(term=inner):
                yield from self._of_term(inner, depth)
            case _:
                yield OPAQUE

    def _fired(self, test: Test, side: bool) -> bool:
        """Does this side follow only upon an event of this run?"""
        match test:
            case Opposite(test=inner):
                return self._fired(inner, not side)
            case Both(left=left, right=right):
                return side and (self._fired(left, True) or self._fired(right, True))
            case Either(left=left, right=right):
                return side and self._fired(left, True) and self._fired(right, True)
            case Leaf() if side:
                origin = self.of_leaf.get(id(test)) or next(self._of_term(test.term), None)
                return isinstance(origin, Drawn) and self.is_trigger(origin.element)
        return False

    def _missing(self, test: Test, side: bool) -> Sought | None:
        """What is not in a kept container on this side for sure."""
        match test:
            case Opposite(test=inner):
                return self._missing(inner, not side)
            case Both(left=left, right=right) if side:
                return self._missing(left, True) or self._missing(right, True)
            case Either(left=left, right=right) if not side:
                return self._missing(left, False) or self._missing(right, False)
            case Leaf():
                origin = self.of_leaf.get(id(test))
                sought = origin.sought if isinstance(origin, Derived) else None
                return sought if sought is not None and sought.missing == side else None
        return None


def leaves(test: Test) -> Iterator[Leaf]:
    """The operands of a condition."""
    match test:
        case Leaf():
            yield test
        case Opposite(test=inner):
            yield from leaves(inner)
        case Both(left=left, right=right) | Either(left=left, right=right):
            yield from leaves(left)
            yield from leaves(right)
