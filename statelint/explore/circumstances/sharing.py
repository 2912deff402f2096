"""What runs for all sessions at once, or without any: cached functions and threads. In: a Graph. Out: what they do to
the state and to widgets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statelint.explore.circumstances.graph import Graph
from statelint.explore.circumstances.model import Cached, ThreadUse
from statelint.explore.circumstances.owners import Owners
from statelint.explore.terms import SiteRef
from statelint.explore.unfold.spots import Sources
from statelint.explore.unfold.trace import Body, Drawn, Entry, Use
from statelint.explore.unfold.values import Known, Lib
from statelint.streamlit_api.model import Api

STREAMLIT_CACHES = {
    f"streamlit.{name}"
    for name in ("cache_data", "cache_resource", "cache", "experimental_memo", "experimental_singleton")
}
PYTHON_CACHES = ("functools.lru_cache", "functools.cache")
TAKING = ("delete", "discard", "pop", "clear")
CHANGING = ("write", "augment", "default", *TAKING)


def meet(family: str, use: Use) -> bool:
    """May the key that is used be one of the family?"""
    if not use.family:
        return bool(use.key) and re.fullmatch(family, use.key) is not None
    heads = sorted(each.partition(".*")[0] for each in (family, use.family))
    return heads[1].startswith(heads[0])


class Sharing:
    """Cached functions and threads of an app."""

    def __init__(self, graph: Graph, api: Api, owners: Owners) -> None:
        self.graph = graph
        self.api = api
        self.owners = owners
        self.scripts = {body.path for body in graph.bodies if body.kind == "script"}

    # ---- caches ----
    def cached(self) -> Iterator[Cached]:
        for number, body in enumerate(self.graph.bodies):
            mark = self._cache(body)
            if mark is None:
                continue
            entries = [entry for caller in self.graph.bodies for entry in caller.entries if entry.callee == number]
            if all(entry.how == "handed" for entry in entries):
                continue  # nobody knows what it is given
            keyed: Sources = frozenset().union(*(entry.given for entry in entries))
            reached = self.graph.reach((number,), self._goes_on)
            for inner, entry in reached.items():
                yield from self._uses(body, mark, self.graph.bodies[inner], entry, keyed)

    def _goes_on(self, entry: Entry) -> bool:
        """A cached function inside a cached one answers for itself."""
        inner = self._cache(self.graph.bodies[entry.callee])
        return entry.how != "thread" and not entry.spot.optional and inner is None

    def _cache(self, body: Body) -> Lib | None:
        """The decorator that keeps the function's results for all sessions."""
        for mark in body.marks:
            name = mark.dotted.removesuffix("()")
            if name in STREAMLIT_CACHES:
                return mark if mark.option("scope") in (None, Known("global")) else None
            if name in PYTHON_CACHES and body.path not in self.scripts:
                return mark
        return None

    def _uses(self, body: Body, mark: Lib, inner: Body, entry: Entry | None, keyed: Sources) -> Iterator[Cached]:
        cache = "streamlit" if mark.dotted.startswith("streamlit.") else "python"
        for use in (use for use in inner.uses if not use.spot.optional):
            how = "write" if use.op in CHANGING else "test" if use.op == "test" else "read"
            known = bool(use.key or use.family)  # of a key that is an argument nobody knows whose value it holds
            personal = how == "write" or (known and self.owners.is_personal(use.key))
            if personal and not self.owners.tells(keyed, use.key) and not self._is_its_own(use, inner):
                yield self._fact(body, cache, how, use.key, use.at, entry)
        if cache == "streamlit" and mark.option("experimental_allow_widgets") in (None, Known(False)):
            for drawn in inner.drawn:
                if self._warns(drawn):
                    yield self._fact(body, cache, drawn.command, "", drawn.at, entry)

    def _is_its_own(self, use: Use, user: Body) -> bool:
        """Does the function that uses the key keep its result there, and does nothing else store it or ask for it? The
        result is the same for all sessions if the key is built of what the function is given, or if that is nothing."""
        if not any((use.key, use.family) == (one.key, one.family) and one.op in CHANGING for one in user.uses):
            return False
        if not use.family and (self.graph.parameters(user) or self.owners.is_personal(use.key)):
            return False
        family = use.family or re.escape(use.key)
        uses = [(number, one) for number, body in enumerate(self.graph.bodies) for one in body.uses]
        same = [(number, one) for number, one in uses if one.op not in TAKING and meet(family, one)]
        return any(one.op not in CHANGING for _, one in same) and all(self._is_part(number, user) for number, _ in same)

    def _is_part(self, number: int, user: Body) -> bool:
        """Is this body that of a function, or of one that is called by it alone?"""
        body, bodies = self.graph.bodies[number], self.graph.bodies
        callers = [one for one in bodies if any(entry.callee == number for entry in one.entries)]
        function = (user.path, user.function)
        return (body.path, body.function) == function or {(one.path, one.function) for one in callers} == {function}

    def _warns(self, drawn: Drawn) -> bool:
        return bool(self.api.elements[drawn.command].in_cache) and drawn.in_state

    def _fact(self, body: Body, cache: str, use: str, key: str, target: SiteRef, entry: Entry | None) -> Cached:
        site = entry.at if entry is not None and entry.at[1] >= 0 else target
        places = self.graph.site(site), self.graph.site(target)
        return Cached(self.graph.function(body), self.graph.defined(body), cache, use, key, *places)

    # ---- threads ----
    def threads(self) -> Iterator[ThreadUse]:
        if self.graph.trace.context:
            return
        bodies = self.graph.bodies
        aware = {n for n, one in enumerate(bodies) if any(bodies[e.callee].asks_context for e in one.entries)}
        aware |= {n for n, one in enumerate(bodies) if one.asks_context}
        for body in self.graph.bodies:
            for entry in body.entries:
                if entry.how == "thread":
                    reached = self.graph.reach((entry.callee,), lambda e: not e.spot.optional and e.callee not in aware)
                    for inner in reached.keys() - aware:
                        yield from (self._thread_use(u, entry) for u in bodies[inner].uses if not u.spot.optional)

    def _thread_use(self, use: Use, entry: Entry) -> ThreadUse:
        site = self.graph.site(use.at)
        started = self.graph.site(entry.at) if entry.at[1] >= 0 else site
        return ThreadUse(use.op in CHANGING, use.key, site, started)
