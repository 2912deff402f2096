"""Statements that end a run or hold it up, who reaches them, what is lost behind them. In: a Graph. Out: Leavings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from statelint.explore.circumstances.graph import CALLBACKS, Graph
from statelint.explore.circumstances.model import Leaving, LostStore, Swallowed
from statelint.explore.site import Site
from statelint.explore.unfold.spots import Source
from statelint.explore.unfold.trace import Body, Entry, Leave
from statelint.explore.unfold.values import Known
from statelint.streamlit_api.model import Api

SCOPES = ("app", "fragment")
CHANGING = ("write", "augment", "delete", "discard", "pop", "clear")


class Leavings:
    """The exits of an app."""

    def __init__(self, graph: Graph, api: Api) -> None:
        self.graph = graph
        self.triggers = {
            drawn.element
            for body in graph.bodies
            for drawn in body.drawn
            if api.elements[drawn.command].kind == "trigger"
        }
        self.in_callback = graph.reach((CALLBACKS,), lambda entry: entry.how == "call")
        self.in_script = graph.reach(graph.scripts)
        self.free = graph.reach(graph.scripts, lambda entry: entry.how == "call" and not self.fired(entry.spot.asked))
        known = [key.value if isinstance(key, Known) else key for key in graph.trace.fragments]
        self.keys = {str(key) for key in known if isinstance(key, str)}
        self.unknown_keys = any(key is not None and not isinstance(key, str) for key in known)

    def fired(self, asked: frozenset[Source]) -> bool:
        """Is a trigger among what is asked?"""
        return not self.triggers.isdisjoint(asked)

    def leavings(self) -> Iterator[Leaving]:
        merged: dict[Site, Leaving] = {}
        for number, body in enumerate(self.graph.bodies):
            if self.graph.lazy(body):
                continue
            for place, leave in enumerate(body.leaves):
                if leave.kind != "sleep" and leave.at[1] >= 0:
                    one = self._leaving(number, leave, body.leaves[:place])
                    other = merged.get(one.site)
                    merged[one.site] = one if other is None else join(other, one)
        yield from merged.values()

    def _leaving(self, number: int, leave: Leave, before: list[Leave]) -> Leaving:
        entry: Entry | None = self.in_callback.get(number)
        body = self.graph.bodies[number]
        free = number in self.free and not self.fired(leave.spot.asked)
        sleeps = [one for one in before if one.kind == "sleep" and one.spot.blocks == leave.spot.blocks]
        scope = leave.scope.value if isinstance(leave.scope, Known) else None
        fragment = scope if isinstance(scope, str) and scope not in SCOPES else ""
        return Leaving(
            leave.kind,
            self.graph.site(leave.at),
            self.graph.function(self.graph.bodies[entry.callee]) if entry is not None else "",
            number in self.in_script,
            self.graph.site(sleeps[-1].at) if sleeps and sleeps[-1].at[1] >= 0 else None,
            free and not self._changed(body, leave),
            fragment,
            not fragment or self.unknown_keys or fragment in self.keys,
        )

    def _changed(self, body: Body, leave: Leave) -> bool:
        """Is the state changed on the way, so that the next run may take another one?"""
        path = leave.spot.blocks[1:] if body.kind == "script" else leave.spot.blocks
        if any(use.op in CHANGING and use.spot.blocks[-1] in path for use in body.uses if use.spot.blocks):
            return True
        here = [entry.callee for entry in body.entries if entry.spot.blocks == leave.spot.blocks]
        reached = self.graph.reach(here)
        return any(use.op in CHANGING for number in reached for use in self.graph.bodies[number].uses)

    def swallowed(self) -> Iterator[Swallowed]:
        for tried in (tried for body in self.graph.bodies for tried in body.tried):
            inner = self.graph.reach(entry.callee for entry in tried.entries if entry.how == "call")
            leaves = (*tried.leaves, *(leave for number in inner for leave in self.graph.bodies[number].leaves))
            for leave in (leave for leave in leaves if leave.at[1] >= 0):
                left = self.graph.site(leave.at)
                if tried.swallows is not None and leave.kind in ("rerun", "switch"):
                    yield Swallowed(leave.kind, self.graph.site(tried.swallows), left)
                if tried.final is not None and leave.kind == "stop":
                    yield Swallowed(leave.kind, self.graph.site(tried.final), left, tried.key)

    def lost(self) -> Iterator[LostStore]:
        for lost in self.graph.trace.lost:
            yield LostStore(lost.kind, lost.key, self.graph.site(lost.at), self.graph.site(lost.left))


def join(left: Leaving, right: Leaving) -> Leaving:
    """What is known of one place from two unfolded copies of it."""
    return replace(
        left,
        in_callback=left.in_callback or right.in_callback,
        in_script=left.in_script or right.in_script,
        free=left.free or right.free,
        waits=left.waits or right.waits,
    )
