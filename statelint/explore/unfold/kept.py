"""What happens to the containers and objects that the state keeps: stored, changed in place, gone through in a loop.

In: the hooks of access, keys, builtins and loops. Out: Notes.
"""

from __future__ import annotations

from collections.abc import Sequence

from statelint.explore.program import Note, Step
from statelint.explore.terms import AnyKey, Exact, KeyRef
from statelint.explore.unfold.base import Arguments, Workbench
from statelint.explore.unfold.notes import Change, Pass, Removal, Store
from statelint.explore.unfold.origins import Kept, Made, Origin, View, derived
from statelint.explore.unfold.paths import Path, contexts
from statelint.explore.unfold.rounds import another_round
from statelint.explore.unfold.values import (
    BoundBuiltin,
    Dyn,
    Instance,
    Known,
    Lib,
    Mapping,
    Seq,
    StateKeys,
    Value,
    origin_of,
)
from statelint.ir.stmt import For

QUERY = Made("streamlit.query_params")
STATE = Made("streamlit.session_state")
QUERY_VIEWS = {"streamlit.query_params", *(f"streamlit.query_params.{name}()" for name in ("keys", "items", "values"))}
VIEWS = frozenset({"items", "keys", "values"})
BY_INDEX = frozenset({"pop", "remove", "discard"})  # what they are given finds an item
SIZING = frozenset(
    {"append", "appendleft", "extend", "extendleft", "insert", "add", "update", "setdefault"}
    | {"pop", "popleft", "popitem", "remove", "discard", "clear", "del", "store", "difference_update"}
)


class Keeping(Workbench):
    """Notes what is kept."""

    # ---- what is kept ----
    def box_of(self, value: Value) -> Kept | Made | None:
        """The identity of a container or object that the state keeps; of st.query_params too."""
        match value:
            case Dyn(of=Kept() as kept):
                return kept if kept.key != AnyKey() else None
            case BoundBuiltin(owner=Dyn(of=Kept() as kept), name=name):
                return kept.inside(f".{name}")
            case Seq(kept=(key, *_)) | Mapping(kept=(key, *_)) | Instance(kept=(key, *_)):
                return Kept(key)
            case Lib(dotted=QUERY.dotted):
                return QUERY
        return None

    def stored(self, op: str, key: KeyRef, value: Value | None, at: int) -> None:
        notes = self.notes
        notes.stores.append(Store(key, op, value, self.here(at), notes.path, notes.tick()))
        if op == "write" and isinstance(value, (Seq, Mapping, Instance)) and isinstance(key, Exact):
            value.kept = (*value.kept, key)

    def removed(self, op: str, ref: KeyRef, key: Value, at: int) -> None:
        """A key of the state is deleted, perhaps while a loop goes through its values."""
        notes = self.notes
        notes.removals.append(Removal(ref, notes.path, notes.tick()))
        if notes.state_loops:
            self.changed_box(STATE, op, at, key)

    def changed(self, owner: Value, op: str, at: int, index: Value | None = None, given: Sequence[Value] = ()) -> None:
        """Note a change in place, if the state keeps what is changed."""
        box = self.box_of(owner)
        if box is not None:
            self.changed_box(box, op, at, index, given)

    def changed_box(self, box: Kept | Made, op: str, at: int, index: Value | None, given: Sequence[Value] = ()) -> None:
        notes = self.notes
        if op in SIZING or box is STATE:
            self.emit(Note(len(notes.changes)))
        notes.changes.append(Change(box, op, index, tuple(given), self.here(at), notes.path, notes.tick()))

    def called_on(self, owner: Value, name: str, args: Arguments, at: int) -> None:
        """A method that changes the size of a container."""
        if name in SIZING:
            given = list(args.all())
            found = given.pop(0) if given and name in BY_INDEX else None
            self.changed(owner, name, at, found, given)

    def result_of(self, owner: Value, name: str, args: Arguments, at: int) -> Origin | None:
        """Where the result of a method of a value comes from."""
        box = self.box_of(owner)
        if not isinstance(box, Kept):
            return derived((origin_of(owner), *map(origin_of, args.all()))) if origin_of(owner) else None
        if name in VIEWS and not args.positional:
            return View(box, name)
        if name in ("get", "setdefault") and args.positional:
            return self.item_origin(box, args.positional[0], at)
        return derived((box, *map(origin_of, args.all())))

    def item_origin(self, origin: Origin | None, index: Value, at: int) -> Origin | None:
        """Where `value[index]` comes from."""
        if isinstance(origin, Kept):
            return origin.inside(str(index.value) if isinstance(index, Known) else f"?{at}")
        return derived((origin, origin_of(index))) if origin is not None else None

    # ---- loops ----
    def passed(self, iterable: Value) -> tuple[Kept | Made, str] | None:
        """The kept container that a loop goes through, and which part of it."""
        of = origin_of(iterable)
        if isinstance(of, View):
            return of.box, of.part
        if isinstance(iterable, Lib) and iterable.dotted in QUERY_VIEWS:
            return QUERY, ""
        if isinstance(iterable, StateKeys) and iterable.part != "key":
            return STATE, f"{iterable.part}s"
        box = self.box_of(iterable)
        return (box, "") if box is not None else None

    def element_origin(self, iterable: Value, at: int) -> Origin | None:
        """Where what a loop is at comes from."""
        found = self.passed(iterable)
        if found is not None and isinstance(found[0], Kept):
            return found[0].inside(f"*{at}")
        return derived((origin_of(iterable),)) if origin_of(iterable) else None

    def round_value(self, iterable: Value, stmt: For) -> Value | None:
        """What a round binds if a loop goes through pairs made of a kept container."""
        found = self.passed(iterable)
        if found is None or found[1] not in ("items", "enumerate") or not isinstance(found[0], Kept):
            return None
        first = found[0].inside(f"*{stmt.at}")
        second = first.inside("value")
        return Seq("tuple", [Dyn(of=first), Dyn(of=second)])

    def judge_rounds(self, iterable: Value, stmt: For, body: Sequence[Step], since: int) -> None:
        """Note the changes of what the loop goes through after which it goes on."""
        found = self.passed(iterable)
        if found is None:
            return
        box, part = found
        notes = self.notes
        if isinstance(box, Kept) and any(store.key == box.key for store in notes.stores if store.order > since):
            return
        inside = [change for change in notes.changes if change.order > since and change.box == box]
        renamed = any(change.op == "store" for change in inside)
        for number in sorted(another_round(body, self.program.blocks)):
            change = notes.changes[number]
            if change.box == box and not (renamed and change.op in ("del", "pop")):
                own = isinstance(box, Kept) and origin_of(change.index) == box.inside(f"*{stmt.at}")
                notes.passes.append(Pass(box, part, self.here(stmt.at), change, own, self._inner(change)))

    def _inner(self, change: Change) -> tuple[Path, ...]:
        """What decides on a change once a round of the running loop has begun."""
        loop = self.notes.path
        ways = [change.path.conditions()]
        if loop not in ways[0]:
            ways = [context.conditions for context in contexts(change.path, self.notes.callers)] + ways
        return next((way[way.index(loop) + 1 :] for way in ways if loop in way), ways[-1])
