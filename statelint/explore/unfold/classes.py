"""Classes and decorators of the project: members, Enums, instances, what a decorator makes of a function."""

from __future__ import annotations

from collections.abc import Sequence

from statelint.explore.program import Choose, SetVar, Step
from statelint.explore.terms import Var
from statelint.explore.unfold.base import Arguments, Workbench
from statelint.explore.unfold.origins import Kept, Origin
from statelint.explore.unfold.values import (
    UNKNOWN,
    Alternatives,
    BoundBuiltin,
    Dyn,
    Frame,
    Function,
    Instance,
    Klass,
    Known,
    Lib,
    Mapping,
    Member,
    Seq,
    Value,
    origin_of,
    term_of,
)
from statelint.streamlit_api.values import values

MAX_CLASSES = 4  # classes whose method a call may mean


def items_at(table: Mapping, way: tuple[str, ...]) -> list[Value]:
    """What the first step of the way leads to: one value if it is a constant index, else any."""
    here = [value for key, value in table.items if isinstance(key, Known) and (str(key.value),) == way[:1]]
    return here or [value for _, value in table.items]


class Classes(Workbench):
    """Defining and instantiating."""

    def new_class(self, index: int, bases: tuple[Value, ...]) -> Klass:
        frame = Frame(self.frame.module, self.frame, kind="class")
        klass = Klass(self.frame.module, index, frame, bases, enum_kind(bases))
        self.klasses[id(frame)] = klass
        return klass

    def close_class(self, klass: Klass) -> None:
        """Constants in the body of an Enum are its members."""
        if not klass.enum:
            return
        for name, value in list(klass.frame.names.items()):
            if not name.startswith("_") and not isinstance(value, (Function, Klass)):
                automatic = value == Lib("enum.auto()") and klass.enum == "strenum"
                klass.frame.names[name] = Member(klass, name, Known(name.lower()) if automatic else value)

    def instantiate(self, klass: Klass, args: Arguments, at: int) -> Value:
        if klass.enum:
            return UNKNOWN
        instance = Instance(klass)
        if not self._calls_itself(klass):
            self._set_up(instance, args, at)
            self._runs_apart(instance, at)
            return instance
        with self.capture() as steps, self.notes.under("some"):  # a singleton: nobody knows whether it is made here
            self._set_up(instance, args, at)
        self.emit(Choose(((), tuple(steps))))
        return instance

    def _calls_itself(self, klass: Klass) -> bool:
        """Does a metaclass of the project decide what calling the class does?"""
        own = klass.meta is not None and self.class_member(klass.meta, "__call__") is not None
        return own or any(self._calls_itself(base) for base in klass.bases if isinstance(base, Klass))

    def _set_up(self, instance: Instance, args: Arguments, at: int) -> Instance:
        klass = instance.klass
        setup = self.class_member(klass, "__init__")
        if isinstance(setup, Function):
            self.enter(self.bound(setup, instance), args, at)
            return instance
        for name, value in klass.frame.names.items():
            if isinstance(value, Lib) and value.dotted == "dataclasses.field()":
                instance.attrs[name] = self._default(value, at)
        instance.attrs.update(
            {name: Dyn(of=value.of) if isinstance(value, Dyn) else value for name, value in args.keywords.items()}
        )
        after = self.class_member(klass, "__post_init__")
        if isinstance(after, Function):
            self.enter(self.bound(after, instance), Arguments(), at)
        if any(not isinstance(base, Klass) for base in klass.bases):
            self.foreign()
        return instance

    def _runs_apart(self, instance: Instance, at: int) -> None:
        """An object of a class of threads: its `run` is called in a thread of its own."""
        threads = (isinstance(base, Lib) and values().has(base.dotted, "thread") for base in instance.klass.bases)
        run = self.class_member(instance.klass, "run") if any(threads) else None
        if isinstance(run, Function):
            self.hand_over(iter([self.bound(run, instance)]), "thread", at)

    def call_kept(self, owner: Value, name: str, args: Arguments, at: int) -> Value | None:
        """A method of an object out of the state, or of somebody else's.

        Of an object of a class that is stored under its key; if none is, of any class of the project that has such a
        method. None if there is none, or there are too many.
        """
        found: dict[tuple[str, int], tuple[Klass, Function]] = {}
        stored = [one.klass for one in self._stored_values(origin_of(owner)) if isinstance(one, Instance)]
        for klass in stored or self.klasses.values():
            method = self.class_member(klass, name)
            if isinstance(method, Function) and method.kind in ("", "fragment"):
                found[method.module, method.index] = (klass, method)
        if not 0 < len(found) <= MAX_CLASSES:
            return None
        receivers = [
            (self.met.setdefault((one.module, one.index), Instance(one, met=True)), m) for one, m in found.values()
        ]
        return self.call_some([self.bound(method, receiver) for receiver, method in receivers], args, at, [Dyn()])

    def call_kept_function(self, func: Value, args: Arguments, at: int) -> Value | None:
        """A call of what is kept in the state: of functions that are stored under its key; None if there are none."""
        found = [value for value in self._stored_values(origin_of(func)) if isinstance(value, Function)]
        return self.call_some(found, args, at, [Dyn()]) if 0 < len(found) <= MAX_CLASSES else None

    def call_some(self, called: Sequence[Value], args: Arguments, at: int, values: list[Value]) -> Value:
        """One of these is called, or something else gives one of `values`."""
        blocks: list[tuple[Step, ...]] = [() for _ in values]
        result = self.fresh()
        for one in called:
            with self.capture() as steps, self.notes.under("some"):
                values.append(self.call(one, args, at))
                self.emit(SetVar(result, term_of(values[-1])))
            blocks.append(tuple(steps))
        self.emit(Choose(tuple(blocks)))
        return self.one_of(values, Var(result)) if values else UNKNOWN

    def _stored_values(self, origin: Origin | None) -> list[Value]:
        """What has been stored under a key so far, alone or in a container: of a dict what a constant names there."""
        found: list[Value] = []
        for store in self.notes.stores if isinstance(origin, Kept) else ():
            value = store.value if isinstance(origin, Kept) and store.key == origin.key else None
            if isinstance(value, Mapping) and isinstance(origin, Kept):
                found.extend(items_at(value, origin.way))
            elif value is not None:
                found.extend(value.items if isinstance(value, Seq) else [value])
        return found

    def _default(self, field: Lib, at: int) -> Value:
        """What a field of a dataclass begins with."""
        factory, default = field.option("default_factory"), field.option("default")
        if factory is not None:
            return self.call(factory, Arguments(), at)
        return default if default is not None else UNKNOWN

    def decorate(self, decorator: Value, value: Value, at: int) -> Value:
        dotted = decorator.dotted.removesuffix("()") if isinstance(decorator, Lib) else ""
        name = dotted.rpartition(".")[2]
        if isinstance(decorator, (Function, Klass, Alternatives, Instance)):
            made = self.call(decorator, Arguments([value]), at)
            return made if not isinstance(made, Dyn) else value
        if isinstance(decorator, BoundBuiltin) and decorator.name == "setter" and isinstance(decorator.owner, Function):
            if isinstance(value, Function):
                ir = self.files.modules[value.module].functions[value.index]
                self.frame.names[f"{ir.name}.setter"] = value
            return decorator.owner
        if isinstance(value, Function):
            if isinstance(decorator, Lib):
                value.marks += (decorator,)
                if dotted == "streamlit.fragment":
                    self.trace.fragments.append(decorator.option("key"))
            value.cached = value.cached or name in CACHES
            value.kind = KINDS.get(name, value.kind)
        return value


CACHES = frozenset(
    {"cache_data", "cache_resource", "cache", "lru_cache", "experimental_memo", "experimental_singleton"}
)
KINDS = {
    "property": "property",
    "cached_property": "property",
    "staticmethod": "static",
    "classmethod": "class",
    "contextmanager": "context",
    "fragment": "fragment",
    "experimental_fragment": "fragment",
    "dialog": "fragment",
    "experimental_dialog": "fragment",
}


def enum_kind(bases: tuple[Value, ...]) -> str:
    """ "enum", "strenum" (a member is its text), or "" for an ordinary class."""
    names = {base.dotted for base in bases if isinstance(base, Lib)}
    if "enum.StrEnum" in names:
        return "strenum"
    inherited = [base.enum for base in bases if isinstance(base, Klass) and base.enum]
    if inherited:
        return inherited[0]
    return "enum" if any(name.startswith("enum.") for name in names) else ""


def class_name(value: Value) -> str:
    """The bare name of an exception class, "" if unknown."""
    if isinstance(value, Lib):
        return value.dotted.rpartition(".")[2].removesuffix("()")
    return ""
