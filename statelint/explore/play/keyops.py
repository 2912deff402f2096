"""What a Touch and a Draw do to sessions, and the record of every hard read: fine, failing, or unsure and why.

A read of a key that is absent raises: inside a `try` that catches its class the session goes on in the handler,
elsewhere the run crashes; to see more, it is then played on with the key assumed to be there, but not surely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from statelint.explore.inputs import UNTOUCHED, Inputs
from statelint.explore.merging import MAX_STATES, covers
from statelint.explore.play.contents import Contents
from statelint.explore.play.footprint import Footprint
from statelint.explore.play.handlers import REFUSED, catches
from statelint.explore.play.memo import Memo
from statelint.explore.play.triggers import DELETING, take
from statelint.explore.program import Attempt, Draw, Exit, Touch
from statelint.explore.state import ABSENT, NOTHING, PRESENT, UNSURE, Cell, State, doubted, with_presence
from statelint.explore.survey import Surveyed
from statelint.explore.terms import AnyKey, Lit, SiteRef, Some, Sum, Term
from statelint.explore.worth import exact, may_name, worth
from statelint.record import dataclass, field, replace

if TYPE_CHECKING:
    from statelint.explore.play.outcomes import Outcomes
    from statelint.explore.search.journeys import Journey

HARD = frozenset({"read", "augment", "delete", "pop"})
RAISED = ("KeyError", "AttributeError", REFUSED)
DOUBTED = -1  # Cell.assumed of a key that was read while it was absent, on some of the paths
ASSIGNING = frozenset({"write", "augment"})


@dataclass(frozen=True, slots=True)
class Drawn:
    """An element that a run draws whatever happens: can it be worked, what its callback will be given, its value while
    nobody has worked it."""

    enabled: bool
    bound: tuple[tuple[int, Lit | Some], ...]
    initial: Lit | Some


@dataclass(slots=True)
class Failure:
    """An operation that fails on paths without a guess; `also` are later places that fail of the same cause. `what`:
    "missing" (the key), "drawn" (its widget, before the assignment), "readonly" (a widget that is drawn after one).
    """

    touch: Touch | Draw
    key: str
    deleted: SiteRef | None
    state: State
    opened: str | None = None  # the page whose first opening leads here, None for the entry script
    also: set[SiteRef] = field(default_factory=set)
    what: str = "missing"
    journey: Journey | None = None  # how the run came about, None for the first of a session
    in_callback: bool = False


@dataclass(slots=True)
class Record:
    """What happened at hard reads, by place and key: reasons of doubt ("" when the key was there)."""

    verdicts: dict[tuple[SiteRef, str], set[str]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    unnamed: dict[SiteRef, str] = field(default_factory=dict)
    overheard: dict[tuple[SiteRef, str], bool] = field(default_factory=dict)  # reads of others: was the key there?
    suspects: set[str] = field(default_factory=set)  # keys that may be assigned after their widget, or before it
    caught: set[str] = field(default_factory=set)  # keys whose absence leads into a handler
    endless: list[tuple[SiteRef, Journey]] = field(default_factory=list)
    over_budget: bool = False

    def add(self, other: Record) -> None:
        """Take over what another run has seen."""
        told = {(failure.touch.site, failure.key, failure.what) for failure in self.failures}
        self.failures.extend(f for f in other.failures if (f.touch.site, f.key, f.what) not in told)
        self.unnamed.update(other.unnamed)
        self.suspects |= other.suspects
        for place, there in other.overheard.items():
            self.overheard[place] = self.overheard.get(place, True) and there
        self.caught |= other.caught
        for place, verdicts in other.verdicts.items():
            self.verdicts.setdefault(place, set()).update(verdicts)

    def note(self, touch: Touch, key: str, verdict: str) -> None:
        self.verdicts.setdefault((touch.site, key), set()).add(verdict)


class OverBudgetError(Exception):
    """Playing took more steps than one run may take."""


class KeyOps(Contents):
    """State of one player, and the steps that touch keys."""

    def __init__(self, surveyed: Surveyed, footprints: list[Footprint], record: Record) -> None:
        self.program = surveyed.program
        self.names = surveyed.names
        self.tracked = surveyed.tracked
        self.last_uses = surveyed.last_uses
        self.footprints = footprints
        self.memo = Memo()
        self.record = record
        self.inputs: Inputs | None = UNTOUCHED  # what the user did; None for anything
        self.warm = False
        self.muted = False
        self.branches = 0
        self.claims = True
        self.opened: str | None = None
        self.reason = ""  # why nothing may be claimed of this run ("" if it may)
        self.imported: set[int] = set()
        self.active: set[int] = set()  # blocks being played: a recursive call does what the outer one does
        self.catching: list[Attempt] = []
        self.drawn: dict[int, Drawn] = {}  # elements that the run draws whatever happens
        self.earlier: set[int] = set()  # elements that the runs before have drawn, without an event in between
        self.begun: dict[int, bool] = {}  # widgets drawn while there is nothing under their keys: earlier, too?
        self.put: dict[int, Lit | Some] = {}  # what widgets are given by the state, and the browser is told
        self.renewed: dict[int, Lit | Some] = {}  # what widgets without a key, perhaps others than before, are worth
        self.seen: set[int] = set()  # elements that it draws on some path
        self.drawn_keys: set[str] = set()
        self.sure: dict[int, frozenset[str]] | None = None  # asked for: keys that are there where an element is drawn
        self.pages: set[str] = set()  # those that a navigation of this run offers
        self.fragment_locals: dict[int, dict[int, Term]] = {}
        self.in_callback = False
        self.pressed: dict[str, tuple[int, Lit]] = {}  # the triggers of this run by key, and what they give at rest
        self.unseen: set[int] = set()  # those that have one which nobody knows, and are not yet drawn
        self.steps = 0
        self.budget = 0
        self.limit = MAX_STATES

    # ---- touch ----
    def touch(self, step: Touch, done: Outcomes) -> None:
        self._stop_again(done)
        if self.pressed or self.unseen:
            take(step, self.pressed, bool(self.unseen), self.names, done.next)
        if step.op in HARD:
            (self._overhear if self.muted else self._hard)(step, done)
        if step.op in ASSIGNING and not self.muted:
            self.assigning(step, done)
        for state in done.next:
            self._apply(step, state)

    def _stop_again(self, done: Outcomes) -> None:
        """After st.stop() each use of the state stops again, in handlers too (Streamlit 1.28 to 1.67)."""
        stopped = [state for state in done.next if state.stopped]
        if stopped:
            done.leave("stop", "", stopped)
            done.next = [state for state in done.next if not state.stopped]

    def _apply(self, step: Touch, state: State) -> None:
        if step.op == "clear":
            state.keys = {
                name: replace(NOTHING, deleted=step.site) if cell.presence else cell
                for name, cell in state.keys.items()
            }
            return
        name = exact(step.key, state)
        if step.op == "read":
            self.read(step, state)
        elif name is None:
            self._apply_loosely(step, state)
        elif step.op in DELETING:
            state.put(name, replace(NOTHING, deleted=step.site))
        elif step.op == "hint":
            state.put(name, doubted(state.cell(name), step.kind))
        else:
            self._write(step, name, state)

    def _write(self, step: Touch, name: str, state: State) -> None:
        cell = state.cell(name)
        if step.op == "default" and cell.presence == PRESENT:
            return
        value: Lit | Some = worth(step.value, state, self.inputs) if step.value is not None else Some()
        if step.op == "augment":
            value = self._augmented(cell.value, value)
        elif step.op == "ensure" or (step.op == "default" and cell.presence == UNSURE):
            value = Some()
        if cell.widget == PRESENT:
            state.put(name, Cell(cell.plain, PRESENT, value, fresh=True))
        else:
            state.put(name, Cell(PRESENT, cell.widget, value, fresh=True))

    def _augmented(self, value: Term, by: Lit | Some) -> Lit | Some:
        """A counter, counted where one run follows the other; in a loop nobody knows how often."""
        return worth(Sum("+", value, by), State(), self.inputs) if isinstance(by, Lit) else Some()

    def _apply_loosely(self, step: Touch, state: State) -> None:
        """An operation on keys that nobody can name: whatever can match becomes unsure."""
        why = step.kind if step.op == "hint" else "family" if not isinstance(step.key, AnyKey) else "dynamic-writer"
        gone = step.op in DELETING
        names = may_name(step.key, self.names, state)
        state.put_all({name: doubted(state.cell(name), why, gone) for name in names})

    # ---- hard reads ----
    def _overhear(self, step: Touch, done: Outcomes) -> None:
        """A read in a function that somebody else may run, now or later: was its key there when they got it?"""
        for state in done.next:
            name = exact(step.key, state)
            if name is not None:
                heard = self.record.overheard.setdefault((step.site, name), True)
                self.record.overheard[step.site, name] = heard and state.cell(name).presence == PRESENT

    def _hard(self, step: Touch, done: Outcomes) -> None:
        missing: list[State] = []
        for state in done.next:
            name = exact(step.key, state)
            if name is None:
                self.record.unnamed[step.site] = "dynamic-key" if isinstance(step.key, AnyKey) else "family"
            elif state.cell(name).presence != PRESENT:
                missing.append(state)
            else:
                self._fine(step, name, state)
        if not missing:
            return
        raised = "AttributeError" if step.form == "attr" else "KeyError"
        answer = self.caught(raised)
        if answer is not False:
            self._into_handler(step, done, missing, raised, sure=answer is True)
        else:
            done.leave("raise", raised, self._crashing(step, missing))
            self._judge(step, missing)

    def _fine(self, step: Touch, name: str, state: State) -> None:
        self.record.note(step, name, "")
        assumed = state.cell(name).assumed
        if assumed is not None and assumed != DOUBTED:
            self.record.failures[assumed].also.add(step.site)

    def caught(self, raised: str) -> bool | None:
        """Does an enclosing `try` catch this class? None if it may."""
        if any(step.final and isinstance(step.final[-1], Exit) for step in self.catching):
            return None  # a `finally` that leaves swallows what is in flight
        answers = [catches(handler, "raise", raised) for step in self.catching for handler in step.handlers]
        return True if True in answers else None if None in answers else False

    def handlers_around(self) -> tuple[bool | None, ...]:
        """What the handlers around a step do about the exceptions that matter; empty where there is none."""
        return tuple(self.caught(name) for name in RAISED) if self.catching else ()

    def _into_handler(self, step: Touch, done: Outcomes, missing: list[State], raised: str, sure: bool) -> None:
        """The session goes on in the handler; where the key may be there after all, also here."""
        done.leave("raise", raised, [state.copy() for state in missing])
        gone: list[State] = []
        for state in missing:
            name = exact(step.key, state) or ""
            self.record.note(step, name, "")
            self.record.caught.add(name)
            if state.cell(name).presence == ABSENT and sure:
                gone.append(state)
            else:
                state.put(name, replace(state.cell(name), plain=PRESENT))
        done.next = [state for state in done.next if not any(state is one for one in gone)]

    def _crashing(self, step: Touch, missing: list[State]) -> list[State]:
        """The sessions that end here; what they hold is what the next run starts from."""
        ends = [state.copy() for state in missing]
        for state in ends:
            name = exact(step.key, state) or ""
            state.put(name, with_presence(state.cell(name), False))
        return ends

    def _judge(self, step: Touch, missing: list[State]) -> None:
        """Report what fails on every way here, note the doubt elsewhere: what meets again lacks the key."""
        name = exact(step.key, missing[0]) or ""
        failing = [s for s in missing if s.cell(name).presence == ABSENT and not s.crashed]
        assumed = None
        if failing and self.claims and covers(state.open for state in failing):
            assumed = len(self.record.failures)
            first, deleted = failing[0].copy(), failing[0].cell(name).deleted
            failure = Failure(step, name, deleted, first, self.opened, in_callback=self.in_callback)
            self.record.failures.append(failure)
        for state in missing:
            key = exact(step.key, state) or ""
            cell = state.cell(key)
            if assumed is None and self.claims and cell.presence == ABSENT:
                self.record.note(step, key, "" if cell.assumed == DOUBTED else self._doubt(key, state))
                state.put(key, replace(cell, assumed=DOUBTED))
                continue
            self.record.note(step, key, "reported" if assumed is not None else self.reason or self._doubt(key, state))
            state.put(key, Cell(PRESENT, ABSENT, assumed=assumed))
            state.crashed = state.crashed or assumed is not None

    def _doubt(self, name: str, state: State) -> str:
        cell = state.cell(name)
        if cell.presence == UNSURE:
            return cell.why or "opaque"
        return "shadowed" if state.crashed else "opaque"

    def assigning(self, step: Touch, done: Outcomes) -> None:
        """What an assignment raises where the widget of its key was drawn before; see `draws`."""
        raise NotImplementedError
