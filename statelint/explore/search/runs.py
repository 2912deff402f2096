"""One exact run: a session at rest and a move in, the session after it out, failures in the record.

    rest {rows: absent}, press "Show"  ->  the read of `rows` fails, journey: first visit, press "Show"

All paths of a run are played; where they part on something opaque they are joined again at its end, so one session
stands for whatever the opaque conditions were. A run that cannot be followed to its end leaves None.
"""

from __future__ import annotations

from collections.abc import Mapping

from statelint.explore.inputs import Inputs
from statelint.explore.merging import merge
from statelint.explore.play.handlers import PASSING
from statelint.explore.play.keyops import OverBudgetError, Record
from statelint.explore.play.outcomes import Outcomes
from statelint.explore.play.player import Player
from statelint.explore.play.triggers import TriggerLostError, resting
from statelint.explore.search.before import Before, fired
from statelint.explore.search.cut import Part
from statelint.explore.search.ends import KEPT, after_rerun, after_switch, at_rest, settled
from statelint.explore.search.journeys import Journey, Move, Rest
from statelint.explore.search.screen import Screen
from statelint.explore.state import ABSENT, Cell, State, join
from statelint.explore.terms import Lit, Some, What
from statelint.record import dataclass, field, replace

MAX_RERUNS = 5  # runs that st.rerun() starts one after another


@dataclass(slots=True)
class Finished:
    """Sessions at the ends of the runs of one move, and the players that drew the pages they show. `move` says where
    that is, `screen` what the browser shows then; `hows` tells how the runs ended."""

    move: Move
    screen: Screen
    states: list[State] = field(default_factory=list)
    players: list[Player] = field(default_factory=list)
    hows: set[str] = field(default_factory=set)


class Runs(Before):
    """Plays moves in one program."""

    def __init__(self, part: Part, known: Mapping[str, Cell], limit: int, given: Mapping[What, bool]) -> None:
        self.surveyed = part.surveyed
        self.program = part.surveyed.program
        self.footprints = part.footprints
        self.given = given
        self.known = known
        self.limit = limit  # steps that one move may take, with the runs that it starts
        self.spent = self.before = 0  # steps in all, and those before the move
        self.latest = Player(self.surveyed, self.footprints, Record())  # of the run that is being played
        blocks = {c.callback for c in self.program.controls.values() if c.callback is not None}
        read = {var for block in blocks for var in self.footprints[block].variables}
        made = {var for _, block in self.program.scripts for var in self.footprints[block].variables}
        self.read_later = sorted(read & made)  # globals of the script that callbacks ask for
        self.where = part.where
        self.offered: frozenset[str] = frozenset()  # the pages of st.navigation that the last run could have shown

    def play(self, rest: Rest, move: Move, record: Record) -> Rest | None:
        """The session after the move; None if nobody can tell it, or the run fails."""
        journey = Journey(move, rest.journey)
        self.offered, self.before = frozenset(), self.spent
        failed = len(record.failures)
        try:
            finished = self._runs(self.start(rest, move), rest, move, record, journey)
        except (OverBudgetError, TriggerLostError):
            finished = None
            self.spent += self.latest.steps
        for failure in record.failures[failed:]:
            failure.journey = journey
        if finished is None or len(record.failures) > failed or not finished.states:
            return None
        return self._rest(rest, journey, finished)

    # ---- the script, and the runs that it starts ----
    def _runs(self, state: State, rest: Rest, move: Move, record: Record, journey: Journey) -> Finished | None:
        inputs = self._inputs(rest, move)
        widgets, made = inputs.widgets, inputs.made
        player = self._player(rest, move, record, inputs)
        ready = self.callbacks(player, state, rest, move)
        if ready is None:
            return None
        states, finished = ready[0], Finished(ready[1], Screen(self.program, self.where))
        alone = finished.move.fragment
        for each in states if alone is not None else ():
            each.locals = {**rest.fragment_locals.get(alone or 0, {}), **fired(each)}
        block = alone if alone is not None else self.program.scripts[move.script][1]
        for round_number in range(MAX_RERUNS):
            before = [each.copy() for each in states]
            outcomes = player.play_block(block, states)
            self.offered = frozenset(player.pages)
            widgets = {e: player.renewed.get(e, v) for e, v in widgets.items() if not self._held(e, player)}
            made = {**made, **{e: drawn.initial for e, drawn in player.drawn.items()}}
            if outcomes.of("switch"):
                states, widgets = self._switch(outcomes, player, finished, widgets)
                if not states:
                    return None
            else:
                self._ended(outcomes, player, finished)
                again = [each for each in outcomes.of("rerun") if not each.crashed]
                if not again:
                    return finished if finished.hows != {"raise"} else None
                finished.move = replace(finished.move, fragment=None)
                if move.leaves == "session" and not player.pages:  # the address said nothing yet, and is forgotten
                    finished.move = replace(finished.move, page="")
                states = merge([self._rerun(each, player) for each in again])
                if round_number and not finished.states and not self.program.waits and endless(before, states):
                    record.endless.append((again[0].left or ("", -1), journey))
                    return None
            block = self.program.scripts[finished.move.script][1]
            inputs = replace(inputs, fired={}, widgets=widgets, page=finished.move.page, made=made)
            player = self._player(rest, move, record, inputs, player)
        return None

    def _switch(
        self, outcomes: Outcomes, player: Player, finished: Finished, widgets: Mapping[int, Lit | Some]
    ) -> tuple[list[State], Mapping[int, Lit | Some]]:
        """The sessions that st.switch_page leads to one page, the only one that the run can lead to, with the values of
        widgets; else none. To the page that it is on, it leads as a rerun does."""
        self.spent += player.steps
        names = {name for kind, name in outcomes.exits if kind == "switch"}
        ends = outcomes.next or any(kind not in ("switch", "raise") for kind, _ in outcomes.exits) or finished.states
        scripts = {path: index for index, (path, _) in enumerate(self.program.scripts)}
        [name, *others] = names
        if ends or others or not (name in scripts or name in player.pages):
            return [], {}
        leaving = [state for state in outcomes.of("switch") if not state.crashed]
        script, page = (scripts[name], "") if name in scripts else (finished.move.script, name)
        before = finished.move
        finished.move = replace(before, script=script, page=page, fragment=None)
        here = (before.script, (before.page or self.where.default) if page else "")
        if (script, page) == here:
            return merge([self._rerun(state, player) for state in leaving]), widgets
        if page:
            finished.screen.leave(leaving, player, widgets)
        return merge([after_switch(state) for state in leaving]), {}

    def _rerun(self, state: State, player: Player) -> State:
        """What st.rerun hands on: 1.29 to 1.63 empty the widgets that the run has not drawn."""
        if self.program.outcomes.get("rerun-before-widget", "kept") == "kept":
            return after_rerun(state)
        rested = at_rest(state, "rerun", player.drawn_keys)
        return replace(after_rerun(state), keys=rested.keys)

    def _player(self, rest: Rest, move: Move, record: Record, inputs: Inputs, before: Player | None = None) -> Player:
        player = Player(self.surveyed, self.footprints, record)
        player.inputs = inputs
        player.imported = set(before.imported if before else rest.imported)
        player.branches = before.branches if before else 0
        player.budget = self.limit - (self.spent - self.before)
        if before:
            player.begun, player.put, player.earlier = before.begun, before.put, before.earlier | before.seen
        self.latest = player
        controls = {element: self.program.controls[element] for element in inputs.fired}
        player.pressed = {c.key: (e, resting(c.command)) for e, c in controls.items() if c.key}
        player.unseen = {e for e, control in controls.items() if control.submits and not control.key}
        return player

    def _inputs(self, rest: Rest, move: Move) -> Inputs:
        """What the user does, with the values of the widgets that no key of the state holds: they have none, or it was
        deleted."""
        left = {} if move.leaves == "session" else self.where.widgets(rest, move) if move.leaves else rest.widgets
        changed = {e: v for e, v in move.widgets.items() if (self.program.controls[e].key or "") not in rest.keys}
        widgets = {**left, **changed}
        made = {e: rest.drawn[e].initial for e in widgets if e in rest.drawn}
        sent = frozenset((*move.widgets, *rest.again))
        return Inputs(dict(move.fired), widgets, move.page, given=self.given, made=made, sent=sent)

    def _held(self, element: int, player: Player) -> bool:
        """Does the session have the value of a widget under its key, now that it has been drawn?"""
        return element in player.seen and self.program.controls[element].key is not None

    def _ended(self, outcomes: Outcomes, player: Player, finished: Finished) -> None:
        """The sessions whose run is over."""
        own = self._own(finished.move.fragment)
        ends = [("end", state) for state in outcomes.next]
        for (kind, name), states in outcomes.exits.items():
            how = {"raise": "stop" if name in PASSING else "raise", "stop": "stop", "return": "end"}.get(kind)
            ends += [(how, state) for state in states] if how else []
        found = []
        for how, state in ((how, state) for how, state in ends if not state.crashed):
            finished.hows.add(how)
            found.append(at_rest(state, how, player.drawn_keys, own))
            found[-1].locals = {var: state.locals[var] for var in self.read_later if var in state.locals}
        self.spent += player.steps
        finished.states.extend(found)
        if found:
            finished.players.append(player)

    def _own(self, fragment: int | None) -> frozenset[str] | None:
        """The keys of the elements of a fragment, without those of a fragment in it."""
        if fragment is None:
            return None
        return frozenset(c.key for c in self.program.controls.values() if c.fragment == fragment and c.key)

    # ---- after it ----
    def _rest(self, rest: Rest, journey: Journey, finished: Finished) -> Rest:
        move, (first, *others) = finished.move, finished.players
        drawn = {e: d for e, d in first.drawn.items() if all(p.drawn.get(e) == d for p in others)}
        if move.fragment is not None:
            drawn = {e: d for e, d in rest.drawn.items() if e not in self.where.inside(move.fragment)} | drawn
        inputs, joined = first.inputs or Inputs(), join(finished.states)
        kept = {e: self._kept(e, value, e in drawn, finished) for e, value in inputs.widgets.items()}
        widgets = {e: v for e, v in kept.items() if v is not None and not self._held(e, first)}
        keys = {name: cell for name, cell in joined.keys.items() if cell.presence != ABSENT}
        again = finished.screen.settle(rest, journey.move, finished.players, drawn, keys, widgets)
        pages = frozenset.intersection(*(frozenset(player.pages) for player in finished.players))
        return Rest(
            journey,
            keys,
            widgets,
            drawn,
            move.script,
            move.page or (self.where.default if pages else ""),
            rest.pages if move.fragment is not None else pages,
            frozenset.intersection(*(frozenset(player.imported) for player in finished.players)),
            {**rest.fragment_locals, **first.fragment_locals},
            rest.globals if move.fragment is not None else joined.locals,
            again,
        )

    def _kept(self, element: int, value: Lit | Some, sure: bool, finished: Finished) -> Lit | Some | None:
        """The value of a widget after the run, which draws it for `sure` or perhaps; None if it is gone."""
        fragment = finished.move.fragment
        if any(element in player.seen for player in finished.players):
            values = {player.renewed.get(element, value) for player in finished.players}
            return values.pop() if sure and len(values) == 1 else Some()
        if (fragment is not None and self.program.controls[element].fragment != fragment) or finished.hows <= KEPT:
            return value
        return Some() if finished.hows & KEPT else None


def endless(before: list[State], after: list[State]) -> bool:
    """Does a run that nobody started hand on the session that it began with?"""
    if len(before) != 1 or len(after) != 1 or after[0].open:
        return False
    cells = ({name: settled(cell) for name, cell in state.keys.items()} for state in (before[0], after[0]))
    return next(cells) == next(cells)
