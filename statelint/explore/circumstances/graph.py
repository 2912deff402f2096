"""Which body reaches which, and which forms are around it. In: a Trace. Out: answers about its bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from statelint.explore.site import Site
from statelint.explore.terms import SiteRef
from statelint.explore.unfold.base import Files
from statelint.explore.unfold.canvas import AROUND, LOOSE, UNKNOWN_FORM
from statelint.explore.unfold.trace import Body, Drawn, Entry, Trace

OUTSIDE = LOOSE  # in an answer: no form at all
CALLBACKS = 0  # the body that enters all callbacks


class Graph:
    """The bodies of an app and the calls between them."""

    def __init__(self, trace: Trace, files: Files) -> None:
        self.trace = trace
        self.files = files
        self.bodies = trace.bodies
        self.scripts = [number for number, body in enumerate(self.bodies) if body.kind in ("script", "module")]
        self.body_of = {drawn.element: number for number, body in enumerate(self.bodies) for drawn in body.drawn}
        self.forms = self._forms()

    # ---- places ----
    def site(self, ref: SiteRef) -> Site:
        return Site(ref[0], self.files.modules[ref[0]].span(ref[1]))

    def function(self, body: Body) -> str:
        return self.files.modules[body.path].functions[body.function].name if body.function >= 0 else ""

    def parameters(self, body: Body) -> int:
        """How many there are."""
        return len(self.files.modules[body.path].functions[body.function].params) if body.function >= 0 else 0

    def lazy(self, body: Body) -> bool:
        """Does calling it run nothing by itself?"""
        return body.function >= 0 and self.files.modules[body.path].functions[body.function].is_generator

    def defined(self, body: Body) -> Site:
        return self.site((body.path, self.files.modules[body.path].functions[body.function].at))

    # ---- reach ----
    def reach(
        self, starts: Iterable[int], enters: Callable[[Entry], bool] = lambda entry: entry.how != "thread"
    ) -> dict[int, Entry | None]:
        """The bodies that are reached, and the first call on the way from the start to each (None for a start)."""
        first: dict[int, Entry | None] = dict.fromkeys(starts)
        pending = list(first)
        while pending:
            number = pending.pop()
            for entry in self.bodies[number].entries:
                if entry.callee not in first and enters(entry):
                    first[entry.callee] = first[number] or entry
                    pending.append(entry.callee)
        return first

    def marked(self, number: int, *names: str) -> bool:
        """Is the body that of a function under one of these decorators of Streamlit?"""
        return any(mark.dotted.removesuffix("()") in names for mark in self.bodies[number].marks)

    # ---- forms ----
    def _forms(self) -> list[set[int]]:
        """For each body the forms that are around the calls of it."""
        around: list[set[int]] = [set() for _ in self.bodies]
        pending = []
        for number in (CALLBACKS, *self.scripts):
            around[number].add(OUTSIDE)
            pending.append(number)
        while pending:
            number = pending.pop()
            for entry in self.bodies[number].entries:
                new = self._around_call(entry, around[number]) - around[entry.callee]
                if new:
                    around[entry.callee] |= new
                    pending.append(entry.callee)
        return around

    def surely_in(self, drawn: Drawn, form: int) -> bool:
        """Is the element drawn in the form, whatever the conditions of which nobody knows what they depend on? What
        stands in one body with the form is."""
        start = self.body_of[form]
        if drawn.spot.body == start:
            return True
        reached = self.reach((start,), lambda entry: entry.how == "call" and not entry.spot.opaque)
        return not drawn.spot.opaque and drawn.spot.body in reached

    def _around_call(self, entry: Entry, around: set[int]) -> set[int]:
        if entry.how != "call":
            return {UNKNOWN_FORM}
        return {entry.spot.form} if entry.spot.form != AROUND else set(around)

    def forms_of(self, drawn: Drawn) -> set[int]:
        """The forms that an element is drawn in: their elements, OUTSIDE, UNKNOWN_FORM."""
        around = self.forms[drawn.spot.body]
        if drawn.form == AROUND:
            return around
        if drawn.form == LOOSE:
            return around if around == {OUTSIDE} else {UNKNOWN_FORM}
        return {drawn.form}
