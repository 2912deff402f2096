"""Processes that run the script again, without a session. In: a Graph. Out: Reimports.

st.text_input("Name", key="name")
with ProcessPoolExecutor() as pool:     each process runs the script from the top, unless it is forked,
    pool.submit(work)
st.write(st.session_state.name)         and gets here, where no widget has a key
"""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.circumstances.graph import Graph
from statelint.explore.circumstances.leaving import Leavings
from statelint.explore.circumstances.model import Reimport
from statelint.explore.unfold.spots import Spot
from statelint.explore.unfold.trace import Entry, Use
from statelint.explore.unfold.values import Known

HARD = ("read", "augment")
STORING = ("write", "default")


class Processes:
    """The processes that the scripts of an app start."""

    def __init__(self, graph: Graph, leavings: Leavings, scripts: frozenset[str]) -> None:
        self.graph = graph
        self.leavings = leavings
        drawn = (one.given.get("key") for body in graph.bodies for one in body.drawn)
        self.own = {str(key.value) for key in drawn if isinstance(key, Known)}
        self.own |= {use.key for body in graph.bodies for use in body.uses if use.op in STORING}
        self.own -= graph.trace.written
        self.scripts = [
            number for number, body in enumerate(graph.bodies) if body.kind == "script" and body.path in scripts
        ]

    def reimports(self) -> Iterator[Reimport]:
        for script in self.scripts:
            again = self.graph.reach((script,), lambda entry: entry.how in ("call", "import") and always(entry.spot))
            read = self._missing(script, again)
            for number in self.graph.reach((script,), self._called):
                for started in self.graph.bodies[number].started:
                    if started.method == "fork" or started.at[1] < 0:
                        continue
                    site = self.graph.site(started.at)
                    if number in again and always(started.spot):
                        yield Reimport(site, started.method)
                    elif read is not None:
                        yield Reimport(site, started.method, read.key, self.graph.site(read.at))

    def _called(self, entry: Entry) -> bool:
        return entry.how in ("call", "import")

    def _missing(self, script: int, again: dict[int, Entry | None]) -> Use | None:
        """The first read, on the way through the whole script, of a key that the script itself does not set."""
        uses = [use for number in self.graph.reach((script,), self._called) for use in self.graph.bodies[number].uses]
        stores = {use.key for use in uses if use.op in STORING and not self.leavings.fired(use.spot.asked)}
        if "" in stores:
            return None
        reads = (use for number in again for use in self.graph.bodies[number].uses if use.op in HARD)
        missing = (use for use in reads if always(use.spot) and use.key in self.own - stores and not use.tried)
        return min((use for use in missing if use.at[1] >= 0), key=lambda use: use.at, default=None)


def always(spot: Spot) -> bool:
    """Does a process that runs the script again get here, whatever it finds?"""
    asks = spot.asked or spot.absent or spot.present or spot.opaque or spot.optional
    return not asks and not spot.main
