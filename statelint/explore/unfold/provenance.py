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
from statelint.explore.unfold.canvas import Canvas, CanvasRow
from statelint.explore.unfold.scopes import Scopes
from statelint.explore.unfold.trace import NOTHING, Sources
from statelint.explore.unfold.values import (
    Dyn,
    Function,
    Instance,
    KeyName,
    Klass,
    Known,
    Lib,
    ModuleValue,
    State,
    Value,
)
from statelint.ir.expr import Attr, Call, Collection, Const, Expr, Item, Name, Op, Starred
from statelint.ir.walk import walk

OWN = (Known, Function, Klass, Instance, ModuleValue, Lib, Canvas, CanvasRow, State)  # made by the program alone


class Provenance(Scopes):
    """Follows widgets and keys through names."""

    def comes_from(self, expr: Expr, since: int | None = None) -> Sources:
        """What the value of an expression is made of; elements drawn from number `since` on count as part of it."""
        found: set[int | str] = set(range(since, len(self.program.elements))) if since is not None else set()
        for node in walk(expr):
            if isinstance(node, Name):
                found |= self.of_name(node.id)
            elif isinstance(node, (Attr, Item, Call)):
                found |= self._of_read(node)
        return frozenset(found)

    def absent_in(self, test: Expr) -> frozenset[str]:
        """The keys that a condition asks for being absent: `"k" not in st.session_state`."""
        asked = (node for node in walk(test) if isinstance(node, Op) and node.kind == "not in")
        return frozenset().union(*(self._named(op.operands[0]) for op in asked if self.is_state(op.operands[1])))  # type: ignore[arg-type]

    def of_name(self, name: str) -> Sources:
        frame = self.owner(name)
        if frame is None or isinstance(frame.names.get(name), OWN):
            return NOTHING
        return self.trace.sources.get(frame.slots.get(name, 0), NOTHING)

    def of_value(self, value: Value) -> Sources:
        return self._of_term(value.term) if isinstance(value, (Dyn, KeyName)) else NOTHING

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
            elif isinstance(target, Name):
                frame = self.owner(target.id)
                if frame is not None and (sources or frame.slots.get(target.id) in self.trace.sources):
                    self.trace.sources[self.slot(frame, target.id)] = sources

    # ---- keys by name ----
    def _of_read(self, node: Attr | Item | Call) -> Sources:
        """The key that an expression reads from the state, if it is named there."""
        if isinstance(node, Attr):
            read = self.is_state(node.obj) and node.name not in self.api.methods
            return frozenset((node.name,)) if read else NOTHING
        if isinstance(node, Item):
            return self._named(node.index) if self.is_state(node.obj) else NOTHING
        func = node.func
        read = isinstance(func, Attr) and func.name == "get" and bool(node.args) and self.is_state(func.obj)
        return self._named(node.args[0].value) if read else NOTHING

    def _named(self, key: Expr) -> Sources:
        value = self.lookup(key.id) if isinstance(key, Name) else key
        return frozenset((str(value.value),)) if isinstance(value, (Const, Known)) else NOTHING

    def is_state(self, expr: Expr) -> bool:
        """Is this the session state, by one of its usual spellings?"""
        if isinstance(expr, Name):
            return isinstance(self.lookup(expr.id), State)
        owner = expr.obj if isinstance(expr, Attr) and expr.name == "session_state" else None
        return isinstance(owner, Name) and self.lookup(owner.id) == Lib("streamlit")
