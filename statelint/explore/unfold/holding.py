"""Lists, sets and dicts that only their key holds, so that nothing changes them unseen.

In: what is stored under a key, and what is done with it. Out: the term of what is stored, Holds steps.

    st.session_state.rows = []                 held: a display that has no other name
    st.session_state.rows.append(row)          Holds(rows, "filled")
    rows = st.session_state.get("rows")        Holds(rows, "lent")
"""

from __future__ import annotations

from collections.abc import Iterable

from statelint.explore.program import Holds
from statelint.explore.terms import AnyKey, Exact, KeyRef, Some, Term, Var
from statelint.explore.unfold.base import Workbench
from statelint.explore.unfold.origins import Kept
from statelint.explore.unfold.values import BoundBuiltin, Dyn, Lib, Mapping, Seq, Value, term_of
from statelint.ir.expr import Attr, Call, Collection, Dict, Expr, Name

CHANGED = {
    **dict.fromkeys(("append", "appendleft", "insert", "add", "setdefault", "store"), "filled"),
    **dict.fromkeys(("extend", "extendleft", "update"), "grown"),
    "clear": "emptied",
}
MAKERS = tuple(map(Lib, ("builtins.list", "builtins.dict", "builtins.set", "copy.copy", "copy.deepcopy")))
COPIES = Lib("copy")  # the module


class Holding(Workbench):
    """Follows them."""

    displayed: Value | None = None  # what the running statement has just made
    borrowed: set[int]  # variables of names that mean what a key holds, as long as they are used

    def display(self, value: Value | None, expr: Expr | None) -> None:
        """Remember a container that has no other name than the place where it is stored now."""
        made = isinstance(expr, (Collection, Dict)) or (isinstance(expr, Call) and self._makes(expr.func))
        self.displayed = value if made else None

    def _makes(self, func: Expr) -> bool:
        if isinstance(func, Name):
            return self.lookup(func.id) in MAKERS
        return isinstance(func, Attr) and isinstance(func.obj, Name) and self.lookup(func.obj.id) == COPIES

    def stored_term(self, value: Value, key: KeyRef) -> Term:
        """What is stored under a key."""
        if not isinstance(value, (Seq, Mapping)):
            return term_of(value)
        alone = value.home == () or (value is self.displayed and value.home is None)
        if not alone or not value.complete or value.born is not None or not isinstance(key, Exact):
            self.lend(value)
            return term_of(value)
        if isinstance(value, Seq) and value.kind not in ("list", "set"):
            return term_of(value)
        value.home = (key,)
        self.program.held.add(key.name)
        return Some(bool(value.items), False, held=True)

    def contents_change(self, owner: Value, op: str, index: Value | None) -> None:
        """A container is changed in place: through the key that holds it, or by another name."""
        if isinstance(owner, (Seq, Mapping)):
            self.lend(owner)
        elif isinstance(owner, Dyn) and isinstance(owner.of, Kept) and not owner.of.way:
            part = isinstance(index, Seq)  # a slice may take away more than it gives
            stale = isinstance(owner.term, Var) and owner.term.id not in self.borrowed  # the key may hold another one
            self.emit(Holds(owner.of.key, "changed" if part or stale else CHANGED.get(op, "changed")))

    def lend(self, value: Value) -> None:
        """Somebody else gets hold of a value."""
        if isinstance(value, (Seq, Mapping)):
            home, value.home = value.home, None
            for key in home or ():
                self.emit(Holds(key, "lent"))
            for one in value.items if isinstance(value, Seq) else [worth for _, worth in value.items]:
                if isinstance(one, (Seq, Mapping)) and one.home is not None:
                    self.lend(one)
            return
        of = value.owner if isinstance(value, BoundBuiltin) else value
        if isinstance(of, Dyn) and isinstance(of.of, Kept) and not of.of.way:
            self.emit(Holds(of.of.key, "lent"))

    def mix(self, values: Iterable[Value]) -> None:
        """These go on as one value, nobody knows which it is; what is out of the state has been lent before."""
        for value in values:
            if isinstance(value, (Seq, Mapping)):
                self.lend(value)

    def lend_all(self) -> None:
        """Somebody gets hold of everything that the state keeps."""
        self.emit(Holds(AnyKey(), "lent"))
