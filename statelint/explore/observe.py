"""From the record of what was played to Observations: failures with their scenario, writes, near keys; reserved
names; the ledger."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeGuard

from statelint.explore.everyrun import import_writes, losing, resets, wrong_guards
from statelint.explore.observations import (
    EndlessRerun,
    ImportTimeUse,
    Judged,
    KeyFailure,
    Observations,
    ReservedName,
    Reset,
    Site,
    WidgetClash,
    Write,
    WrongGuard,
)
from statelint.explore.play.keyops import Failure, Record
from statelint.explore.program import ASIDE, Draw, Once, Program, Touch
from statelint.explore.search.journeys import Journey
from statelint.explore.search.shows import Shows
from statelint.explore.sessions import known_cells
from statelint.explore.terms import Exact, OneOf, SiteRef
from statelint.explore.unfold import Unfolded
from statelint.explore.unfold.base import Files
from statelint.explore.walk import by_kind
from statelint.ir.scenario import Branch, Event, Scenario
from statelint.project.model import App

OPERATIONS = {"read": "read", "augment": "augmented", "delete": "delete", "pop": "pop"}
CLASHES = {"drawn": "write-after-widget", "readonly": "write-before-read-only-widget"}  # in Api.outcomes
WRITING = {"write": "assign", "augment": "assign", "default": "setdefault", "ensure": "library"}


class Observer:
    """Turns one app's record into plain observations."""

    def __init__(self, app: App, unfolded: Unfolded, record: Record, files: Files) -> None:
        self.app = app
        self.unfolded = unfolded
        self.program: Program = unfolded.program
        self.nodes = by_kind(self.program)
        self.record = record
        self.files = files
        self.writes: dict[str, list[Write]] = {}
        self._collect_writes()

    def site(self, ref: SiteRef) -> Site:
        return Site(ref[0], self.files.modules[ref[0]].span(ref[1]))

    def observations(self) -> Observations:
        return Observations(
            self.app.entry,
            tuple(sorted(self._failures(), key=lambda f: _order(f.site))),
            tuple(sorted(self._reserved(), key=lambda r: _order(r.site))),
            tuple(dict.fromkeys(self.program.elements)),
            ledger=tuple(sorted(self._ledger(), key=lambda j: (_order(j.site), j.key))),
            clashes=tuple(sorted(self._clashes(), key=lambda c: _order(c.site))),
            endless=tuple(sorted(self._endless(), key=lambda e: _order(e.site))),
            imports=tuple(sorted(self._imports(), key=lambda i: _order(i.site))),
            resets=tuple(sorted(self._resets(), key=lambda r: _order(r.site))),
            guards=tuple(sorted(self._guards(), key=lambda g: _order(g.site))),
            settings=self.app.settings,
        )

    # ---- writes ----
    def _collect_writes(self) -> None:
        seen: set[tuple[str, SiteRef]] = set()
        for node in (*self.nodes[Draw], *(touch for touch in self.nodes[Touch] if touch.op in WRITING)):
            kind, empty = (WRITING[node.op], node.empty) if isinstance(node, Touch) else ("widget", "")
            for name in _names(node):
                if node.site[1] >= 0 and (name, node.site) not in seen:
                    seen.add((name, node.site))
                    self.writes.setdefault(name, []).append(Write(self.site(node.site), kind, empty))
        for writes in self.writes.values():
            writes.sort(key=lambda write: _order(write.site))

    # ---- failures ----
    def _failures(self) -> Iterable[KeyFailure]:
        """What is missing: of the failures of one key with one cause, the one with the shortest way there, the others
        as further places."""
        groups: dict[tuple[str, str, bool], list[KeyFailure]] = {}
        for failure in (self._failure(f) for f in self.record.failures if f.what == "missing"):
            kind = (failure.key, failure.cause, failure.operation in ("delete", "pop"))
            groups.setdefault(kind, []).append(failure)
        for group in groups.values():
            first, *others = sorted(group, key=lambda f: (len(f.scenario.events), _order(f.site)))
            places = {*first.also_at, *(f.site for f in others), *(s for f in others for s in f.also_at)}
            yield replace(first, also_at=tuple(sorted(places - {first.site}, key=_order)))

    def _failure(self, failure: Failure) -> KeyFailure:
        touch, key = failure.touch, failure.key
        assert isinstance(touch, Touch)
        return KeyFailure(
            key,
            OPERATIONS[touch.op],
            touch.form,
            self._cause(failure),
            self.site(touch.site),
            self._scenario(failure),
            "" if touch.used == ASIDE else touch.used,
            self.site(failure.deleted) if failure.deleted is not None else None,
            tuple(write for write in self.writes.get(key, ()) if write.site != self.site(touch.site)),
            self._near(key),
            tuple(sorted((self.site(ref) for ref in failure.also - {touch.site}), key=_order)),
        )

    def _cause(self, failure: Failure) -> str:
        if failure.in_callback:
            return "callback"
        if failure.deleted is not None:
            return "deleted"
        moves = failure.journey.moves() if failure.journey else ()
        kinds = [move.event.kind for move in moves]
        if "second" in kinds:
            return "import"
        return "page" if failure.opened or kinds[-1:] == ["open"] else "unset"

    def _scenario(self, failure: Failure) -> Scenario:
        branches = tuple(
            Branch(path, self.files.modules[path].span(at).row, True, "foreseen")
            for (path, at), _ in failure.state.foreseen
            if at >= 0
        )
        if failure.journey is not None:
            return Scenario(failure.journey.events(), branches)
        first = Event("open", failure.opened) if failure.opened else Event("visit", self.app.entry)
        return Scenario((first,), branches)

    # ---- other than missing keys ----
    def _clashes(self) -> Iterable[WidgetClash]:
        draws = {name: node for node in self.nodes[Draw] for name in _names(node)}
        for failure in self.record.failures:
            draw = failure.touch if isinstance(failure.touch, Draw) else draws.get(failure.key)
            if failure.what == "missing" or draw is None:
                continue
            written = next((w.site for w in self.writes.get(failure.key, ()) if w.kind != "widget"), None)
            other = self.site(draw.site) if failure.what == "drawn" else written
            command = self.program.elements[draw.element].command
            site = self.site(failure.touch.site)
            raised = self.program.outcomes.get(CLASHES[failure.what], "StreamlitAPIException")
            yield WidgetClash(failure.what, failure.key, site, self._scenario(failure), command, other, raised)

    def _endless(self) -> Iterable[EndlessRerun]:
        first: dict[SiteRef, Journey] = {}
        for ref, journey in self.record.endless:
            first.setdefault(ref, journey)
        for ref, journey in first.items():
            yield EndlessRerun(self.site(ref), Scenario(journey.events()))

    def _imports(self) -> Iterable[ImportTimeUse]:
        written = import_writes(self.program, self.nodes[Once])
        for failure in self._failures():
            if failure.cause == "import" and failure.key in written:
                yield ImportTimeUse("write", failure.key, self.site(written[failure.key]), failure)
        for key, ref in self.program.import_reads:
            for name in (key.name,) if isinstance(key, Exact) else ():
                if name in self.writes and name not in written:
                    yield ImportTimeUse("read", name, self.site(ref))

    def _resets(self) -> Iterable[Reset]:
        for found in resets(self.program):
            journey = self._shows(found.key).worked(losing(self.program, found))
            if journey is not None:
                yield Reset(
                    found.key, self.site(found.site), self.site(found.lost), found.by, Scenario(journey.events())
                )

    def _guards(self) -> Iterable[WrongGuard]:
        failing = {failure.key for failure in self.record.failures}
        for found in wrong_guards(self.nodes):
            if failing & {found.tested, found.set_key}:
                continue
            journey = self._shows(found.set_key).again(found.set_key)
            if journey is not None:
                places = self.site(found.site), self.site(found.set_at)
                yield WrongGuard(found.tested, places[0], found.set_key, places[1], Scenario(journey.events()))

    def _shows(self, key: str) -> Shows:
        """Looks for journeys that nothing fails on."""
        doubtful = {one for (_, one), found in self.record.verdicts.items() if found - {""}}
        return Shows(self.program, frozenset({key, *doubtful}), known_cells(self.app.settings.known_keys))

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
        yield from self._overheard(judged)
        for ref, key in self._given_up() - self.record.verdicts.keys():
            judged.add(ref)
            yield Judged(self.site(ref), key, "silent", "budget")
        for ref, why in self.record.unnamed.items():
            if ref not in judged and ref[1] >= 0:
                yield Judged(self.site(ref), "", "silent", why)

    def _overheard(self, judged: set[SiteRef]) -> Iterable[Judged]:
        """Reads that only somebody else runs: safe if the key is there when they get them and nothing takes it away."""
        taking = filter(_takes_away, (*self.nodes[Draw], *self.nodes[Touch]))
        deleted = {name for node in taking for name in _names(node) or ("",)}
        for (ref, key), there in self.record.overheard.items():
            if ref not in judged and ref[1] >= 0:
                judged.add(ref)
                safe = there and not deleted & {key, ""}
                yield Judged(self.site(ref), key, "safe" if safe else "silent", "" if safe else "handed")

    def _given_up(self) -> set[tuple[SiteRef, str]]:
        """Hard operations of an app whose runs took too long to play."""
        if not self.record.over_budget:
            return set()
        hard = (touch for touch in self.nodes[Touch] if touch.op in OPERATIONS and touch.site[1] >= 0)
        return {(touch.site, name) for touch in hard for name in _names(touch)}


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


def _takes_away(node: object) -> TypeGuard[Touch | Draw]:
    """A deletion, or a widget, whose key goes when it is not drawn."""
    if isinstance(node, Draw):
        return node.key is not None
    return isinstance(node, Touch) and node.op in ("delete", "pop", "discard", "clear")


def _names(node: Touch | Draw) -> tuple[str, ...]:
    if isinstance(node.key, Exact):
        return (node.key.name,)
    return node.key.names if isinstance(node.key, OneOf) else ()


def _order(site: Site) -> tuple[str, int, int]:
    return site.path, site.span.row, site.span.column
