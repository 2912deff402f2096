"""All runs of an app, one kind after the other. In: a program. Out: the record of what its hard reads met.

Callbacks run only where their element was drawn, which settles doubts before anything is searched:

    st.text_input("Name", key="name", on_change=greet)      `greet` reads `name`: it is there, the field was drawn

When all later runs are played at once, a callback starts from any session. Here it starts from one that its element
leaves: a key that is there wherever the element is drawn, and that no script takes away, is there when it runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.play.keyops import OverBudgetError, Record
from statelint.explore.play.player import Player
from statelint.explore.play.triggers import DELETING
from statelint.explore.program import Program, Touch
from statelint.explore.search.cut import Part, part_of
from statelint.explore.search.whereabouts import acts
from statelint.explore.search.witnesses import Search
from statelint.explore.sessions import ASKING, Sessions
from statelint.explore.slicing.keys import HARD, named, reachable
from statelint.explore.slicing.writing import lay_out
from statelint.explore.state import State, with_presence
from statelint.explore.survey import survey_program
from statelint.explore.terms import SiteRef
from statelint.explore.walk import steps_of

Place = tuple[SiteRef, str]


def explore_sessions(program: Program, known_keys: tuple[str, ...], quiet: str) -> Record:
    """Play all runs of an app; what its hard reads met. `quiet` is a reason to claim nothing of it."""
    layout = lay_out(program)
    sessions = Sessions(program, known_keys, quiet, survey_program(layout))
    sessions.first_visit()
    sessions.pages_opened_first()
    sessions.second_session()
    sessions.later_runs()
    if not quiet and not sessions.record.over_budget:
        search = Search(layout, sessions.record, sessions.known)
        settle_callbacks(search, known_keys)
        search.run()
    return sessions.record


def settle_callbacks(search: Search, known_keys: tuple[str, ...]) -> None:
    """Take back the doubts of later runs about what only callbacks read, if their keys are there after all."""
    record = search.record
    places = _doubtful(search.program, record)
    if not places:
        return
    part = part_of(search.layout, frozenset(key for _, key in places))
    found = _Drawn(part, known_keys).verdicts()
    for place in places:
        if found.get(place) == {""}:
            record.verdicts[place] = {""}


def _doubtful(program: Program, record: Record) -> set[Place]:
    by_scripts = reachable(Program(scripts=program.scripts), program.blocks)
    by_callbacks = reachable(Program(callbacks=program.callbacks), program.blocks) - by_scripts
    nodes = (node for number in by_callbacks for node in steps_of(program.blocks[number]))
    sites = {node.site for node in nodes if isinstance(node, Touch) and node.op in HARD}
    return {p for p, found in record.verdicts.items() if p[0] in sites and found - {""} == {"later-run"}}


class _Drawn(Sessions):
    """The runs of a part of a program, with an eye on what is there where elements with callbacks are drawn."""

    def __init__(self, part: Part, known_keys: tuple[str, ...]) -> None:
        super().__init__(part.surveyed.program, known_keys, "later-run", part.surveyed)
        self.sure = {}

    def verdicts(self) -> dict[Place, set[str]]:
        """What callbacks meet, each played from what its element leaves; nothing if that takes too long."""
        self.first_visit()
        self.pages_opened_first()
        self.later_runs()
        found = Record()
        taken, sure = self._taken(), self.sure or {}
        for element, block in self._bound():
            if element not in sure or self.record.over_budget:
                return {}
            start = self._start()
            for key in sure[element] - taken:
                start.put(key, with_presence(start.cell(key), True))
            if not self._plays(block, start, found):
                return {}
        return found.verdicts

    def _bound(self) -> Iterator[tuple[int, int]]:
        """The elements whose callback does something, and its block."""
        for element, control in self.program.controls.items():
            if control.callback is not None and acts(self.program.blocks[control.callback]):
                yield element, control.callback

    def _taken(self) -> frozenset[str]:
        """The keys that a script may take away."""
        found: set[str] = set()
        for number in reachable(Program(scripts=self.program.scripts), self.program.blocks):
            for node in steps_of(self.program.blocks[number]):
                if isinstance(node, Touch) and (node.op in DELETING or node.op == "clear"):
                    found.update(named(node.key) if node.op != "clear" else self.surveyed.names)
                    found.update(self.surveyed.names if not named(node.key) else ())
        return frozenset(found)

    def _plays(self, block: int, start: State, found: Record) -> bool:
        """Play a callback; False if that takes too long."""
        player = Player(self.surveyed, self.footprints, found)
        player.inputs, player.warm, player.claims, player.reason = None, True, False, "later-run"
        player.limit, player.budget = ASKING[0]
        try:
            player.play_block(block, [start])
        except OverBudgetError:
            return False
        return True
