"""Python's own functions and the methods of values that we know: what they give, what they change."""

from __future__ import annotations

from collections.abc import Callable

from statelint.explore.program import Branch, Exit, Leaf, SetVar, Touch
from statelint.explore.terms import AnyKey, HasKey, IsInstance, Lit, Negated, Some, Var
from statelint.explore.unfold.access import changes
from statelint.explore.unfold.base import Arguments
from statelint.explore.unfold.classes import class_name
from statelint.explore.unfold.iterables import Iterables
from statelint.explore.unfold.loops import element_of, values_under
from statelint.explore.unfold.texts import text_method, text_term
from statelint.explore.unfold.values import (
    OURS,
    STORED,
    UNKNOWN,
    Dyn,
    Frame,
    Instance,
    KeyName,
    Klass,
    Known,
    Lib,
    Mapping,
    ModuleValue,
    Navigation,
    Seq,
    State,
    Super,
    Suppress,
    Value,
    alternatives,
    origin,
    term_of,
)


class Builtins(Iterables):
    """Built-in functions by name, methods of constants and containers."""

    # ---- getattr and its family ----
    def get_attribute(self, args: Arguments, at: int) -> Value:
        owner, name, *default = [*args.positional, UNKNOWN, UNKNOWN][: max(2, len(args.positional))]
        if isinstance(owner, State) and default:
            return self.call_state_method("get", Arguments([name, default[0]]), at, "")
        if isinstance(name, Known):
            return self.attribute(owner, str(name.value), at)
        if isinstance(owner, State):
            self.emit(self.touch("read", name, at, "attr"))
            return UNKNOWN
        return OURS if isinstance(owner, (Instance, ModuleValue, Klass)) else UNKNOWN

    def set_attribute(self, args: Arguments, at: int) -> Value:
        owner, name, value = [*args.positional, UNKNOWN, UNKNOWN, UNKNOWN][:3]
        if isinstance(owner, State):
            self.emit(self.touch("write", name, at, "attr", value))
        elif isinstance(name, Known):
            self.store_attribute(owner, str(name.value), value, at)
        return Known(None)

    def delete_named(self, args: Arguments, at: int) -> Value:
        owner, name = [*args.positional, UNKNOWN, UNKNOWN][:2]
        if isinstance(owner, State):
            self.emit(self.touch("delete", name, at, "attr"))
        return Known(None)

    def has_attribute(self, args: Arguments, at: int) -> Value:
        owner, name = [*args.positional, UNKNOWN, UNKNOWN][:2]
        return Dyn(HasKey(self.touch("test", name, at).key)) if isinstance(owner, State) else Dyn()

    # ---- values ----
    def as_text(self, args: Arguments, at: int) -> Value:
        return self.text(args.positional[:1]) if args.positional else Known("")

    def all_of(self, args: Arguments, at: int) -> Value:
        return self._quantified(args, when=False)

    def any_of(self, args: Arguments, at: int) -> Value:
        return self._quantified(args, when=True)

    def _quantified(self, args: Arguments, when: bool) -> Value:
        items = self.items_of(args.positional[0]) if args.positional else None
        if items is None:
            return Dyn(Some(none=False))
        result = self.fresh()
        self.emit(SetVar(result, Lit(not when)))
        for item in items:
            decide = (SetVar(result, Lit(when)),)
            leaf = Leaf(term_of(item), (), self.here(-1))
            self.emit(Branch(leaf, decide, ()) if when else Branch(leaf, (), decide))
        return Dyn(Var(result))

    # ---- running things ----
    def run_coroutine(self, args: Arguments, at: int) -> Value:
        """A coroutine's body was written where it was called; running it gives its value."""
        self.foreign()
        return args.positional[0] if args.positional else UNKNOWN

    def super_of(self, args: Arguments, at: int) -> Value:
        """`super()`: the bases of the class whose body holds the running method."""
        frame: Frame | None = self.frame
        while frame is not None and (frame.parent is None or frame.parent.kind != "class"):
            frame = frame.parent
        if frame is None or frame.parent is None or frame.receiver is None:
            return OURS
        klass = self.klasses.get(id(frame.parent))
        return Super(klass, frame.receiver) if klass is not None else OURS

    def suppressing(self, args: Arguments, at: int) -> Value:
        return Suppress(tuple(class_name(value) or "?" for value in args.positional))

    def leave(self, args: Arguments, at: int) -> Value:
        self.emit(Exit("raise", name="SystemExit"))
        return UNKNOWN

    def is_instance(self, args: Arguments, at: int) -> Value:
        value, kinds = [*args.positional, UNKNOWN, UNKNOWN][:2]
        listed = kinds.items if isinstance(kinds, Seq) else [kinds]
        for kind in listed:
            self.compare("isinstance", value, kind, at)
        named = all(isinstance(kind, (Klass, Lib)) and kind != Lib("types.NoneType") for kind in listed)
        return Dyn(IsInstance(term_of(value))) if named else Dyn(Some(none=False))

    def truth_value(self, args: Arguments, at: int) -> Value:
        if not args.positional:
            return Known(False)
        term = term_of(args.positional[0])
        return Known(bool(term.value)) if isinstance(term, Lit) else Dyn(Negated(Negated(term)))

    def type_of(self, args: Arguments, at: int) -> Value:
        given = args.positional[0] if args.positional else UNKNOWN
        if isinstance(given, Instance) and len(args.positional) == 1:
            return given.klass
        return Dyn(Some(none=False), of=self.view(args.positional, "type"))

    def copied(self, args: Arguments, at: int) -> Value:
        return copy_of(args.positional[0] if args.positional else UNKNOWN, deep=False)

    def deep_copied(self, args: Arguments, at: int) -> Value:
        return copy_of(args.positional[0] if args.positional else UNKNOWN, deep=True)

    def plain(self, args: Arguments, at: int) -> Value:
        return Dyn(Some(none=False))

    # ---- methods of known values ----
    def call_builtin_method(self, owner: Value, name: str, args: Arguments, at: int) -> Value:
        self.called_on(owner, name, args, at)
        if name == "get" and args.positional:
            self.note_shared("read", owner, args.positional[0], at)
        if isinstance(owner, Navigation) and name == "run":
            return self.run_navigation(owner, at)
        if isinstance(owner, Mapping):
            return self._mapping_method(owner, name, args)
        if isinstance(owner, (Known, KeyName)):
            return text_method(owner, name, args)
        if isinstance(owner, Dyn) and name not in self.files.methods and (term := text_term(owner.term, name, args)):
            self.foreign()
            return Dyn(term, of=self.result_of(owner, name, args, at))
        if isinstance(owner, (Seq, Mapping)) and changes(owner, name):
            self._change(owner, name, args)
            return UNKNOWN
        ours = isinstance(owner, Dyn) and name in self.files.methods
        if ours and origin(owner) == STORED and (value := self.call_kept(owner, name, args, at)) is not None:
            return value
        self.hand_over(args.all())
        if ours:
            # An object of the project that was kept in the state: it may set any key, and delete any, but need not.
            self.emit(Touch("discard", AnyKey(), self.here(at)))
            self.emit(Touch("hint", AnyKey(), self.here(at), kind="unresolved-call"))
        self.foreign()
        return Dyn(ours=origin(owner), of=self.result_of(owner, name, args, at))

    def _change(self, owner: Seq | Mapping, name: str, args: Arguments) -> None:
        if isinstance(owner, Seq) and name in ("append", "add") and args.positional:
            owner.items.append(args.positional[0])
        owner.complete = False

    def _mapping_method(self, owner: Mapping, name: str, args: Arguments) -> Value:
        if name == "items":
            return Seq("list", [Seq("tuple", [k, v]) for k, v in owner.items], owner.complete)
        if name in ("keys", "values"):
            return Seq("list", [k if name == "keys" else v for k, v in owner.items], owner.complete)
        if name == "copy":
            return Mapping(list(owner.items), owner.complete)
        if name == "get" and args.positional:
            default = args.positional[1] if len(args.positional) > 1 else Known(None)
            if isinstance(args.positional[0], Known) and owner.complete:
                return next((v for k, v in owner.items if k == args.positional[0]), default)
            return alternatives([element_of(values_under(owner, args.positional[0])), default])
        if changes(owner, name):
            owner.complete = False
            owner.items.extend((Known(k), v) for k, v in args.keywords.items())
        return Dyn()


def copy_of(value: Value, deep: bool) -> Value:
    """Another object of the same value; a deep copy shares nothing with it."""
    if isinstance(value, Seq):
        return Seq(value.kind, [copy_of(one, deep) if deep else one for one in value.items], value.complete)
    if isinstance(value, Mapping):
        pairs = [(key, copy_of(one, deep) if deep else one) for key, one in value.items]
        return Mapping(pairs, value.complete, value.guards)
    return Dyn(value.term, value.ours) if isinstance(value, Dyn) else value


BUILTIN_CALLS: dict[str, Callable[[Builtins, Arguments, int], Value]] = {
    "builtins.getattr": Builtins.get_attribute,
    "builtins.setattr": Builtins.set_attribute,
    "builtins.delattr": Builtins.delete_named,
    "builtins.hasattr": Builtins.has_attribute,
    "builtins.list": Builtins.as_list,
    "builtins.tuple": Builtins.as_tuple,
    "builtins.set": Builtins.as_set,
    "builtins.frozenset": Builtins.as_set,
    "builtins.sorted": Builtins.as_list,
    "builtins.reversed": Builtins.backwards,
    "builtins.iter": Builtins.as_iterator,
    "builtins.dict": Builtins.as_dict,
    "builtins.enumerate": Builtins.numbered,
    "builtins.zip": Builtins.zipped,
    "builtins.range": Builtins.counted,
    "builtins.len": Builtins.length,
    "builtins.str": Builtins.as_text,
    "builtins.all": Builtins.all_of,
    "builtins.any": Builtins.any_of,
    "builtins.map": Builtins.mapped,
    "builtins.filter": Builtins.filtered,
    "builtins.isinstance": Builtins.is_instance,
    "builtins.bool": Builtins.truth_value,
    "builtins.print": Builtins.plain,
    "builtins.callable": Builtins.plain,
    "builtins.type": Builtins.type_of,
    "builtins.super": Builtins.super_of,
    "contextlib.suppress": Builtins.suppressing,
    "builtins.exit": Builtins.leave,
    "builtins.quit": Builtins.leave,
    "sys.exit": Builtins.leave,
    "asyncio.run": Builtins.run_coroutine,
    "copy.copy": Builtins.copied,
    "copy.deepcopy": Builtins.deep_copied,
    "types.MappingProxyType": Builtins.run_coroutine,
}
