"""Callbacks as elements bind them: can they take what they are given, will they run, is what they get still true?

In: a Graph. Out: Bindings.
"""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.circumstances.graph import Graph
from statelint.explore.circumstances.model import Binding, Stale
from statelint.explore.terms import SiteRef
from statelint.explore.unfold.bound_callbacks import free_names, owner
from statelint.explore.unfold.spots import Source
from statelint.explore.unfold.trace import Called, Drawn
from statelint.explore.unfold.values import Known
from statelint.ir.expr import Name
from statelint.ir.stmt import FunctionIR
from statelint.ir.walk import walk
from statelint.streamlit_api.model import Api

PLAIN = ("streamlit.fragment", "streamlit.dialog", "streamlit.cache_data", "streamlit.cache_resource")
PLAIN_MARKS = {*PLAIN, "builtins.staticmethod", "builtins.classmethod"}  # decorators that change no parameters


class Callbacks:
    """The callbacks of an app."""

    def __init__(self, graph: Graph, api: Api) -> None:
        self.graph = graph
        self.api = api
        self.drawn = {drawn.element: drawn for body in graph.bodies for drawn in body.drawn}
        starts = [n for n in range(len(graph.bodies)) if graph.marked(n, "streamlit.fragment")]
        self.in_fragment = graph.reach(starts)

    def bindings(self) -> Iterator[Binding]:
        for called in self.graph.trace.called:
            module = self.graph.files.modules[called.function.module]
            ir = module.functions[called.function.index]
            plain = all(mark.dotted.removesuffix("()") in PLAIN_MARKS for mark in called.function.marks)
            yield Binding(
                self.drawn[called.element].command,
                called.parameter,
                self.graph.site(called.at),
                ir.name,
                self.graph.site((called.function.module, ir.at)),
                misfit(ir, called) if plain else "",
                ("async" if ir.is_async else "generator" if ir.is_generator else "") if plain else "",
                called.varying,
                tuple(dict.fromkeys((*self._stale_arguments(called), *self._stale_names(called, ir)))),
            )

    # ---- values of the run before ----
    def _stale_arguments(self, called: Called) -> Iterator[Stale]:
        drawn = self.drawn[called.element]
        for name in ("args", "kwargs"):
            if name in drawn.comes_from:
                yield from self._stale(drawn, name, drawn.places[name], drawn.comes_from[name])

    def _stale_names(self, called: Called, ir: FunctionIR) -> Iterator[Stale]:
        """Names outside of the callback that hold what its own widget, or a field of its form, returned."""
        module = self.graph.files.modules[called.function.module]
        for name in dict.fromkeys(free_names(module, called.function.index)):
            frame = owner(called.function.frame, name)
            slot = frame.slots.get(name) if frame is not None else None
            if frame is None or slot is None or isinstance(frame.names.get(name), Known):
                continue
            sources = {s for s in self.graph.trace.sources.get(slot, ()) if isinstance(s, int)}
            places = [n.at for n in walk(ir.body) if isinstance(n, Name) and n.id == name and n.at >= 0]
            read_at = (called.function.module, places[0] if places else ir.at)
            yield from self._stale(self.drawn[called.element], name, read_at, frozenset(sources))

    def _stale(self, drawn: Drawn, name: str, read_at: SiteRef, sources: frozenset[Source]) -> Iterator[Stale]:
        forms = {form for form in self.graph.forms_of(drawn) if form >= 0}
        place = self.graph.site(read_at)
        for source in sorted(sources, key=str):
            for other in self._sources(source):
                if other.element == drawn.element:
                    how = "own"
                elif not forms.isdisjoint(self.graph.forms_of(other)):
                    how = "form"
                elif other.spot.body in self.in_fragment and drawn.spot.body not in self.in_fragment:
                    how = "fragment"
                else:
                    continue
                yield Stale(how, name, place, self.graph.site(other.at))

    def _sources(self, source: Source) -> list[Drawn]:
        if isinstance(source, int):
            found = [self.drawn[source]] if source in self.drawn else []
        else:
            found = [d for d in self.drawn.values() if d.given.get("key") == Known(source)]
        return [drawn for drawn in found if self.api.elements[drawn.command].kind == "state"]


def misfit(ir: FunctionIR, called: Called) -> str:
    """Why calling the function with what it will be given raises TypeError; "" if it does not, or nobody knows."""
    if called.positional is None or called.keywords is None:
        return ""
    function = called.function
    given = len(function.bound) + called.positional
    keywords = [*called.keywords, *(name for name, _ in function.keywords)]
    any_place = any(param.kind == "args" for param in ir.params)
    any_name = any(param.kind == "kwargs" for param in ir.params)
    places = [param for param in ir.params if param.kind in ("positional", "any")]
    if given > len(places) and not any_place:
        takes = len(places) - len(function.bound)
        return f"takes {takes or 'no'} argument{'' if takes == 1 else 's'} but is given {called.positional}"
    named = {param.name for param in ir.params if param.kind in ("any", "keyword")}
    filled = {param.name for param in places[:given]}
    for name in keywords:
        if name not in named and not any_name:
            return f"has no parameter `{name}`"
        if name in filled:
            return f"is given `{name}` twice"
    needed = [p for p in ir.params if p.kind in ("positional", "any", "keyword") and p.default is None]
    missing = [param.name for param in needed if param.name not in filled and param.name not in keywords]
    return f"needs `{missing[0]}`, which it is not given" if missing else ""
