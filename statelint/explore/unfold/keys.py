"""Operations on the session state: every spelling of read, write and delete becomes a Touch."""

from __future__ import annotations

from statelint.explore.observations import ReservedName
from statelint.explore.program import Branch, EachKey, Touch
from statelint.explore.terms import AnyKey, Exact, HasKey, KeyRef, KeyValue, Lit, LoopKey, OneOf, Some, Term
from statelint.explore.unfold.base import Arguments
from statelint.explore.unfold.kept import Keeping
from statelint.explore.unfold.origins import Kept
from statelint.explore.unfold.values import (
    STORED,
    UNKNOWN,
    Alternatives,
    Dyn,
    KeyName,
    Known,
    Mapping,
    Member,
    Seq,
    State,
    StateKeys,
    StateMethod,
    Value,
    term_of,
)

# What a consumer does with the value, as the reserved-name rule calls it; calls and bare references are not uses.
RESERVED_USE = {
    "item": "subscript",
    "iterate": "iterate",
    "compare": "compare",
    "format": "format",
    "operator": "operator",
    "test": "test",
    "argument": "argument",
}
DELETING = frozenset({"delete", "pop", "discard", "clear"})
VIEWS = {"keys": "key", "to_dict": "key", "items": "item", "values": "value"}  # and what iterating one gives


def key_ref(key: Value) -> KeyRef:
    """The keys that a value names: Streamlit calls str() on whatever is given."""
    if isinstance(key, Known):
        return Exact(str(key.value))
    if isinstance(key, KeyName):
        return key.ref
    if isinstance(key, Member):
        return key_ref(key.value) if key.klass.enum == "strenum" else Exact(f"{key.klass.index}.{key.name}")
    if isinstance(key, Alternatives) and all(isinstance(v, Known) for v in key.values):
        return OneOf(tuple(str(v.value) for v in key.values if isinstance(v, Known)))
    return AnyKey()


def empty_text(value: Value | None) -> str:
    """The text of an empty value, "" for any other."""
    if isinstance(value, Known) and not value.value:
        return '""' if value.value == "" else repr(value.value)
    if isinstance(value, Seq) and value.complete and not value.items:
        return {"list": "[]", "tuple": "()", "set": "set()"}.get(value.kind, "")
    return "{}" if isinstance(value, Mapping) and value.complete and not value.items else ""


def fresh_term(value: Value) -> Term:
    """What a condition sees of a value that was made just here: a display is as true as it is long."""
    if isinstance(value, (Seq, Mapping)) and (value.complete or value.items):
        return Some(bool(value.items), none=False)
    return term_of(value)


class Keys(Keeping):
    """What happens to the keys."""

    def touch(
        self, op: str, key: Value, at: int, form: str = "item", value: Value | None = None, used: str = ""
    ) -> Touch:
        kind = "unresolved-call" if op == "hint" else "assign"
        ref = key_ref(key)
        term = self.stored_term(value, ref) if value is not None else None
        if isinstance(key, Known) and at >= 0:
            self.note_key(op, key.value, form, at)
        if value is not None:
            self.stored(op, ref, value, at)
        elif op in DELETING and at >= 0 and (op == "clear" or key is not UNKNOWN):
            self.removed(op, ref, key, at)
        if op != "hint":
            self.use_state(op, ref, at, value)
        return Touch(op, ref, self.here(at), form, term, used, kind, empty_text(value))

    def use_state(self, op: str, key: KeyRef, at: int, value: Value | None = None) -> None:
        """Note that the running body uses the state here."""
        if at >= 0:
            self.trace.use(op, key, self.here(at), value, bool(self.trying))
            if isinstance(key, Exact) and value is not None:
                self.trace.keep(key.name, self.of_value(value))

    def read_key(self, key: Value, at: int, form: str, used: str) -> Value:
        step = self.touch("read", key, at, form, used=used)
        self._note_import_read(step.key, at)
        self.emit(step)
        return Dyn(KeyValue(step.key), STORED, Kept(step.key))

    def _note_import_read(self, key: KeyRef, at: int) -> None:
        if self.importing and self.frame.kind != "function" and at >= 0:
            self.program.import_reads.append((key, self.here(at)))

    # ---- attribute syntax ----
    def state_attribute(self, name: str, at: int, used: str) -> Value:
        """`st.session_state.name`: a method, a key, or (dunder names) neither."""
        if name in self.api.methods:
            if used in RESERVED_USE:
                self.reserve(name, RESERVED_USE[used], at)
            return StateMethod(name, self.here(at))
        if name.startswith("__") and name.endswith("__"):
            return UNKNOWN
        return self.read_key(Known(name), at, "attr", used)

    def reserve(self, name: str, use: str, at: int) -> None:
        self.program.reserved.append(ReservedName(name, use, self.site(self.here(at))))

    def write_state_attribute(self, op: str, name: str, value: Value | None, at: int) -> None:
        if name in self.api.methods:
            self.reserve(name, {"write": "store", "augment": "augmented", "delete": "delete"}[op], at)
        self.emit(self.touch(op, Known(name), at, "attr", value))

    # ---- methods ----
    def call_state_method(self, name: str, args: Arguments, at: int, used: str) -> Value:
        key = args.positional[0] if args.positional else args.keywords.get("key", UNKNOWN)
        default = args.positional[1] if len(args.positional) > 1 else args.keywords.get("default")
        if name == "get" or name in VIEWS:
            self.use_state(name, key_ref(key), at)
        if name == "get":
            self._note_import_read(key_ref(key), at)
            term = fresh_term(default) if default is not None else Lit(None)
            return self._given(Dyn(KeyValue(key_ref(key), term), STORED, Kept(key_ref(key), fallback=True)), used)
        if name in VIEWS:
            if VIEWS[name] != "key":
                self.lend_all()
            return StateKeys(VIEWS[name])
        if name == "setdefault":
            self.display(default, args.exprs.get(1) or args.exprs.get("default"))
            self.emit(self.touch("default", key, at, value=default or Known(None)))
            return self._given(Dyn(KeyValue(key_ref(key)), STORED, Kept(key_ref(key))), used)
        if name == "pop":
            return self._pop(key, default, at)
        if name == "update":
            self._update(args, at)
        elif name == "clear":
            self.emit(self.touch("clear", UNKNOWN, at))
        elif name == "popitem":
            self.emit(self.touch("discard", UNKNOWN, at))
        return UNKNOWN

    def _given(self, value: Dyn, used: str) -> Dyn:
        """What a method gives; somebody may keep it unless it is used up at once."""
        if not used:
            self.lend(value)
        return value

    def _pop(self, key: Value, default: Value | None, at: int) -> Value:
        worth = self.keep(KeyValue(key_ref(key), fresh_term(default) if default is not None else None))
        self.emit(self.touch("pop" if default is None else "discard", key, at))
        return Dyn(worth, STORED)

    def _update(self, args: Arguments, at: int) -> None:
        self.displayed = None
        given = args.positional[0] if args.positional else None
        pairs: list[tuple[Value, Value]] = [(Known(name), value) for name, value in args.keywords.items()]
        pairs = [*pairs_of(given, self.items_of(given) if given is not None else None), *pairs]
        guards = given.guards if isinstance(given, Mapping) else []
        for number, (key, value) in enumerate(pairs):
            step = self.touch("write", key, at, value=value)
            guard = guards[number] if number < len(guards) else None
            self.emit(Branch(guard, (step,)) if guard is not None else step)
        known = pairs_known(given, self.items_of(given) if given is not None else None)
        if isinstance(given, State):
            self._assign_all_again(at)
            return
        unknown = given is not None and not known
        if unknown or args.more:
            self.emit(self.touch("write", UNKNOWN, at))

    def _assign_all_again(self, at: int) -> None:
        """`st.session_state.update(st.session_state)`: each key is assigned what it holds."""
        self.loops += 1
        key = LoopKey(self.loops)
        self.emit(EachKey(self.loops, (Touch("write", key, self.here(at), value=KeyValue(key)),)))

    def has_key(self, key: Value) -> Value:
        return Dyn(HasKey(key_ref(key)))


def pairs_of(given: Value | None, items: list[Value] | None) -> list[tuple[Value, Value]]:
    """The pairs that a dict, or an iterable of pairs, is known to hold."""
    if isinstance(given, Mapping):
        return given.items
    found = [item.items for item in items or () if isinstance(item, Seq)]
    return [(pair[0], pair[1]) for pair in found if len(pair) == 2]


def pairs_known(given: Value | None, items: list[Value] | None) -> bool:
    """Are these all the pairs? A pair under a guard is known too."""
    if isinstance(given, Mapping):
        return given.complete or (bool(given.guards) and len(given.guards) == len(given.items))
    return items is not None and len(pairs_of(given, items)) == len(items)
