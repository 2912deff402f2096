"""Classes and decorators of the project: members, Enums, instances, what a decorator makes of a function."""

from __future__ import annotations

from statelint.explore.unfold.base import Arguments, Workbench
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
    Member,
    Value,
)


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
        setup = self.class_member(klass, "__init__")
        if isinstance(setup, Function):
            self.enter(self.bound(setup, instance), args, at)
            return instance
        instance.attrs.update(
            {name: Dyn(of=value.of) if isinstance(value, Dyn) else value for name, value in args.keywords.items()}
        )
        after = self.class_member(klass, "__post_init__")
        if isinstance(after, Function):
            self.enter(self.bound(after, instance), Arguments(), at)
        if any(not isinstance(base, Klass) for base in klass.bases):
            self.foreign()
        return instance

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
