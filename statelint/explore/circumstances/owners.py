"""Whose values the keys of the state hold: one user's, or the same for everybody.

In: a Graph. Out: answers about keys, from what is drawn under them and stored there.

    st.text_input("Name", key="name")           name is personal
    st.session_state.who = f"{name}!"           so is who
    st.session_state.rows = load("rows.csv")    rows is not
"""

from __future__ import annotations

from statelint.explore.circumstances.graph import CALLBACKS, Graph
from statelint.explore.circumstances.leaving import Leavings
from statelint.explore.unfold.spots import NOTHING, Source, Sources
from statelint.explore.unfold.values import Known

STORING = ("write", "augment", "default")


class Owners:
    """The keys of an app."""

    def __init__(self, graph: Graph, leavings: Leavings) -> None:
        self.graph = graph
        self.kept = graph.trace.kept
        drawn = [(one.element, one.given.get("key")) for body in graph.bodies for one in body.drawn]
        self.keys: dict[int, str] = {element: str(key.value) for element, key in drawn if isinstance(key, Known)}
        self.stored = {use.key for body in graph.bodies for use in body.uses if use.op in STORING}
        self.personal = self._personal(leavings)

    def is_personal(self, key: str) -> bool:
        """May it hold what one user has said or done? Nobody knows of a key that the app does not store itself."""
        return not key or key in self.personal or key not in self.stored

    def _personal(self, leavings: Leavings) -> set[str]:
        acted = self.graph.reach((CALLBACKS,), lambda entry: entry.how == "call")
        found = set(self.keys.values())
        for number, body in enumerate(self.graph.bodies):
            for use in body.uses:  # a constant tells what a user did
                chosen = isinstance(use.value, Known) and (number in acted or leavings.fired(use.spot.asked))
                if use.op in STORING and (chosen or use.op == "augment"):
                    found.add(use.key)
        size = -1
        while size != len(found):
            size = len(found)
            found |= {key for key, sources in self.kept.items() if any(self._is_users(one, found) for one in sources)}
        return found

    def _is_users(self, source: Source, personal: set[str]) -> bool:
        return isinstance(source, int) or not source or source in personal

    def tells(self, sources: Sources, key: str) -> bool:
        """Do these change whenever the key does: is it one of them, made into one of them, or with one by a widget?"""
        given = {self.keys.get(one, one) if isinstance(one, int) else one for one in sources}
        behind = self.kept.get(key, NOTHING)
        made = [self.kept.get(name, NOTHING) for name in given if isinstance(name, str) and name]
        elements = {one for one in (*sources, *(one for each in made for one in each)) if isinstance(one, int)}
        if key in given or any(key in each for each in made):
            return True
        return not elements.isdisjoint(behind) or (bool(behind) and behind <= given | sources)
