"""Values that pickle refuses, in what the app stores or puts into what it has stored.

`runner.enforceSerializableSessionState` pickles every value at the end of a run. What is made of a class or function of
the script itself passes the run that stores it and fails the next one, which has defined the class anew; what a page
defines fails at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.flow.facts import Facts, fresh_every_run
from statelint.explore.terms import Exact, SiteRef
from statelint.explore.unfold.notes import Change, Store
from statelint.explore.unfold.origins import GENERATOR, NAMED_TUPLE, Code, Kept, Made
from statelint.explore.unfold.scopes import script_of
from statelint.explore.unfold.values import (
    Alternatives,
    Dyn,
    Function,
    Instance,
    Klass,
    Lib,
    Mapping,
    Member,
    ModuleValue,
    Seq,
    Value,
    origin_of,
)
from statelint.explore.value_observations import Unserializable
from statelint.record import dataclass
from statelint.streamlit_api.values import values

MAX_DEPTH = 6
OWN_PICKLING = ("__getstate__", "__reduce__", "__reduce_ex__", "__getnewargs__", "__getnewargs_ex__")
HOLDING = frozenset({"collections.defaultdict", "functools.partial", "types.MappingProxyType"})
PAGES_FAIL_SINCE = (1, 44)  # scripts in pages/; those of st.Page always did


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a value cannot be pickled: what it is, the way to it inside the stored value, whether only later."""

    what: str
    inside: str = ""
    later: bool = False


def unserializable(facts: Facts) -> Iterator[Unserializable]:
    """Every store and change that leaves something in the state that cannot be pickled."""
    if not facts.settings.serializable:
        return
    told: set[int] = set()
    places: set[SiteRef] = set()
    notes: tuple[Store | Change, ...] = (*facts.notes.stores, *facts.notes.changes)
    for note in notes:
        ref = note.key if isinstance(note, Store) else note.box.key if isinstance(note.box, Kept) else None
        if not isinstance(ref, Exact) or note.site[1] < 0 or facts.superseded(ref.name, note):
            continue
        given = (note.value,) if isinstance(note, Store) else note.given
        if note.site in places or (isinstance(note, Change) and any(id(value) in told for value in given)):
            continue
        judge = Judge(facts)
        refused = next((found for value in given for found in judge.judge(value)), None)
        if refused is not None and not (refused.later and fresh_every_run(facts, note)):
            told |= judge.seen
            places.add(note.site)
            yield Unserializable(ref.name, refused.what, refused.inside, refused.later, facts.site(note.site))


class Judge:
    """Looks for what pickle refuses in one value; nothing is said of what is not known."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.seen: set[int] = set()

    def judge(self, value: Value | None, inside: str = "") -> Iterator[Refused]:
        if value is None or id(value) in self.seen or len(self.seen) > 200 or inside.count("[") > MAX_DEPTH:
            return
        self.seen.add(id(value))
        match value:
            case Function() | Klass():
                yield from self._definition(value, inside)
            case Member():
                yield from self._defined(value.klass, f"a member of `{self.name(value.klass)}`", inside)
            case Instance():
                yield from self._instance(value, inside)
            case Seq():
                if value.kind == "generator":
                    yield Refused("a generator", inside)
                for item in value.items:
                    yield from self.judge(item, f"{inside}[…]")
            case Mapping():
                for _, item in value.items:
                    yield from self.judge(item, f"{inside}[…]")
            case Alternatives():
                for one in value.values:
                    yield from self.judge(one, inside)
            case ModuleValue():
                yield Refused("a module", inside)
            case Lib(dotted=dotted) if dotted.endswith("()"):
                yield from self._foreign(Dyn(of=origin_of(value)), inside)
            case Lib(dotted=dotted) if "." not in dotted:
                yield Refused(f"the module `{dotted}`", inside)
            case Dyn():
                yield from self._foreign(value, inside)

    def name(self, value: Function | Klass) -> str:
        module = self.facts.files.modules[value.module]
        return (module.functions if isinstance(value, Function) else module.classes)[value.index].name

    def _definition(self, value: Function | Klass, inside: str) -> Iterator[Refused]:
        for one in value.bound if isinstance(value, Function) else ():
            yield from self.judge(one, inside)
        if isinstance(value, Function) and self.name(value) == "<lambda>":
            yield Refused("a lambda", inside)
        elif isinstance(value, Function) and value.cached:
            return
        else:
            kind = "function" if isinstance(value, Function) else "class"
            yield from self._defined(value, f"the {kind} `{self.name(value)}`", inside)

    def _defined(self, value: Function | Klass, what: str, inside: str) -> Iterator[Refused]:
        """Pickle finds classes and functions again by importing them: not local ones, not those of a script."""
        parent = value.frame if isinstance(value, Function) else value.frame.parent
        if parent is not None and parent.kind == "function":
            yield Refused(f"{what}, which is local", inside)
            return
        yield from self._defined_in(script_of(parent), what, inside)

    def _defined_in(self, script: str, what: str, inside: str) -> Iterator[Refused]:
        if script == self.facts.entry:
            yield Refused(f"{what}, which every run defines anew", inside, later=True)
        elif script and (script not in self.facts.pages or self.facts.release >= PAGES_FAIL_SINCE):
            yield Refused(f"{what}, which a page defines", inside)

    def _instance(self, value: Instance, inside: str) -> Iterator[Refused]:
        if any(name in one.frame.names for one in lineage(value.klass) for name in OWN_PICKLING):
            return
        for one in lineage(value.klass):
            for base in one.bases:
                if isinstance(base, Lib) and values().has(base.dotted.removeprefix("builtins."), "unpicklable"):
                    yield Refused(f"a `{base.dotted}`", inside)
        for name, attr in value.attrs.items():
            yield from self.judge(attr, f"{inside}.{name}")
        yield from self._defined(value.klass, f"an instance of `{self.name(value.klass)}`", inside)

    def _foreign(self, value: Dyn, inside: str) -> Iterator[Refused]:
        of = origin_of(value)
        if not isinstance(of, Made) or not of.called:
            return
        if of.dotted == GENERATOR:
            yield Refused("a generator", inside)
        name = values().member(of.dotted)
        if of.dotted == NAMED_TUPLE:
            yield from self._defined_in(made_in(of), "an instance of a named tuple", inside)
        elif values().has(values().results.get(name, name), "unpicklable"):
            yield Refused(f"what `{of.dotted}()` gives", inside)
        elif of.dotted in HOLDING:
            for part in of.given:
                if isinstance(part, Code) and part.what:
                    yield Refused(part.what, inside)


def made_in(of: Made) -> str:
    """The script whose run makes the class of a named tuple, "" for that of an imported module."""
    return next((part.what for part in of.given if isinstance(part, Code)), "")


def lineage(klass: Klass) -> Iterator[Klass]:
    """A class and its bases of the project."""
    yield klass
    for base in klass.bases:
        if isinstance(base, Klass):
            yield from lineage(base)
