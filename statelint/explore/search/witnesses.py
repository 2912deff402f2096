"""The search itself: for every read that may fail in a later run, the shortest journey that makes it fail.

In: a program and the record of what is known of its reads. Out: failures with their journeys, added to the record.
Each key is searched in the part of the program that decides it; what is found is played once more in the part that
decides all doubtful keys, so that nothing is reported behind another crash.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from statelint.explore.play.keyops import Failure, Record
from statelint.explore.program import Exit, Invoke, Once, Program
from statelint.explore.search.cut import Part, part_of
from statelint.explore.search.frontier import Frontier
from statelint.explore.search.journeys import Move, Rest
from statelint.explore.search.moves import Moves
from statelint.explore.search.replay import Replay
from statelint.explore.search.runs import Runs
from statelint.explore.slicing.layout import Layout
from statelint.explore.state import Cell
from statelint.explore.terms import Setting, SiteRef, What
from statelint.explore.walk import idle_steps_of, nodes
from statelint.ir.scenario import Event

MAX_LENGTH = 6  # events of a journey
MAX_TRIES = 6  # journeys to one place that the whole does not confirm
MOVE_STEPS = 5_000  # steps that one move may take, with the runs that it starts
PART_STEPS = 4_000  # steps that the search may take in one part
ENDLESS_STEPS = 1_000  # steps of the search for reruns that lead to themselves
GIVEN_STEPS = 2_000  # steps of the search with settings
APP_STEPS = 40_000  # steps that the search may take in one app
LARGE = 200  # steps of a part that is not searched for one key alone if it is most of the whole
OPEN_DOUBTS = frozenset({"later-run", "opaque", "second-session", "shadowed"})  # an exact run may answer these

Place = tuple[SiteRef, str]


class Search:
    """The search in one app."""

    def __init__(self, layout: Layout, record: Record, known: Mapping[str, Cell]) -> None:
        self.layout = layout
        self.program = layout.program
        self.record = record
        self.known = known
        self.given: Mapping[What, bool] = {}  # settings that are taken to be made, or not
        self.given_steps = GIVEN_STEPS
        self.spent = 0
        self.blocked: dict[Place, set[str]] = {}  # keys that fail on the way to a place, but not in its part

    def run(self) -> None:
        """Search for all doubtful places."""
        wanted = doubtful(self.record)
        keys = frozenset(key for _, key in wanted) | self.record.suspects
        if not self.program.waits and reruns_idly(self.program):
            self._endless()
        if keys:
            self._search_keys(wanted, keys)
        if self.record.endless:
            self._confirm_endless(keys)

    def _search_keys(self, wanted: set[Place], keys: frozenset[str]) -> None:
        reported = {failure.key for failure in self.record.failures}
        whole = part_of(self.layout, keys | reported, self.record.caught)
        settings = settings_in(whole)
        searched: set[str] = set()
        for key in sorted(keys):
            if key in searched or self.spent > APP_STEPS:
                continue
            part = part_of(self.layout, frozenset({key}), self.record.caught)
            if part.size > max(LARGE, whole.size * 3 // 4):
                part = whole  # nearly all of it: then once for all keys
            decided = (keys if part.keys is None else keys & part.keys) - searched
            searched |= decided
            places = {place for place in wanted if place[1] in decided}
            ended = self._search(part, places, self.record.suspects & decided, whole)
            if ended and places and settings and settings_in(part):
                self._search_with({setting.what: True for setting in settings}, part, places, whole)
                self._search_with(self._optional(settings), part, places, whole)
        for place, before in sorted((place, before) for place, before in self.blocked.items() if before):
            part = part_of(self.layout, frozenset({place[1], *before}), self.record.caught)
            self._search(part, {place}, set(), whole)

    def _search_with(self, given: Mapping[What, bool], part: Part, wanted: set[Place], whole: Part) -> None:
        """Once more, with the settings made that conditions ask for, because an app that is in use has them; or without
        those that it can do without."""
        if not given:
            return
        self.given, before = given, self.spent
        self._search(part, wanted, set(), whole, self.given_steps)
        self.given, self.given_steps = {}, self.given_steps - (self.spent - before)

    def _optional(self, settings: frozenset[Setting]) -> dict[What, bool]:
        """Variables that the app only asks whether they are set: it is made to do without them."""
        needed = self.program.needed | {setting.what for setting in settings if setting.default is None}
        asked = {setting.what for setting in settings} - needed
        return {what: False for what in asked if what[0] == "variable"}

    def _endless(self) -> None:
        """Reruns that lead to themselves: in the part of the program that decides the ends of runs."""
        part = part_of(self.layout, frozenset())
        self._search(part, set(), {""}, part, ENDLESS_STEPS)

    def _confirm_endless(self, doubtful: frozenset[str]) -> None:
        """Keep those reruns that nothing which fails comes before."""
        failing = frozenset(failure.key for failure in self.record.failures)
        whole = part_of(self.layout, doubtful | failing, self.record.caught)
        replay = Replay(whole, self.known, MOVE_STEPS, {})
        self.record.endless[:] = [
            (site, journey)
            for site, journey in self.record.endless
            if any(again == site for again, _ in replay.last(journey).endless)
        ]

    def _search(self, part: Part, wanted: set[Place], suspects: set[str], whole: Part, steps: int = PART_STEPS) -> bool:
        """Play moves of the part until every wanted place has failed; False if the steps do not suffice for one run."""
        runs = Runs(part, self.known, MOVE_STEPS, self.given)
        moves = Moves(part.surveyed.program)
        frontier = Frontier()
        frontier.add(Rest(), starts(part.surveyed.program))
        seen: set[tuple[object, ...]] = set()
        tries: Counter[Place] = Counter()
        left = min(steps, APP_STEPS - self.spent)
        while (wanted or suspects) and runs.spent < left and (following := frontier.take()) is not None:
            rest, move = following
            record = Record()
            after = runs.play(rest, move, record)
            self.record.endless.extend(record.endless if not self.given else ())
            unused = rest.journey is None and False in self.given.values()  # nobody sees more than the error
            for failure in record.failures if not unused else ():
                clashing = failure.what != "missing" and "" not in suspects  # what reruns are searched in confirms none
                if clashing or (failure.touch.site, failure.key) in wanted:
                    self._judge(failure, part, whole, tries, wanted, suspects)
            if rest.journey is None and move.event.kind == "visit":
                frontier.add(Rest(), openings(runs.offered))
            if after is None or after.likeness() in seen:
                continue
            seen.add(after.likeness())
            if after.journey is not None and after.journey.length < MAX_LENGTH:
                frontier.add(after, moves.after(after))
            frontier.add(after, restarts(rest, after))
        self.spent += runs.spent
        return bool(seen) or runs.spent < left

    def _judge(
        self,
        failure: Failure,
        part: Part,
        whole: Part,
        tries: Counter[Place],
        wanted: set[Place],
        suspects: set[str],
    ) -> None:
        """Keep a failure that the whole confirms; where it does not, the next journey there may be better."""
        place = (failure.touch.site, failure.key)
        tries[place] += 1
        replay, journey = Replay(whole, self.known, MOVE_STEPS, self.given), failure.journey
        assert journey is not None
        confirmed = part.keys == whole.keys or replay.fails(failure, journey)
        if confirmed:
            failure.journey = replay.needing(failure, replay.shorten(failure, journey))
            self._keep(failure)
            self.blocked.pop(place, None)
        elif failure.what == "missing":
            records = replay.records(journey)
            self.blocked.setdefault(place, set()).update(one.key for record in records for one in record.failures)
        if confirmed or tries[place] == MAX_TRIES:
            wanted.discard(place)
            suspects.discard(failure.key if failure.what != "missing" else "")

    def _keep(self, failure: Failure) -> None:
        place = (failure.touch.site, failure.key)
        if not any((one.touch.site, one.key, one.what) == (*place, failure.what) for one in self.record.failures):
            self.record.failures.append(failure)
            if failure.what == "missing":
                self.record.verdicts.setdefault(place, set()).add("reported")


def reruns_idly(program: Program) -> bool:
    """Can a run ask for another one although no trigger has fired, as none has in a run that a rerun starts?"""
    pending, found = [*(block for _, block in program.scripts), *program.fragments], set[int]()
    while pending:
        number = pending.pop()
        if number not in found:
            found.add(number)
            for step in idle_steps_of(program.blocks[number]):
                if isinstance(step, Exit) and step.kind == "rerun":
                    return True
                pending += [step.block] if isinstance(step, (Invoke, Once)) else []
    return False


def settings_in(part: Part) -> frozenset[Setting]:
    """The settings that conditions in a part ask for."""
    return frozenset(node for node in nodes(part.surveyed.program) if isinstance(node, Setting))


def starts(program: Program) -> Iterator[Move]:
    """The first visit, and each page opened first in a new session."""
    for index, (path, _) in enumerate(program.scripts):
        yield Move(Event("open" if index else "visit", path), script=index, leaves="session")


def openings(pages: Iterable[str]) -> Iterator[Move]:
    """Pages of st.navigation, each opened first."""
    for page in sorted(pages):
        yield Move(Event("open", page), page=page, leaves="session")


def restarts(before: Rest, after: Rest) -> Iterator[Move]:
    """New sessions in a process that has imported its modules: of another visitor, and at a page of st.navigation."""
    if before.journey is None and after.script == 0 and after.imported:
        yield Move(Event("second"), leaves="session")
        yield from openings(after.pages)


def doubtful(record: Record) -> set[Place]:
    """The places that an exact run may decide."""
    found = set()
    for place, verdicts in record.verdicts.items():
        if "reported" not in verdicts and verdicts & OPEN_DOUBTS:
            found.add(place)
    return found
