"""Where values come from. In: expressions and values. Out: the elements and the keys of the state that they are made
of, as far as names of one body, arguments and results carry them.

    size = st.slider("Size")          the variable of `size` comes from that element
    text = f"{size} cm"               so does that of `text`
"""

from __future__ import annotations

from collections.abc import Sequence

from statelint.explore.terms import (
    Compare,
    Exact,
    Fired,
    IsInstance,
    KeyValue,
    Negated,
    Startswith,
    Term,
    Var,
    WidgetValue,
)
from statelint.explore.unfold.arguments import Arguments
from statelint.explore.unfold.base import Files
from statelint.explore.unfold.borrowed import LOOKING, borrows
from statelint.explore.unfold.canvas import Canvas, CanvasRow
from statelint.explore.unfold.origins import Made, parts_of
from statelint.explore.unfold.scopes import Scopes
from statelint.explore.unfold.spots import NOTHING, Sources, Spot
from statelint.explore.unfold.values import (
    Dyn,
    Function,
    Instance,
    KeyName,
    Klass,
    Known,
    Lib,
    Mapping,
    ModuleValue,
    Seq,
    State,
    Value,
)
from statelint.ir.expr import Attr, Call, Collection, Const, Expr, Item, Name, Not, Op, Starred
from statelint.ir.stmt import Assign, FunctionIR
from statelint.ir.walk import walk
from statelint.project.imports import Resolver
from statelint.record import dataclass, replace
from statelint.streamlit_api.model import Api

# What Streamlit knows of who uses the app, and the source that stands for all of it.
PERSONAL = ("streamlit.user", "streamlit.experimental_user", "streamlit.query_params", "streamlit.context")
SOMEBODY: Sources = frozenset(("",))
OWN = (Known, Function, Klass, Instance, ModuleValue, Lib, Canvas, CanvasRow, State)  # made by the program alone


@dataclass(frozen=True, slots=True)
class Telling:
    """The parts of an expression that tell where its value comes from: names, what may read the state, and what may
    search it for a key."""

    expr: Expr
    names: tuple[str, ...]
    reads: tuple[Attr | Item | Call, ...]
    searches: tuple[Op, ...]


def telling(expr: Expr) -> Telling:
    """What of an expression has to be asked each time that it is evaluated."""
    names: dict[str, None] = {}
    reads: list[Attr | Item | Call] = []
    searches: list[Op] = []
    for node in walk(expr):
        if isinstance(node, Name):
            names[node.id] = None
        elif isinstance(node, (Attr, Item, Call)):
            if _may_read(node):
                reads.append(node)
        elif isinstance(node, Op) and node.kind in ("in", "not in"):
            searches.append(node)
    return Telling(expr, tuple(names), tuple(reads), tuple(searches))


def _may_read(node: Attr | Item | Call) -> bool:
    if isinstance(node, Call):
        func = node.func
        return isinstance(func, Attr) and func.name == "get" and bool(node.args) and _may_be_state(func.obj)
    return _may_be_state(node.obj)


def _may_be_state(expr: Expr) -> bool:
    return isinstance(expr, Name) or (isinstance(expr, Attr) and expr.name == "session_state")


class Provenance(Scopes):
    """Follows widgets and keys through names."""

    def __init__(self, files: Files, resolver: Resolver, search: tuple[str, ...], api: Api) -> None:
        super().__init__(files, resolver, search, api)
        self.borrowed: set[int] = set()
        self._told: dict[int, Telling] = {}  # by identity: looked for once, however often a function is entered

    def comes_from(self, expr: Expr, since: int | None = None) -> Sources:
        """What the value of an expression is made of; elements drawn from number `since` on count as part of it."""
        found: set[int | str] = set(range(since, len(self.program.elements))) if since is not None else set()
        parts = self._telling(expr)
        for name in parts.names:
            found |= self.of_name(name)
        for node in parts.reads:
            found |= self._of_read(node)
        return frozenset(found)

    def _telling(self, expr: Expr) -> Telling:
        known = self._told.get(id(expr))
        if known is None:
            known = self._told[id(expr)] = telling(expr)
        return known

    def asking(self, test: Expr, since: int) -> Spot:
        """The spot behind a test; elements drawn from number `since` on count as part of it."""
        sources = self.comes_from(test, since)
        present, absent = self._searched(test, "in"), self._searched(test, "not in")
        spot = self.trace.spot
        asked, absent = spot.asked | sources, spot.absent | absent
        opaque = spot.opaque or not (sources or present or absent)
        return self.optionally(
            test, replace(spot, asked=asked, absent=absent, present=spot.present or bool(present), opaque=opaque)
        )

    def optionally(self, test: Expr, spot: Spot) -> Spot:
        """The spot behind a test that may ask whether an argument that nobody knows is given, or None."""
        while isinstance(test, Not):
            test = test.operand
        if isinstance(test, Op) and test.kind in ("is", "is not", "==", "!="):
            other = test.operands[1]
            test = test.operands[0] if isinstance(other, Const) and other.value is None else test
        if not isinstance(test, Name) or self.frame.function < 0 or isinstance(self.lookup(test.id), Known):
            return spot
        params = self.files.modules[self.frame.module].functions[self.frame.function].params
        return replace(spot, optional=True) if any(param.name == test.id for param in params) else spot

    def _searched(self, test: Expr, kind: str) -> frozenset[str]:
        """The keys that a condition searches in the state: `"k" not in st.session_state`."""
        asked = (op for op in self._telling(test).searches if op.kind == kind and self.is_state(op.operands[1]))
        return frozenset().union(*(self._named(op.operands[0]) for op in asked))  # type: ignore[arg-type]

    def of_name(self, name: str) -> Sources:
        frame = self.owner(name)
        value = frame.names.get(name) if frame is not None else None
        if frame is None or isinstance(value, OWN):
            return self._of_person(value) if isinstance(value, Lib) else NOTHING
        return self.trace.sources.get(frame.slots.get(name, 0), NOTHING)

    def of_value(self, value: Value) -> Sources:
        return (self._of_term(value.term) if isinstance(value, (Dyn, KeyName)) else NOTHING) | self._of_person(value)

    def _of_person(self, value: Value) -> Sources:
        """Is this made of what Streamlit tells about the user or their browser?"""
        made = isinstance(value, Lib) and value.dotted.startswith(PERSONAL)
        if isinstance(value, (Dyn, KeyName)) and value.of is not None:
            made = any(isinstance(part, Made) and part.dotted.startswith(PERSONAL) for part in parts_of(value.of))
        return SOMEBODY if made else NOTHING

    def keyed(self, ir: FunctionIR, given: dict[str, Value], args: Arguments) -> Sources:
        """What the arguments of a call come from, but for those that begin with an underscore, which caches skip."""
        values = [value for name, value in given.items() if name[:1] != "_"]
        values += [one for value in values for one in (value.items if isinstance(value, Seq) else ())]
        values += [one for value in values for _, one in (value.items if isinstance(value, Mapping) else ())]
        found = [self.of_value(value) for value in values]
        for place, expr in args.exprs.items():
            name = place if isinstance(place, str) else ir.params[place].name if place < len(ir.params) else ""
            found.append(self.comes_from(expr) if name[:1] != "_" else NOTHING)
        return NOTHING.union(*found)

    def _of_term(self, term: Term) -> Sources:
        match term:
            case WidgetValue(element=element) | Fired(element=element):
                return frozenset((element,))
            case Var(id=var):
                return self.trace.sources.get(var, NOTHING)
            case KeyValue(key=Exact(name=name)):
                return frozenset((name,))
            case Compare():
                return self._of_term(term.left) | self._of_term(term.right)
            case Negated(term=inner) | IsInstance(term=inner) | Startswith(term=inner):
                return self._of_term(inner)
        return NOTHING

    def note(self, targets: Sequence[Expr], value: Expr, worth: Value) -> None:
        """The names of an assignment come from what its value comes from."""
        if isinstance(worth, OWN) or isinstance(value, Const):
            return
        sources = self.of_value(worth) | self.comes_from(value)
        pending = list(targets)
        while pending:
            target = pending.pop()
            if isinstance(target, Collection):
                pending.extend(target.items)
            elif isinstance(target, Starred):
                pending.append(target.value)
            elif isinstance(target, (Attr, Item)):
                for key in self._of_read(target):
                    self.trace.keep(str(key), sources)
            elif isinstance(target, Name):
                frame = self.owner(target.id)
                if frame is not None and (sources or frame.slots.get(target.id) in self.trace.sources):
                    self.trace.sources[self.slot(frame, target.id)] = sources

    # ---- keys by name ----
    def is_borrowed(self, stmt: Assign) -> bool:
        """Does the running function give what it takes out of the state here to nobody?"""
        taken, function = stmt.value, self.frame.function
        if function < 0 or not (isinstance(taken, (Attr, Item)) and self.is_state(taken.obj)):
            return False
        if not borrows(self.files.modules[self.frame.module].functions[function], stmt, self._is_harmless):
            return False
        self.borrowed.update(self.slot(self.frame, name.id) for name in stmt.targets if isinstance(name, Name))
        return True

    def _is_harmless(self, func: Expr) -> bool:
        if isinstance(func, Name):
            return func.id in LOOKING and self.owner(func.id) is None
        return isinstance(func, Attr) and func.name in self.api.elements and self.is_streamlit(func.obj)

    def _of_read(self, node: Attr | Item | Call) -> Sources:
        """The key that an expression reads from the state, if it is named there."""
        if isinstance(node, Attr):
            if f"streamlit.{node.name}" in PERSONAL and self.is_streamlit(node.obj):
                return SOMEBODY
            read = self.is_state(node.obj) and node.name not in self.api.methods
            return frozenset((node.name,)) if read else NOTHING
        if isinstance(node, Item):
            return self._named(node.index) if self.is_state(node.obj) else NOTHING
        func = node.func
        read = isinstance(func, Attr) and self.is_state(func.obj)
        return self._named(node.args[0].value) if read else NOTHING

    def _named(self, key: Expr) -> Sources:
        value = self.lookup(key.id) if isinstance(key, Name) else key
        return frozenset((str(value.value),)) if isinstance(value, (Const, Known)) else NOTHING

    def is_state(self, expr: Expr) -> bool:
        """Is this the session state, by one of its usual spellings?"""
        if isinstance(expr, Name):
            return isinstance(self._bound_to(expr), State)
        return isinstance(expr, Attr) and expr.name == "session_state" and self.is_streamlit(expr.obj)

    def is_streamlit(self, expr: Expr) -> bool:
        """Is this the library itself?"""
        value = self._bound_to(expr) if isinstance(expr, Name) else None
        return isinstance(value, Lib) and value == Lib("streamlit")

    def _bound_to(self, name: Name) -> Value | None:
        """What a name is bound to; asking for it is not reading it."""
        frame = self.owner(name.id)
        return frame.names.get(name.id) if frame is not None else None
