"""One exact run: a session at rest and a move in, the session after it out, failures in the record.

    rest {rows: absent}, press "Show"  ->  the read of `rows` fails, journey: first visit, press "Show"

All paths of a run are played; where they part on something opaque they are joined again at its end, so one session
stands for whatever the opaque conditions were. A run that cannot be followed to its end leaves None.
"""

from __future__ import annotations

from collections.abc import Mapping

from statelint.explore.inputs import Inputs
from statelint.explore.merging import merge
from statelint.explore.play.keyops import Drawn, OverBudgetError, Record
from statelint.explore.play.outcomes import Outcomes
from statelint.explore.play.player import Player
from statelint.explore.play.triggers import TriggerLostError
from statelint.explore.search.cut import Part
from statelint.explore.search.ends import KEPT, after_rerun, after_switch, at_rest, settled
from statelint.explore.search.journeys import Journey, Move, Rest
from statelint.explore.search.whereabouts import Whereabouts
from statelint.explore.state import ABSENT, PRESENT, Cell, State, join
from statelint.explore.terms import Lit, Setting, Some
from statelint.record import dataclass, field, replace

MAX_RERUNS = 5  # runs that st.rerun() starts one after another


@dataclass(slots=True)
class Finished:
    """Sessions at the ends of the runs of one move, and the players that drew the pages they show. `move` says where
    that is; the values of the `resent` (elements and keys) are with the browser, which sends them again; `hows` tells
    how the runs ended."""

    move: Move
    states: list[State] = field(default_factory=list)
    players: list[Player] = field(default_factory=list)
    resent: set[int | str] = field(default_factory=set)
    hows: set[str] = field(default_factory=set)


class Runs:
    """Plays moves in one program."""

    def __init__(self, part: Part, known: Mapping[str, Cell], limit: int, given: frozenset[Setting]) -> None:
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
        self.where = Whereabouts(self.program)
        self.offered: frozenset[str] = frozenset()  # the pages of st.navigation that the last run could have shown

    def play(self, rest: Rest, move: Move, record: Record) -> Rest | None:
        """The session after the move; None if nobody can tell it, or the run fails."""
        journey = Journey(move, rest.journey)
        self.offered, self.before = frozenset(), self.spent
        failed = len(record.failures)
        try:
            finished = self._runs(self._start(rest, move), rest, move, record, journey)
        except (OverBudgetError, TriggerLostError):
            finished = None
            self.spent += self.latest.steps
        for failure in record.failures[failed:]:
            failure.journey = journey
        if finished is None or len(record.failures) > failed or not finished.states:
            return None
        return self._rest(rest, journey, finished)

    # ---- before the script ----
    def _start(self, rest: Rest, move: Move) -> State:
        if move.leaves == "session":
            return State(dict(self.known))
        keys = dict(rest.keys) if move.leaves != "page" else self.where.keys(rest, move)
        for control in self.program.controls.values():
            if control.kind == "trigger" and control.key in keys and keys[control.key].widget == PRESENT:
                keys[control.key] = replace(keys[control.key], value=resting(control.command))
        for element, value in {**move.widgets, **move.fired}.items():
            key = self.program.controls[element].key
            if key in keys and keys[key].widget == PRESENT:
                keys[key] = replace(keys[key], value=value)
        return State(keys)

    def _callbacks(self, player: Player, state: State, rest: Rest, finished: Finished) -> list[State] | None:
        """The callbacks of what changed; the script runs with what they leave, not at all if one fails. Where one asks
        for a rerun (not ignored from 1.63 on), that is the run: the triggers are up again."""
        states, move, again = [state], finished.move, False
        for element in (*move.fired, *move.widgets):
            block = self.program.controls[element].callback
            if block is None:
                continue
            for each in states:
                each.locals = {**rest.globals, **dict(rest.drawn[element].bound)}
            player.in_callback = True
            played = player.play_block(block, states)
            player.in_callback = False
            if played.of("stop") or played.of("switch"):
                return None
            states = played.next + played.of("return")
            if played.of("rerun") and self.program.outcomes.get("rerun-in-callback") != "ignored":
                if states:
                    return None
                again = True
            states += played.of("rerun")
        if again:
            finished.move = replace(move, fragment=None)
            self._lift(player, move, states)
        for each in states:
            each.locals, each.drawn, each.result = {}, frozenset(), Lit(None)
        return states

    def _lift(self, player: Player, move: Move, states: list[State]) -> None:
        """The triggers that started the run are up again before the script runs."""
        player.inputs = replace(player.inputs or Inputs(), fired={})
        player.unseen.clear()
        for control in (self.program.controls[element] for element in move.fired):
            for state in states:
                if control.key and state.cell(control.key).widget == PRESENT:
                    state.put(control.key, replace(state.cell(control.key), value=resting(control.command)))

    # ---- the script, and the runs that it starts ----
    def _runs(self, state: State, rest: Rest, move: Move, record: Record, journey: Journey) -> Finished | None:
        left = {} if move.leaves == "session" else self.where.widgets(rest, move) if move.leaves else rest.widgets
        widgets = {**left, **self._without_key(move.widgets, rest)}
        player = self._player(rest, move, record, Inputs(dict(move.fired), widgets, move.page, given=self.given))
        finished = Finished(move)
        states = self._callbacks(player, state, rest, finished)
        if not states:
            return None
        alone = finished.move.fragment
        for each in states if alone is not None else ():
            each.locals = dict(rest.fragment_locals.get(alone or 0, {}))
        block = alone if alone is not None else self.program.scripts[move.script][1]
        for round_number in range(MAX_RERUNS):
            before = [each.copy() for each in states]
            outcomes = player.play_block(block, states)
            self.offered = frozenset(player.pages)
            if outcomes.of("switch"):
                states, widgets = self._switch(outcomes, player, finished, widgets), {}
                if not states:
                    return None
            else:
                self._ended(outcomes, player, finished)
                again = [each for each in outcomes.of("rerun") if not each.crashed]
                if not again:
                    return finished
                finished.move = replace(finished.move, fragment=None)
                if move.leaves == "session" and not player.pages:  # the address said nothing yet, and is forgotten
                    finished.move = replace(finished.move, page="")
                states = merge([self._rerun(each, player) for each in again])
                if round_number and not finished.states and not self.program.waits and endless(before, states):
                    record.endless.append((again[0].left or ("", -1), journey))
                    return None
            block = self.program.scripts[finished.move.script][1]
            inputs = Inputs({}, widgets, finished.move.page, given=self.given)
            player = self._player(rest, move, record, inputs, player)
        return None

    def _switch(
        self, outcomes: Outcomes, player: Player, finished: Finished, widgets: Mapping[int, Lit | Some]
    ) -> list[State]:
        """The sessions that st.switch_page leads to one page, the only one that the run can lead to; else none."""
        self.spent += player.steps
        names = {name for kind, name in outcomes.exits if kind == "switch"}
        ends = outcomes.next or any(kind not in ("switch", "raise") for kind, _ in outcomes.exits) or finished.states
        scripts = {path: index for index, (path, _) in enumerate(self.program.scripts)}
        [name, *others] = names
        if ends or others or not (name in scripts or name in player.pages):
            return []
        leaving = [state for state in outcomes.of("switch") if not state.crashed]
        finished.resent.update(widgets, *(state.keys for state in leaving))
        script, page = (scripts[name], "") if name in scripts else (finished.move.script, name)
        finished.move = replace(finished.move, script=script, page=page, fragment=None)
        return merge([after_switch(state) for state in leaving])

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
        self.latest = player
        controls = ((element, self.program.controls[element]) for element in inputs.fired)
        player.unseen = {e: control.key or "" for e, control in controls if control.key or control.submits}
        return player

    def _without_key(self, widgets: Mapping[int, Lit | Some], rest: Rest) -> dict[int, Lit | Some]:
        """Those whose value no key of the state holds: they have none, or it was deleted."""
        return {e: value for e, value in widgets.items() if (self.program.controls[e].key or "") not in rest.keys}

    def _ended(self, outcomes: Outcomes, player: Player, finished: Finished) -> None:
        """The sessions whose run is over."""
        own = self._own(finished.move.fragment)
        ends = {
            "end": outcomes.next + outcomes.of("return"),
            "raise": outcomes.of("raise"),
            "stop": outcomes.of("stop"),
        }
        found = []
        for how, state in ((how, state) for how, states in ends.items() for state in states if not state.crashed):
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
        inputs = first.inputs or Inputs()
        widgets = {e: v for e, value in inputs.widgets.items() if (v := self._kept(e, value, e in drawn, finished))}
        widgets |= {e: Some() for e in drawn if e in finished.resent and self.program.controls[e].key is None}
        joined = join(finished.states)
        keys = {
            name: replace(cell, value=Some()) if name in finished.resent and cell.widget != ABSENT else cell
            for name, cell in joined.keys.items()
        }
        pages = frozenset.intersection(*(frozenset(player.pages) for player in finished.players))
        return Rest(
            journey,
            {name: cell for name, cell in keys.items() if cell.presence != ABSENT},
            {**widgets, **self._on_screen(journey, drawn, keys)},
            drawn,
            move.script,
            move.page,
            rest.pages if move.fragment is not None else pages,
            frozenset.intersection(*(frozenset(player.imported) for player in finished.players)),
            {**rest.fragment_locals, **first.fragment_locals},
            rest.globals if move.fragment is not None else joined.locals,
        )

    def _on_screen(self, journey: Journey, drawn: Mapping[int, Drawn], keys: Mapping[str, Cell]) -> dict[int, Some]:
        """Widgets that were changed and whose keys were deleted since: the browser sends again what it shows."""
        changed = {element for move in journey.moves() for element in move.widgets if element in drawn}
        names = {element: self.program.controls[element].key for element in changed}
        return {e: Some() for e, name in names.items() if name and (name not in keys or keys[name].presence == ABSENT)}

    def _kept(self, element: int, value: Lit | Some, sure: bool, finished: Finished) -> Lit | Some | None:
        """The value of a widget after the run, which draws it for `sure` or perhaps; None if it is gone."""
        fragment = finished.move.fragment
        if any(element in player.seen for player in finished.players):
            return value if sure else Some()
        if (fragment is not None and self.program.controls[element].fragment != fragment) or finished.hows <= KEPT:
            return value
        return Some() if finished.hows & KEPT else None


def resting(command: str) -> Lit:
    """What a trigger's key holds when it did not fire."""
    return Lit(None) if command in ("chat_input", "menu_button") else Lit(False)


def endless(before: list[State], after: list[State]) -> bool:
    """Does a run that nobody started hand on the session that it began with?"""
    if len(before) != 1 or len(after) != 1 or after[0].open:
        return False
    cells = ({name: settled(cell) for name, cell in state.keys.items()} for state in (before[0], after[0]))
    return next(cells) == next(cells)
