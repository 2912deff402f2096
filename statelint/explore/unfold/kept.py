"""What happens to the containers and objects that the state keeps: stored, changed in place, gone through in a loop.

In: the hooks of access, keys, builtins and loops. Out: Notes.
"""

from __future__ import annotations

from collections.abc import Sequence

from statelint.explore.program import Note, Step
from statelint.explore.terms import AnyKey, Exact, KeyRef
from statelint.explore.unfold.base import Arguments
from statelint.explore.unfold.holding import Holding
from statelint.explore.unfold.notes import Change, Compared, OddKey, Pass, Rebound, Removal, Slow, Store, Use
from statelint.explore.unfold.origins import Changed, Kept, Made, Origin, View, derived, key_of
from statelint.explore.unfold.paths import Path, contexts
from statelint.explore.unfold.rounds import another_round
from statelint.explore.unfold.texts import whole_number
from statelint.explore.unfold.values import (
    BoundBuiltin,
    Dyn,
    Frame,
    Instance,
    KeyName,
    Klass,
    Known,
    Lib,
    Mapping,
    Member,
    Seq,
    StateKeys,
    Value,
    origin,
    origin_of,
)
from statelint.ir.expr import Expr, Literal, Name, Op
from statelint.ir.stmt import For

QUERY = Made("streamlit.query_params")
STATE = Made("streamlit.session_state")
QUERY_VIEWS = {"streamlit.query_params", *(f"streamlit.query_params.{name}()" for name in ("keys", "items", "values"))}
STORING = frozenset({"write", "default", "augment"})
ODD = ("", "$", "_")  # how a key begins that needs a closer look
INTERNAL = ("$$ID", "$$WIDGET_ID")
VIEWS = frozenset({"items", "keys", "values"})
ELEMENTS = frozenset({"", "keys", "items", "enumerate", "range", "iter", "reversed", "filter"})  # they give, or are at
NO_ITERATOR = ("range", "type")  # parts that go through nothing
SEARCHING = frozenset({"get", "pop", "setdefault", "index", "count", "remove"})
READING = frozenset({"read", "readline", "readlines"})
BY_INDEX = frozenset({"pop", "remove", "discard"})  # what they are given finds an item
SIZING = frozenset(
    {"append", "appendleft", "extend", "extendleft", "insert", "add", "update", "setdefault"}
    | {"pop", "popleft", "popitem", "remove", "discard", "clear", "del", "store", "difference_update"}
)


class Keeping(Holding):
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
        closed = bool(notes.closing) and origin_of(value) in notes.closing
        place, body = self.here(at), self.trace.spot.body
        notes.stores.append(Store(key, op, value, place, notes.path, notes.tick(), body, closed))
        if op == "write" and isinstance(value, (Seq, Mapping, Instance)) and isinstance(key, Exact):
            value.kept = (*value.kept, key)

    def note_key(self, op: str, value: Literal, form: str, at: int, drawn: bool = False) -> None:
        """A constant key that may be no ordinary text."""
        kind = odd_kind(value, op, form, drawn, self.api.underscored)
        cls = self.class_around() if kind == "private" and form == "attr" else ""
        if kind:
            kind = "mangled" if cls else kind
            self.notes.odd_keys.append(OddKey(kind, str(value), self.here(at), drawn, cls))

    def class_around(self) -> str:
        """The name of the class whose body holds the running function, "" if there is none."""
        frame: Frame | None = self.frame
        while frame is not None and frame.kind != "class":
            frame = frame.parent
        klass = self.klasses.get(id(frame))
        return self.files.modules[klass.module].classes[klass.index].name if klass is not None else ""

    def slow_default(self, args: Arguments, before: int, at: int) -> None:
        """A `setdefault` whose arguments made slow calls."""
        notes = self.notes
        key = args.positional[0] if args.positional else args.keywords.get("key")
        if len(notes.slow_calls) > before and key is not None:
            ref = Exact(str(key.value)) if isinstance(key, Known) else AnyKey()
            notes.slow.append(Slow(ref, notes.slow_calls[before], self.here(at), notes.path))

    def removed(self, op: str, ref: KeyRef, key: Value, at: int) -> None:
        """A key of the state is deleted, perhaps while a loop goes through its values."""
        notes = self.notes
        notes.removals.append(Removal(ref, notes.path, notes.tick()))
        if notes.state_loops:
            self.changed_box(STATE, op, at, key)

    def changed(self, owner: Value, op: str, at: int, index: Value | None = None, given: Sequence[Value] = ()) -> None:
        """Note a change in place, if the state keeps what is changed."""
        if op in SIZING:
            self.contents_change(owner, op, index)
        box = self.box_of(owner)
        if box is not None:
            self.changed_box(box, op, at, index, given)

    def changed_box(self, box: Kept | Made, op: str, at: int, index: Value | None, given: Sequence[Value] = ()) -> None:
        notes = self.notes
        if op in SIZING or box is STATE:
            self.emit(Note(len(notes.changes)))
        notes.changes.append(Change(box, op, index, tuple(given), self.here(at), notes.path, notes.tick()))

    def called_on(self, owner: Value, name: str, args: Arguments, at: int) -> None:
        """A method that changes the size of a container, searches it, or reads from a stream."""
        if name in SEARCHING and args.positional:
            self.searched(owner, args.positional[0], at)
        if name in READING:
            self.use(owner, name, at)
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

    # ---- what is asked of it ----
    def compare(self, test: str, left: Value, right: Value, at: int) -> None:
        """Note that what the state keeps meets something that a class of the project made."""
        if test in ("in", "not in") and isinstance(right, Seq):
            for item in right.items:
                self.compare("in", left, item, at)
            return
        for value, other in ((left, right), (right, left)):
            of = origin_of(value)
            kept = self.box_of(value) if not isinstance(of, View) else of.box if of.part == "type" else None
            if isinstance(kept, Kept) and isinstance(other, (Member, Klass, Instance)):
                found = kept.inside("*") if value is right and test in ("in", "not in") else kept
                test = "type" if isinstance(of, View) else test
                notes = self.notes
                notes.compared.append(Compared(found, test, other, self.here(at), notes.path, notes.tick()))

    def searched(self, owner: Value, index: Value | None, at: int) -> None:
        """Note that a kept container is searched for something that a class of the project made."""
        if isinstance(index, (Member, Klass, Instance)) and isinstance(kept := self.box_of(owner), Kept):
            notes = self.notes
            notes.compared.append(Compared(kept, "key", index, self.here(at), notes.path, notes.tick()))

    def use(self, value: Value, how: str, at: int) -> None:
        """Note that a kept value is gone through, or read from."""
        if isinstance(kept := self.box_of(value), Kept):
            self.notes.uses.append(Use(kept, how, self.here(at), self.notes.path, self.notes.tick()))

    def rebind(self, name: str, old: Value, new: Value, at: int) -> Value:
        """A name is computed anew from itself: if it held the value under a key, note that."""
        of = origin_of(old)
        key = of.key.name if isinstance(of, Changed) and isinstance(of.key, Exact) else key_of(of)
        if not key or not isinstance(new, (Dyn, KeyName)):
            return new
        self.notes.rebound.append(Rebound(key, name, self.frame, self.here(at), self.notes.path))
        return Dyn(new.term, of=Changed(Exact(key), at))

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

    def view(self, values: Sequence[Value], part: str) -> View | None:
        """What goes through the first kept container among these, or through what goes through one."""
        for value in values:
            box, of = self.box_of(value), origin_of(value)
            if isinstance(box, Kept):
                return View(box, part)
            if isinstance(of, View) and of.part not in NO_ITERATOR:
                return View(of.box, f"{part} {of.part}")
        return None

    def element_origin(self, iterable: Value, at: int) -> Origin | None:
        """Where what a loop is at comes from."""
        found = self.passed(iterable)
        if found is not None and isinstance(found[0], Kept):
            return found[0].inside(f"*{at}") if found[1] in ELEMENTS else derived((found[0],))
        return derived((origin_of(iterable),)) if origin_of(iterable) else None

    def round_value(self, iterable: Value, stmt: For) -> Value | None:
        """What a round binds if a loop goes through pairs made of a kept container."""
        found = self.passed(iterable)
        if found is None or found[1] not in ("items", "enumerate") or not isinstance(found[0], Kept):
            return None
        first = found[0].inside(f"*{stmt.at}")
        second = first.inside("value")
        place = whole_number(first) if found[1] == "enumerate" else Dyn(ours=origin(iterable), of=first)
        return Seq("tuple", [place, Dyn(ours=origin(iterable), of=second)])

    def judge_rounds(self, iterable: Value, stmt: For, body: Sequence[Step], loop: Path, since: int) -> None:
        """Note the changes of what the loop goes through after which it goes on."""
        found = self.passed(iterable)
        if found is None:
            return
        box, part = found
        notes = self.notes
        if isinstance(box, Kept) and any(store.key == box.key for store in notes.stores if store.order > since):
            return
        inside = [change for change in notes.changes if change.order > since and change.box == box]
        grows = any(change.op == "store" for change in inside)
        shrinks = any(change.op in ("del", "pop") for change in inside)
        for number in sorted(another_round(body, self.program.blocks)):
            change = notes.changes[number]
            renames = grows and shrinks and change.op in ("store", "del", "pop")
            if change.box == box and not renames:
                own = isinstance(box, Kept) and origin_of(change.index) == box.inside(f"*{stmt.at}")
                notes.passes.append(Pass(box, part, self.here(stmt.at), change, own, self._inner(change, loop)))

    def _inner(self, change: Change, loop: Path) -> tuple[Path, ...]:
        """What decides on a change once a round of the running loop has begun."""
        ways = [change.path.conditions()]
        if loop not in ways[0]:
            ways = [context.conditions for context in contexts(change.path, self.notes.callers)] + ways
        return next((way[way.index(loop) + 1 :] for way in ways if loop in way), ways[-1])


def odd_kind(value: Literal, op: str, form: str, drawn: bool, underscored: frozenset[str]) -> str:
    """What is odd about a constant key, "" for ordinary ones."""
    if value is None or isinstance(value, bool | float):
        return ""
    if isinstance(value, int):
        return "number" if drawn or op in STORING else ""
    if value[:1] not in ODD:
        return "none" if drawn and value == "None" else "digits" if value.isdigit() and (drawn or op in STORING) else ""
    if not value:
        return "empty"
    if value[0] == "$":
        return "reserved" if value.startswith(INTERNAL) else ""
    if value in underscored:
        return "dunder" if form == "attr" and op in ("write", "augment") else ""
    return "private" if value.startswith("__") and not value.endswith("__") else ""


def computes_from(expr: Expr, name: str) -> bool:
    """Is this an operation on a name?"""
    if not isinstance(expr, Op) or expr.kind not in ("+", "-", "*"):
        return False
    return any(isinstance(one, Name) and one.id == name for one in expr.operands)
