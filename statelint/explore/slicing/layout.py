"""A Program laid out for questions: its steps in order, the conditions and loops around each, who sets which variable.

    if st.session_state.step > 1:           test 0 asks for the key `step`
        for row in rows:                    region 2, a loop, inside of region 1, which test 0 guards
            if not row: continue            an exit held by region 2: matters to what stands behind it in there
            st.session_state.last = row     an operation on `last` at place 4, in region 2

In: a program. Out: a Layout, made once and asked for every part of it. Places are numbers in the order of evaluation;
a region is a block (its number), one side of a condition, a loop, a `try` or a part of one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from typing import Any, TypeVar

from statelint.explore.fitting import fitted
from statelint.explore.program import Program, Step
from statelint.explore.slicing.asks import NOTHING, Asks
from statelint.explore.terms import Lit
from statelint.record import dataclass

NOWHERE = -1
One = TypeVar("One", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Entry:
    """A step at its place; `parts` are the regions and entries in it, by the kind of step."""

    step: Step
    place: int
    parts: Any = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands, and what it asks for when it matters. `callee` is the block that it enters, for what it
    returns."""

    region: int
    place: int
    asks: Asks = NOTHING
    callee: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Held:
    """An exit that matters once something behind `after` does."""

    after: int
    spot: Spot


class Layout:
    """The tables; `writing` fills them in."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.entries: dict[int, tuple[Entry, ...]] = {}  # by block, those that are reached
        # ---- regions; the first ones are the blocks ----
        self.parent = [NOWHERE] * len(program.blocks)
        self.block_of = list(range(len(program.blocks)))
        self.test_of = [NOWHERE] * len(program.blocks)
        self.tests: list[tuple[Asks, ...]] = []
        self.loops: set[int] = set()  # regions of bodies of loops
        self.attempts: set[int] = set()  # regions of `try` statements with handlers
        self.places = 0
        self.calling = calling(program)
        self.waking = waking(program)
        # ---- what stands where ----
        self.setters: dict[int, list[Spot]] = {}  # by variable
        self.touches: dict[str, list[Spot]] = {}  # by key
        self.stored: dict[str, list[Spot]] = {}  # what the values are made of that may be under a key
        self.changed: dict[str, list[Spot]] = {}  # changes of the containers that keys hold
        self.lent: list[Spot] = []  # the same of containers under keys that nobody can name, which are lent
        self.altered: list[Spot] = []  # or otherwise changed
        self.constants: dict[str, list[Lit]] = {}  # that may be put under a key, "" of a loop over the state's own keys
        self.loose: list[Spot] = []  # operations on keys that nobody can name
        self.keyed: dict[str, list[Spot]] = {}  # elements, by key
        self.drawn: dict[int, list[Spot]] = {}  # the same by element
        self.calls: dict[int, list[Spot]] = {}  # by the block that they enter
        self.ends: list[Spot] = []  # ends of the run: stop, rerun, switch
        self.returns: dict[int, list[Spot]] = {}  # by block
        self.raises: dict[int, list[Spot]] = {}  # by block
        self.held: dict[int, list[Held]] = {}  # exits, by the region that they leave or cut short
        self.foreseen: dict[int, list[Spot]] = {}  # what may raise, by the `try` around it, else by block
        # ---- what is known of blocks and variables ----
        self.speaking: set[int] = set()  # blocks that touch the session or ask for it
        self.comparing: set[int] = set()  # blocks whose conditions ask for variables
        self.conditions: list[tuple[int, Asks]] = []  # what conditions ask for, by block
        self.asked: Counter[int] = Counter()  # how many conditions ask for a variable
        self.sources: dict[int, set[int]] = {}  # of what other variables a variable is made
        self.told: set[int] = set()  # variables that are given something known
        self.results: set[int] = set()  # variables that hold what a call returned

    def region(self, parent: int, test: int = NOWHERE) -> int:
        """A new region."""
        self.parent.append(parent)
        self.block_of.append(self.block_of[parent])
        self.test_of.append(test)
        return len(self.parent) - 1

    def spread(self, blocks: Iterable[int]) -> set[int]:
        """These blocks and all that enter them."""
        return _backwards(blocks, lambda block: (self.block_of[spot.region] for spot in self.calls.get(block, ())))

    @cached_property
    def raising(self) -> set[int]:
        """Blocks out of which something may be raised that no handler in them takes."""
        own = set(self.raises)
        callers: dict[int, list[int]] = {}
        for region, spots in self.foreseen.items():
            for spot in spots if 0 <= region < len(self.program.blocks) else ():
                if spot.callee == NOWHERE:
                    own.add(region)
                else:
                    callers.setdefault(spot.callee, []).append(region)
        return _backwards(own, lambda block: callers.get(block, ()))

    @cached_property
    def unfit(self) -> frozenset[str]:
        """Keys under which a constant may be put that their widget cannot show: drawing it ends the run."""
        found: set[str] = set()
        for element in self.drawn if self.constants else ():
            control = self.program.controls.get(element)
            if control is not None and control.key is not None:
                constants = (*self.constants.get(control.key, ()), *self.constants.get("", ()))
                found.update({control.key} if any(fitted(control, one) is None for one in constants) else ())
        return frozenset(found)

    @cached_property
    def telling(self) -> set[int]:
        """Blocks that the session can tell apart, and all that enter them."""
        return self.spread(self.speaking)

    @cached_property
    def choosing(self) -> set[int]:
        """The same with those that their variables tell apart."""
        return self.spread(self.speaking | self.comparing)

    @cached_property
    def stateful(self) -> set[tuple[bool, int]]:
        """What the session may change: blocks (True, number), in what they do, and variables (False, number)."""
        found = {(True, block) for block, seen in self.conditions if seen.session}
        after: dict[tuple[bool, int], list[tuple[bool, int]]] = {}
        for block, seen in self.conditions:
            for variable in seen.variables:
                after.setdefault((False, variable), []).append((True, block))
        for variable, spots in self.setters.items():
            for spot in spots:
                told = self.returns.get(spot.callee, ())
                for seen in (spot.asks, *(each.asks for each in told)):
                    found.update({(False, variable)} if seen.session else ())
                    for source in seen.variables:
                        after.setdefault((False, source), []).append((False, variable))
                if spot.callee != NOWHERE:
                    after.setdefault((True, spot.callee), []).append((False, variable))
        return _backwards(found, lambda one: after.get(one, ()))

    @cached_property
    def refusals(self) -> list[Spot]:
        """What a block raises by what is in the session: `if "user" not in st.session_state: raise PermissionError`."""
        found: list[Spot] = []
        for block, spots in self.raises.items():
            leaving = [spot for spot in self.returns.get(block, ()) if self._by_session(spot)]
            first = min((spot.place for spot in leaving), default=self.places)
            found += [spot for spot in spots if spot.place > first or self._by_session(spot)]
        return found

    def _by_session(self, spot: Spot) -> bool:
        """Does the session decide if it comes to that?"""
        region = spot.region
        while region != NOWHERE:
            test = self.test_of[region]
            if test != NOWHERE and any(map(self.of_session, self.tests[test])):
                return True
            region = self.parent[region]
        return False

    def of_session(self, seen: Asks) -> bool:
        """Can the session change what is asked for?"""
        return seen.session or any((False, variable) in self.stateful for variable in seen.variables)

    def made_of(self, variable: int) -> set[int]:
        """The variables that a variable is made of, also by what calls return."""
        found = set(self.sources.get(variable, ()))
        for spot in self.setters.get(variable, ()) if variable in self.results else ():
            for told in self.returns.get(spot.callee, ()):
                found.update(told.asks.variables)
        return found

    def tracked(self, returned: bool) -> frozenset[int]:
        """Variables worth following: conditions ask for them, and more than once or after something known was put in;
        with `returned` also after a call gave them."""
        wanted = _backwards(self.asked, lambda variable: self.made_of(variable))
        told = self.told | self.results if returned else self.told
        return frozenset(v for v in wanted if self.asked[v] > 1 or v in told or self.made_of(v) or v not in self.asked)


def calling(program: Program) -> dict[int, list[int]]:
    """The elements by the block of their callback."""
    found: dict[int, list[int]] = {}
    for element, control in program.controls.items():
        if control.callback is not None:
            found.setdefault(control.callback, []).append(element)
    return found


def waking(program: Program) -> dict[int, int]:
    """For each fragment an element that makes it run alone."""
    found: dict[int, int] = {}
    for element, control in program.controls.items() if program.fragments else ():
        if control.fragment is not None and control.form < 0:
            found.setdefault(control.fragment, element)
    return found


def _backwards(found: Iterable[One], before: Callable[[One], Iterable[One]]) -> set[One]:
    """These, what is before them, what is before that."""
    reached = set(found)
    pending = list(reached)
    while pending:
        for one in before(pending.pop()):
            if one not in reached:
                reached.add(one)
                pending.append(one)
    return reached
