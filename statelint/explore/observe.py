"""From the record of what was played to Observations: failures with their scenario, writes, near keys; reserved
names; the ledger."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from statelint.explore.observations import Judged, KeyFailure, Observations, ReservedName, Site, Write
from statelint.explore.play.keyops import Failure, Record
from statelint.explore.program import Draw, Program, Touch
from statelint.explore.terms import Exact, OneOf, SiteRef
from statelint.explore.unfold import Unfolded
from statelint.explore.unfold.base import Files
from statelint.explore.walk import nodes
from statelint.ir.scenario import Branch, Event, Scenario
from statelint.project.model import App

OPERATIONS = {"read": "read", "augment": "augmented", "delete": "delete", "pop": "pop"}
WRITING = {"write": "assign", "augment": "assign", "default": "setdefault", "ensure": "library"}


class Observer:
    """Turns one app's record into plain observations."""

    def __init__(self, app: App, unfolded: Unfolded, record: Record, files: Files) -> None:
        self.app = app
        self.unfolded = unfolded
        self.program: Program = unfolded.program
        self.record = record
        self.files = files
        self.writes: dict[str, list[Write]] = {}
        self._collect_writes()

    def site(self, ref: SiteRef) -> Site:
        return Site(ref[0], self.files.modules[ref[0]].span(ref[1]))

    def observations(self) -> Observations:
        return Observations(
            self.app.entry,
            tuple(sorted((self._failure(f) for f in self.record.failures), key=lambda f: _order(f.site))),
            tuple(sorted(self._reserved(), key=lambda r: _order(r.site))),
            tuple(dict.fromkeys(self.program.elements)),
            ledger=tuple(sorted(self._ledger(), key=lambda j: (_order(j.site), j.key))),
            settings=self.app.settings,
        )

    # ---- writes ----
    def _collect_writes(self) -> None:
        seen: set[tuple[str, SiteRef]] = set()
        for node in nodes(self.program):
            if isinstance(node, Draw):
                kind, empty = "widget", ""
            elif isinstance(node, Touch) and node.op in WRITING:
                kind, empty = WRITING[node.op], node.empty
            else:
                continue
            for name in _names(node):
                if node.site[1] >= 0 and (name, node.site) not in seen:
                    seen.add((name, node.site))
                    self.writes.setdefault(name, []).append(Write(self.site(node.site), kind, empty))
        for writes in self.writes.values():
            writes.sort(key=lambda write: _order(write.site))

    # ---- failures ----
    def _failure(self, failure: Failure) -> KeyFailure:
        touch, key = failure.touch, failure.key
        branches = tuple(
            Branch(path, self.files.modules[path].span(at).row, True, "foreseen")
            for (path, at), _ in failure.state.foreseen
            if at >= 0
        )
        return KeyFailure(
            key,
            OPERATIONS[touch.op],
            touch.form,
            "deleted" if failure.deleted is not None else "page" if failure.opened else "unset",
            self.site(touch.site),
            Scenario((Event("open", failure.opened) if failure.opened else Event("visit", self.app.entry),), branches),
            touch.used,
            self.site(failure.deleted) if failure.deleted is not None else None,
            tuple(write for write in self.writes.get(key, ()) if write.site != self.site(touch.site)),
            self._near(key),
            tuple(sorted((self.site(ref) for ref in failure.also - {touch.site}), key=_order)),
        )

    def _near(self, key: str) -> tuple[tuple[str, Site], ...]:
        """Keys that the app does set and that are spelt nearly like this one."""
        others = [name for name in self.writes if name != key]
        close = difflib.get_close_matches(key, others, n=2, cutoff=0.8)
        return tuple((name, self.writes[name][0].site) for name in close)

    # ---- reserved names ----
    def _reserved(self) -> Iterable[ReservedName]:
        stored = {name: writes[0].site for name, writes in self.writes.items()}
        stored = {**self.unfolded.drawn_reserved, **stored}
        for use in dict.fromkeys(self.program.reserved):
            yield ReservedName(use.name, use.use, use.site, stored.get(use.name))

    # ---- ledger ----
    def _ledger(self) -> Iterable[Judged]:
        for (ref, key), verdicts in self.record.verdicts.items():
            if ref[1] < 0:
                continue
            doubts = sorted(verdicts - {"", "reported"})
            if "reported" in verdicts:
                yield Judged(self.site(ref), key, "reported")
            elif self.record.over_budget:
                yield Judged(self.site(ref), key, "silent", "budget")
            elif doubts:
                yield Judged(self.site(ref), key, "silent", _worst(doubts))
            else:
                yield Judged(self.site(ref), key, "safe")
        judged = {ref for ref, _ in self.record.verdicts}
        for ref, key in self._given_up() - self.record.verdicts.keys():
            judged.add(ref)
            yield Judged(self.site(ref), key, "silent", "budget")
        for ref, why in self.record.unnamed.items():
            if ref not in judged and ref[1] >= 0:
                yield Judged(self.site(ref), "", "silent", why)

    def _given_up(self) -> set[tuple[SiteRef, str]]:
        """Hard operations of an app whose runs took too long to play."""
        if not self.record.over_budget:
            return set()
        hard = (node for node in nodes(self.program) if isinstance(node, Touch) and node.op in OPERATIONS)
        return {(touch.site, name) for touch in hard if touch.site[1] >= 0 for name in _names(touch)}


DOUBTS = (
    "quiet-app",
    "budget",
    "library",
    "unresolved-call",
    "dynamic-writer",
    "family",
    "shadowed",
    "opaque",
    "page-first",
    "second-session",
    "later-run",
)


def _worst(doubts: list[str]) -> str:
    """The one reason that is named: the one furthest from an answer."""
    return min(doubts, key=lambda why: DOUBTS.index(why) if why in DOUBTS else 0)


def _names(node: Touch | Draw) -> tuple[str, ...]:
    if isinstance(node.key, Exact):
        return (node.key.name,)
    return node.key.names if isinstance(node.key, OneOf) else ()


def _order(site: Site) -> tuple[str, int, int]:
    return site.path, site.span.row, site.span.column
