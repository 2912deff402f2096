"""Attributes and items of every kind of value, read, stored, augmented and deleted."""

from __future__ import annotations

from statelint.explore.pure import METHODS
from statelint.explore.terms import UNKNOWN_TERM, Exact, Fired
from statelint.explore.unfold.base import Arguments
from statelint.explore.unfold.canvas import AROUND, LOOSE, Canvas, CanvasRow
from statelint.explore.unfold.keys import Keys, key_ref
from statelint.explore.unfold.loops import element_of, values_under
from statelint.explore.unfold.origins import common, member
from statelint.explore.unfold.picking import looked_up
from statelint.explore.unfold.settings import needed_setting
from statelint.explore.unfold.values import (
    OURS,
    STORED,
    UNKNOWN,
    Alternatives,
    BoundBuiltin,
    Dyn,
    Function,
    Instance,
    KeyName,
    Klass,
    Known,
    Lib,
    Mapping,
    Member,
    ModuleValue,
    Navigation,
    Seq,
    State,
    StateKeys,
    Super,
    Value,
    alternatives,
    origin,
    origin_of,
    same,
)

CONSTANT_METHODS = METHODS | {"startswith", "endswith"}
CHANGING = {
    *("append", "extend", "insert", "remove", "pop", "popitem", "clear", "sort", "reverse"),
    *("add", "discard", "update", "setdefault", "difference_update"),
}


class Access(Keys):
    """What `.name` and `[index]` mean."""

    # ---- reading ----
    def attribute(self, owner: Value, name: str, at: int, used: str = "") -> Value:
        match owner:
            case Dyn(term=term, ours=kept):  # by far the most frequent
                if kept == STORED or (name in CONSTANT_METHODS and term != UNKNOWN_TERM):
                    return BoundBuiltin(owner, name)
                return Dyn(ours=kept, of=member(owner.of, name))
            case State():
                return self.state_attribute(name, at, used)
            case Lib(dotted=dotted):
                return library_member(dotted, name)
            case Canvas(form=form) | CanvasRow(form=form):
                return Lib(f"streamlit.{name}", form) if name in self.api.commands else UNKNOWN
            case ModuleValue():
                self.note_shared("read", owner, Known(name), at)
                return self.module_attribute(owner, name)
            case Instance():
                return self._instance_attribute(owner, name, at)
            case Klass():
                return self._class_attribute(owner, name, at)
            case Super():
                return self._super_attribute(owner, name)
            case Member():
                return owner.value if name == "value" else Known(owner.name) if name == "name" else UNKNOWN
            case Known() | KeyName() | Seq() | Mapping() | StateKeys() | Navigation():
                return BoundBuiltin(owner, name)
            case Function():
                return BoundBuiltin(owner, name) if name == "setter" else UNKNOWN
            case Alternatives():
                return alternatives([self.attribute(value, name, at) for value in owner.values if value != Known(None)])
            case BoundBuiltin(owner=Dyn() as inner):
                return BoundBuiltin(Dyn(ours=inner.ours, of=member(inner.of, owner.name)), name)
        return Dyn(ours=origin(owner), of=member(origin_of(owner), name))

    def module_attribute(self, module: ModuleValue, name: str) -> Value:
        """A global of an imported module, or a submodule of a package."""
        frame = None if module.package else self.module_frames.get(module.path)
        if frame is not None and name in frame.names:
            outer, self.frame = self.frame, self.inside(frame)
            try:
                return self.lookup(name)
            finally:
                self.frame = outer
        path = self.submodule(module, name)
        if path is not None:
            return path
        if name == "loader":  # of a spec, for which its module stands
            return Lib("importlib.loader")
        return OURS if frame is not None else UNKNOWN

    def _instance_attribute(self, owner: Instance, name: str, at: int) -> Value:
        if name in owner.attrs:
            self.note_shared("read", owner, Known(name), at)
            value = owner.attrs[name]
            changing = self.files.attribute_stores.get(name, 0) > 1
            return Dyn() if changing and isinstance(value, Known) else value
        found = self.class_member(owner.klass, name)
        if isinstance(found, Function):
            if found.kind == "property":
                return self.enter(self.bound(found, owner), Arguments(), at)
            first = owner.klass if found.kind == "class" else owner
            return found if found.kind == "static" else self.bound(found, first)
        if found is not None:
            stored = isinstance(found, Known) and self.files.attribute_stores.get(name, 0)
            return Dyn() if stored else found
        getter = self.class_member(owner.klass, "__getattr__")
        if isinstance(getter, Function):
            return self.enter(self.bound(getter, owner), Arguments([Known(name)]), at)
        return Dyn(ours=STORED) if owner.met else UNKNOWN

    def _super_attribute(self, owner: Super, name: str) -> Value:
        for base in owner.klass.bases:
            found = self.class_member(base, name) if isinstance(base, Klass) else None
            if found is not None:
                return self.bound(found, owner.receiver) if isinstance(found, Function) else found
        return UNKNOWN

    def bound(self, function: Function, *first: Value) -> Function:
        """The function with leading arguments given."""
        return Function(
            function.module,
            function.index,
            function.frame,
            function.bound + first,
            function.keywords,
            function.defaults,
            function.cached,
            function.kind if function.kind in ("context", "fragment") else "",
            function.marks,
        )

    def _class_attribute(self, owner: Klass, name: str, at: int) -> Value:
        if name == "__members__":
            members = [v for v in owner.frame.names.values() if isinstance(v, Member)]
            return Mapping([(Known(m.name), m) for m in members])
        self.note_shared("read", owner, Known(name), at)
        found = self.class_member(owner, name)
        if isinstance(found, Function) and found.kind == "class":
            return self.bound(found, owner)
        if isinstance(found, Known) and self.files.attribute_stores.get(name, 0):
            return Dyn()
        return found if found is not None else UNKNOWN

    def class_member(self, klass: Klass, name: str) -> Value | None:
        """What a class or its bases define under a name; None if nothing that we see does."""
        if name in klass.frame.names:
            return klass.frame.names[name]
        for base in klass.bases:
            found = self.class_member(base, name) if isinstance(base, Klass) else None
            if found is not None:
                return found
        return None

    def item(self, owner: Value, index: Value, at: int, used: str = "") -> Value:
        self.note_shared("read", owner, index, at)
        match owner:
            case State():
                return self.read_key(index, at, "item", used)
            case Canvas(form=form) | CanvasRow(form=form):
                return Canvas(form)
            case Seq() if isinstance(index, Known) and isinstance(index.value, int) and owner.complete:
                inside = -len(owner.items) <= index.value < len(owner.items)
                return owner.items[index.value] if inside else UNKNOWN
            case Mapping() if isinstance(index, (Known, Member)):
                for key, value in owner.items:
                    if same(key, index):
                        return value if owner.complete else alternatives([value, UNKNOWN])
            case Klass() if owner.enum and isinstance(index, Known):
                return owner.frame.names.get(str(index.value), UNKNOWN)
            case Instance():
                return self._call_dunder(owner, "__getitem__", [index], at)
            case Alternatives():
                return self.one_of([self.item(one, index, at) for one in owner.values], UNKNOWN_TERM)
        self.foreign()
        found = looked_up(owner, index, lambda value, inner: self.item(value, inner, at), self.keep)
        if found is not None:
            return found
        if isinstance(owner, Seq):
            return element_of(owner.items)
        if isinstance(owner, Mapping):
            return element_of(values_under(owner, index))
        self.searched(owner, index, at)
        box = self.box_of(owner)
        term = needed_setting(self.program, owner, index) or UNKNOWN_TERM
        return Dyn(term, origin(owner), self.item_origin(box or origin_of(owner), index, at))

    def _call_dunder(self, owner: Instance, name: str, given: list[Value], at: int) -> Value:
        method = self.class_member(owner.klass, name)
        return self.enter(self.bound(method, owner), Arguments(given), at) if isinstance(method, Function) else UNKNOWN

    # ---- storing ----
    def store_attribute(self, owner: Value, name: str, value: Value, at: int) -> None:
        self.changed(owner, f".{name}", at, None, (value,))
        self.note_shared("object", owner, Known(name), at, value)
        match owner:
            case State():
                self.write_state_attribute("write", name, value, at)
            case Instance():
                setter = self.class_member(owner.klass, f"{name}.setter")
                if isinstance(setter, Function):
                    self.enter(self.bound(setter, owner), Arguments([value]), at)
                else:
                    self._join(owner.attrs, name, value)
            case Klass():
                self._join(owner.frame.names, name, value)
            case Alternatives():
                for one in owner.values:
                    self.store_attribute(one, name, value, at)
            case _:
                self.foreign()

    def _join(self, names: dict[str, Value], name: str, value: Value) -> None:
        """Objects outlive the branch that stores on them, so an attribute is the join of all that was stored."""
        self.reshaped += 1
        old = names.get(name)
        if old is None or same(old, value):
            passing = isinstance(value, Dyn) and not isinstance(value.term, Fired)
            names[name] = Dyn(ours=value.ours, of=value.of) if passing and isinstance(value, Dyn) else value
        elif isinstance(value, (Known, Dyn)) and isinstance(old, (Known, Dyn)):
            of = common(origin_of(one) for one in (old, value) if one != Known(None))
            names[name] = Dyn(ours=origin(old, value), of=of)
        else:
            names[name] = alternatives([old, value])

    def augment_attribute(self, owner: Value, name: str, value: Value, at: int) -> None:
        if isinstance(owner, State):
            self.write_state_attribute("augment", name, value, at)
            self.stored("augment", Exact(name), value, at)
        elif isinstance(owner, Instance):
            owner.attrs[name] = UNKNOWN
            self.reshaped += 1
        self.changed(owner, f".{name}", at, None, (value,))

    def delete_attribute(self, owner: Value, name: str, at: int) -> None:
        if isinstance(owner, State):
            self.write_state_attribute("delete", name, None, at)

    def store_item(self, owner: Value, index: Value, value: Value, at: int) -> None:
        self.changed(owner, "store", at, index, (value,))
        self.note_shared("object", owner, index, at, value)
        match owner:
            case State():
                self.emit(self.touch("write", index, at, value=value))
            case Mapping() | Seq():
                owner.complete = False
                if isinstance(owner, Mapping):
                    owner.items.append((index, value))
            case Instance():
                self._call_dunder(owner, "__setitem__", [index, value], at)
            case Alternatives(values=values):
                for one in values:
                    self.store_item(one, index, value, at)
            case _:
                needed_setting(self.program, owner, index)
                self.foreign()

    def augment_item(self, owner: Value, index: Value, value: Value, at: int) -> None:
        if isinstance(owner, State):
            self.emit(self.touch("augment", index, at, value=value))
            self.stored("augment", key_ref(index), value, at)
        elif isinstance(owner, (Seq, Mapping)):
            owner.complete = False
        self.searched(owner, index, at)
        self.changed(owner, "augment", at, index, (value,))
        if not isinstance(owner, State):
            self.foreign()

    def delete_item(self, owner: Value, index: Value, at: int) -> None:
        self.searched(owner, index, at)
        self.changed(owner, "del", at, index)
        if isinstance(owner, State):
            self.emit(self.touch("delete", index, at))
        elif isinstance(owner, (Seq, Mapping)):
            owner.complete = False


def library_member(dotted: str, name: str) -> Value:
    """`streamlit.session_state` is the state; `st.sidebar.button` is `st.button`, but not in the form around it."""
    form = LOOSE if dotted in ("streamlit.sidebar", "streamlit._bottom") else AROUND
    if form == LOOSE or dotted == "streamlit._main":
        dotted = "streamlit"
    full = f"{dotted}.{name}"
    return State() if full in ("streamlit.session_state", "streamlit.runtime.state.session_state") else Lib(full, form)


def changes(owner: Value, name: str) -> bool:
    """Does calling this method change a container that we know the items of?"""
    return isinstance(owner, (Seq, Mapping)) and name in CHANGING
