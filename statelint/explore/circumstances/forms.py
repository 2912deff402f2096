"""Elements, the forms they are drawn in, and what in a form depends on what. In: a Graph. Out: Drawings and Forms."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.circumstances.graph import CALLBACKS, OUTSIDE, Graph
from statelint.explore.circumstances.model import Drawing, Field, Form
from statelint.explore.site import Site
from statelint.explore.unfold.canvas import UNKNOWN_FORM
from statelint.explore.unfold.spots import Source
from statelint.explore.unfold.trace import Drawn
from statelint.explore.unfold.values import Alternatives, BoundBuiltin, Function, Known, Lib
from statelint.streamlit_api.model import Api

CALLABLE = (Function, Lib, Alternatives, BoundBuiltin)
BINDING = ("args", "kwargs")  # bound when drawn, used when the callback runs


class Forms:
    """The elements of an app."""

    def __init__(self, graph: Graph, api: Api, over_budget: bool) -> None:
        self.graph = graph
        self.api = api
        self.over_budget = over_budget
        self.drawn = [drawn for body in graph.bodies for drawn in body.drawn]
        self.by_element = {drawn.element: drawn for drawn in self.drawn}
        self.by_key: dict[str, list[Drawn]] = {}
        for drawn in self.drawn:
            key = drawn.given.get("key")
            if isinstance(key, Known):
                self.by_key.setdefault(str(key.value), []).append(drawn)
        own = ("streamlit.fragment", "streamlit.dialog")  # these draw where they were called first
        self.in_callback = graph.reach(
            (CALLBACKS,), lambda entry: entry.how == "call" and not graph.marked(entry.callee, *own)
        )

    # ---- elements ----
    def drawings(self) -> Iterator[Drawing]:
        yield from map(self._drawing, filter(self._matters, self.drawn))

    def _matters(self, drawn: Drawn) -> bool:
        """Does it stand in a form or a callback, or should it, or is it given what it does not take?"""
        placed = drawn.spot.body in self.in_callback or self.graph.forms_of(drawn) != {OUTSIDE}
        return placed or self.api.elements[drawn.command].in_form == "required" or bool(self._unknown(drawn))

    def _drawing(self, drawn: Drawn) -> Drawing:
        api = self.api.elements[drawn.command]
        entry = self.in_callback.get(drawn.spot.body)
        callback = next((c.name for c in api.callbacks if isinstance(drawn.given.get(c.name), CALLABLE)), "")
        return Drawing(
            drawn.command,
            self.graph.site(drawn.at),
            api.kind if drawn.in_state else "none",
            api.in_form,
            self._forms(drawn, api.in_form),
            tuple(self._follows(drawn)),
            callback,
            self.graph.function(self.graph.bodies[entry.callee]) if entry is not None else "",
            self._unknown(drawn),
        )

    def _unknown(self, drawn: Drawn) -> tuple[tuple[str, Site], ...]:
        """The parameters for callbacks that it is given and does not have."""
        api = self.api.elements[drawn.command]
        found = ((name, at) for name, at in drawn.places.items() if name.startswith("on_") or name in BINDING)
        missing = ((name, at) for name, at in found if name not in api.parameters and at[1] >= 0)
        return () if api.takes_any else tuple((name, self.graph.site(at)) for name, at in missing)

    def _forms(self, drawn: Drawn, allowed: str) -> tuple[Site | None, ...]:
        found = self.graph.forms_of(drawn)
        if allowed in ("forbidden", "no-callback"):
            found = {form for form in found if form < 0 or self.graph.surely_in(drawn, form)}
        sites = {None if form == OUTSIDE else self.site_of(form) for form in found if form != UNKNOWN_FORM}
        return tuple(sorted(sites, key=str))

    def site_of(self, element: int) -> Site:
        return self.graph.site(self.by_element[element].at)

    # ---- dependencies ----
    def _follows(self, drawn: Drawn) -> Iterator[Field]:
        """The fields of the same form that an argument, or being drawn at all, depends on."""
        forms = {form for form in self.graph.forms_of(drawn) if form >= 0}
        api = self.api.elements[drawn.command]
        if not forms or not drawn.in_state or api.kind not in ("state", "trigger") or self._is_sent(drawn, forms):
            return
        bound = {*BINDING, *(callback.name for callback in api.callbacks)}
        arguments = ((name, sources) for name, sources in drawn.comes_from.items() if name not in bound)
        for name, sources in (*arguments, ("", drawn.spot.asked)):
            for source in sorted(sources, key=str):
                for field in self.fields(source):
                    if field.element != drawn.element and not forms.isdisjoint(self.graph.forms_of(field)):
                        yield Field(field.command, self.graph.site(field.at), name)

    def _is_sent(self, drawn: Drawn, forms: set[int]) -> bool:
        """Is it drawn only in a run in which its form was submitted, and all fields are new?"""
        asked = [self.by_element[source] for source in drawn.spot.asked if isinstance(source, int)]
        sent = [one for one in asked if self.api.elements[one.command].in_form == "required"]
        return any(not forms.isdisjoint(self.graph.forms_of(one)) for one in sent)

    def fields(self, source: Source) -> list[Drawn]:
        """The elements that hold a value from run to run, as a source names them."""
        found = self.by_key.get(source, []) if isinstance(source, str) else [self.by_element[source]]
        return [drawn for drawn in found if self.api.elements[drawn.command].kind == "state"]

    # ---- forms ----
    def forms(self) -> Iterator[Form]:
        submits: set[Site] = set()
        unknown = self.over_budget or self.graph.trace.escaped
        for drawn in self.drawn:
            if self.api.elements[drawn.command].in_form == "required":
                found = self.graph.forms_of(drawn)
                unknown = unknown or UNKNOWN_FORM in found
                submits |= {self.site_of(form) for form in found if form >= 0}
        for drawn in self.drawn:
            if self.api.elements[drawn.command].kind == "form":
                site = self.graph.site(drawn.at)
                yield Form(site, True if site in submits else None if unknown else False)
