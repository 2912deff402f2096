"""What matters to some keys: the operations on them, what decides whether these are reached, what decides that, and so
on.

    if st.button("Load"):                   asked for `rows`: the operation on it matters, so does the condition, so
        st.session_state.rows = load()      does the button; what `load` computes does not

The least of all parts that decide the keys: a variable that only decides itself is not in it. In: a Layout, keys. Out:
Needs, which `rewriting` turns into a program.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable

from statelint.explore.slicing.asks import Asks
from statelint.explore.slicing.layout import NOWHERE, Layout, Spot


class Needs:
    """Keys (None: all), elements, variables, blocks and exits that matter. `elements` is None where nobody follows
    what users do."""

    def __init__(
        self,
        layout: Layout,
        keys: frozenset[str] | None,
        elements: frozenset[int] | None,
        tracked: frozenset[int],
        caught: Collection[str] = (),
    ) -> None:
        self.layout = layout
        self.keys: set[str] | None = set()
        self.values: set[str] = set()  # keys of which it matters what they hold
        self.elements: set[int] | None = None if elements is None else set()
        self.trackable = tracked
        self.caught = caught
        self.telling = layout.telling if elements is None else layout.choosing  # blocks whose results say something
        self.last = [NOWHERE] * len(layout.parent)  # the last place that matters in a region, if any does
        self.exits: set[int] = set()  # places of exits that matter, and of what may raise
        self.heard: set[int] = set()  # blocks that are entered where a handler matters
        self.returning: set[int] = set()  # blocks whose results matter
        self.needed: set[int] = set()  # variables
        self.followed: set[tuple[int, int]] = set()  # the same, with the block that asks
        self.asked: Counter[int] = Counter()
        self.told: set[int] = set()
        self.released: dict[int, int] = {}  # how many of the exits that a region holds have been let go
        self.tests: set[int] = set()
        self.lively: set[int] = set()  # blocks that do something
        self.places: set[int] = set()  # that matter
        self.spots: list[Spot] = []  # still to be reached
        self._start(keys, elements)
        while self.spots:
            while self.spots:
                self._reach(self.spots.pop())
            self._foresee()

    def active(self, region: int) -> bool:
        """Does anything in there matter?"""
        return self.last[region] >= 0

    def follows(self, variable: int) -> bool:
        """Is a variable worth following here?"""
        if variable not in self.needed:
            return False
        made = variable in self.told or variable not in self.asked or self.layout.made_of(variable)
        return self.asked[variable] > 1 or bool(made)

    # ---- where it begins ----
    def _start(self, keys: frozenset[str] | None, elements: frozenset[int] | None) -> None:
        for spot in (*self.layout.loose, *self.layout.ends):
            self._happens(spot)
        for spot in self.layout.refusals:
            self.exits.add(spot.place)
            self._happens(spot)
        self._want(keys)
        if self.layout.unfit:
            self._want(self.layout.unfit)
            self._value(self.layout.unfit)
        for element in elements or ():
            self._work(element)

    def _want(self, keys: Iterable[str] | None) -> None:
        if self.keys is None:
            return
        found = {*self.layout.touches, *self.layout.keyed} if keys is None else set(keys)
        new = found - self.keys
        self.keys |= found
        for key in new:
            for spot in (*self.layout.touches.get(key, ()), *self.layout.keyed.get(key, ())):
                self._happens(spot)
        if keys is None:
            self.keys = None

    def _value(self, keys: Iterable[str]) -> None:
        """It matters what is under these keys."""
        for key in keys:
            if key not in self.values:
                self.values.add(key)
                for spot in self.layout.stored.get(key, ()):
                    self._ask(spot.asks, self.layout.block_of[spot.region], 1)
                for spot in (*self.layout.changed.get(key, ()), *self.layout.altered):
                    self._happens(spot)
                for spot in self.layout.lent if key in self.layout.program.held else ():
                    self._happens(spot)

    def _work(self, element: int) -> None:
        """An element matters, and what submits its form."""
        controls = self.layout.program.controls
        if self.elements is None or element in self.elements or element not in controls:
            return
        self.elements.add(element)
        self._value(filter(None, (controls[element].key,)))
        if controls[element].callback is not None and controls[element].key in self.layout.touches:
            self._want((controls[element].key or "",))  # once it is deleted, the callback runs
        for spot in self.layout.drawn.get(element, ()):
            self._happens(spot)
        form = controls[element].form
        if form != NOWHERE:
            for other, control in controls.items():
                if control.submits and control.form == form:
                    self._work(other)

    # ---- what that needs ----
    def _happens(self, spot: Spot) -> None:
        """Something that is done to the session."""
        self.spots.append(spot)
        self._ask(spot.asks, self.layout.block_of[spot.region], 1)
        self._quicken(self.layout.block_of[spot.region])

    def _quicken(self, block: int) -> None:
        """A block does something, other than return a value: so do those that enter it, and an exception keeps it from
        that."""
        pending = [block]
        while pending:
            block = pending.pop()
            if block not in self.lively:
                self.lively.add(block)
                for spot in self.layout.raises.get(block, ()):
                    self.exits.add(spot.place)
                    self.spots.append(spot)
                for spot in self.layout.calls.get(block, ()):
                    self.spots.append(spot)
                    pending.append(self.layout.block_of[spot.region])
                for element in self.layout.calling.get(block, ()) if self.elements is not None else ():
                    self._work(element)
                if block in self.layout.waking:
                    self._work(self.layout.waking[block])

    def _ask(self, asks: Asks, block: int, count: int = 0) -> None:
        """A block asks for something."""
        if asks.everything:
            self._want(None)
        elif asks.keys:
            self._want(asks.keys)
            self._value(asks.values)
        for element in asks.elements:
            self._work(element)
        for variable in asks.variables:
            self.asked[variable] += count
            self._follow(variable, block)

    def _follow(self, variable: int, block: int) -> None:
        """A variable matters in a block: so does everything that sets it; of calls, those that this block makes."""
        if (variable, block) in self.followed or variable not in self.trackable:
            return
        self.followed.add((variable, block))
        self.needed.add(variable)
        spots: Iterable[Spot] = self.layout.setters.get(variable, ())
        if variable in self.layout.results:
            spots = [spot for spot in spots if self.layout.block_of[spot.region] == block] or spots
        for spot in spots:
            setting = self.layout.block_of[spot.region]
            if spot.place != NOWHERE:
                self.spots.append(spot)
            if spot.callee != NOWHERE:
                self.told.add(variable)
                self._return(spot.callee)
                continue
            if setting not in (
                block,
                *(self.layout.block_of[call.region] for call in self.layout.calls.get(block, ())),
            ):
                self._quicken(setting)  # it leaves something behind
            self.told.update({variable} if variable in self.layout.told else ())
            self._ask(spot.asks, setting)

    def _return(self, block: int) -> None:
        """What a block returns matters."""
        if block in self.returning or block not in self.telling:
            return
        self.returning.add(block)
        for spot in self.layout.returns.get(block, ()):
            self.exits.add(spot.place)
            self.spots.append(spot)
            self._ask(spot.asks, block)

    # ---- where it stands ----
    def _reach(self, spot: Spot) -> None:
        region, place = spot.region, spot.place
        self.places.add(place)
        while region != NOWHERE and self.last[region] < place:
            new = self.last[region] == NOWHERE
            self.last[region] = place
            if new:
                self._enter(region)
            self._release(region, place)
            region = self.layout.parent[region]

    def _enter(self, region: int) -> None:
        """Something in a region matters: so does what leads there."""
        layout = self.layout
        test = layout.test_of[region]
        if test != NOWHERE and test not in self.tests:
            self.tests.add(test)
            for asks in layout.tests[test]:
                self._ask(asks, layout.block_of[region], 1)
        if region in layout.attempts:
            self._want(self.caught)

    def _release(self, region: int, place: int) -> None:
        """Exits matter to what they pass by."""
        held = self.layout.held.get(region, ())
        number = self.released.get(region, 0)
        while number < len(held) and held[number].after < place:
            self.exits.add(held[number].spot.place)
            self.spots.append(held[number].spot)
            number += 1
        self.released[region] = number

    # ---- what may be raised ----
    def _foresee(self) -> None:
        """What may be raised where a handler hears of it, unless the same was raised before with nothing since."""
        places = sorted(self.places)
        blocks = len(self.layout.program.blocks)
        for region, spots in self.layout.foreseen.items():
            if not self.active(region) or not (region in self.layout.attempts or region in self.heard):
                continue
            before: dict[int, int] = {}  # the last place of the same in each region
            for spot in spots:
                if region >= blocks and spot.place >= self.last[region]:
                    break
                if spot.callee != NOWHERE:
                    self.heard.add(spot.callee)
                    if spot.callee not in self.layout.raising or spot.callee in self.lively:
                        continue
                if spot.place not in self.exits and self._again(spot, before, places):
                    continue
                before[spot.region] = spot.place
                if spot.place not in self.exits:
                    self.exits.add(spot.place)
                    self.spots.append(spot)

    def _again(self, spot: Spot, before: dict[int, int], places: list[int]) -> bool:
        """Was the same raised on every way here, with nothing in between?"""
        region = spot.region
        while region != NOWHERE:
            if region in before:
                start = bisect_right(places, before[region])
                return start == len(places) or places[start] >= spot.place
            if region in self.layout.loops and self.active(region):
                return False
            region = self.layout.parent[region]
        return False
