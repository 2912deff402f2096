"""What is known of the values under a key, from everything that the app stores there.

In: the notes of an unfolded app. Out: kinds of containers, places, ways in which a place is reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from statelint.explore.observations import Site
from statelint.explore.terms import AnyKey, Exact, OneOf, SiteRef
from statelint.explore.unfold import Unfolded
from statelint.explore.unfold.base import Files
from statelint.explore.unfold.notes import Change, Compared, Notes, Removal, Store, Use
from statelint.explore.unfold.origins import Kept, Made
from statelint.explore.unfold.paths import Context, Path, contexts
from statelint.explore.unfold.values import Frame, Instance, Klass, Known, Mapping, Member, Seq, Value, origin_of
from statelint.ir.stmt import Stmt
from statelint.project.model import App
from statelint.streamlit_api.loader import nearest

KINDS = {
    "collections.deque": "deque",
    "collections.defaultdict": "dict",
    "collections.OrderedDict": "dict",
    "collections.Counter": "dict",
}


class Facts:
    """Questions about one app."""

    def __init__(self, app: App, unfolded: Unfolded, files: Files) -> None:
        self.entry = app.entry
        self.quiet = app.quiet
        self.pages = app.pages
        self.settings = app.settings
        major, minor = nearest(app.settings.target_streamlit).split(".")
        self.release = (int(major), int(minor))
        self.notes: Notes = unfolded.notes
        self.trace = unfolded.trace
        self.elements = unfolded.program.elements
        self.files = files

    def site(self, ref: SiteRef) -> Site:
        return Site(ref[0], self.files.modules[ref[0]].span(ref[1]))

    def ways(self, path: Path) -> list[Context]:
        """Every way of getting to a place."""
        return contexts(path, self.notes.callers)

    @cached_property
    def stores(self) -> dict[str, list[Store]]:
        """What the app puts under each constant key."""
        found: dict[str, list[Store]] = {}
        for store in self.notes.stores:
            names = (store.key.name,) if isinstance(store.key, Exact) else ()
            for name in store.key.names if isinstance(store.key, OneOf) else names:
                found.setdefault(name, []).append(store)
        return found

    @cached_property
    def removals(self) -> dict[str, list[Removal]]:
        """Where the app deletes each constant key; "" for all of them at once."""
        found: dict[str, list[Removal]] = {}
        for one in self.notes.removals:
            name = one.key.name if isinstance(one.key, Exact) else "" if one.key == AnyKey() else None
            if name is not None:
                found.setdefault(name, []).append(one)
        return found

    def superseded(self, key: str, note: Store | Change) -> bool:
        """Is what is stored here always deleted, or stored over, later in the same run?"""
        later: list[Removal | Store] = [*self.removals.get(key, ()), *self.removals.get("", ())]
        later += [store for store in self.stores.get(key, ()) if store.op == "write" and len(self.stores[key]) > 1]
        later = [one for one in later if one.order > note.order]
        if not later:
            return False
        ways = self.ways(note.path)
        return any(
            bool(ways) and all(any(way.within(other) for other in self.ways(one.path)) for way in ways) for one in later
        )

    def dominated(self, note: Compared | Use, stores: Sequence[Store | Change]) -> bool:
        """Has every run that gets here stored the value anew, so that nothing of an earlier run is met?"""
        fresh = [one for one in stores if isinstance(one, Change) or one.op == "write"]
        fresh = [one for one in fresh if one.order < note.order]
        ways = self.ways(note.path)
        return not ways or all(any(way.within(other) for one in fresh for other in self.ways(one.path)) for way in ways)

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """Where what is kept under each constant key is gone through or read from."""
        found: dict[str, list[Use]] = {}
        for one in self.notes.uses:
            if isinstance(one.kept.key, Exact) and not one.kept.way:
                found.setdefault(one.kept.key.name, []).append(one)
        return found

    @cached_property
    def options(self) -> dict[int, list[Value]]:
        """What each element lets the user choose from, where that is known."""
        given = ((one.element, one.given.get("options")) for body in self.trace.bodies for one in body.drawn)
        return {element: choices(options) for element, options in given}

    @cached_property
    def drawn(self) -> frozenset[str]:
        """The constant keys of elements."""
        return frozenset(element.key for element in self.elements if element.key is not None)

    def is_drawn(self, key: str) -> bool:
        return key in self.drawn

    def row(self, path: str, at: int) -> int:
        return self.files.modules[path].span(at).row

    def body_of(self, frame: Frame) -> tuple[Stmt, ...]:
        """The statements that run in a frame."""
        module = self.files.modules[frame.module]
        return module.body if frame.kind == "module" or frame.function < 0 else module.functions[frame.function].body

    def class_name(self, klass: Klass) -> str:
        return self.files.modules[klass.module].classes[klass.index].name

    def class_site(self, klass: Klass) -> Site:
        return self.site((klass.module, self.files.modules[klass.module].classes[klass.index].at))

    def kept(self, box: Kept) -> list[Value]:
        """What the app may have put there, as far as it is known."""
        stores = self.stores.get(box.key.name, ()) if isinstance(box.key, Exact) else ()
        return [value for store in stores if store.op != "augment" for value in inside(store.value, box.way)]

    def kinds(self, box: Kept) -> set[str]:
        """The kinds of what may be kept there: "list", "dict" …, "?" for what is not known."""
        return {kind_of(value) for value in self.kept(box)}


def fresh_every_run(facts: Facts, note: Store | Change) -> bool:
    """Does every run of a script store this anew, so that nothing of an earlier run is left?"""
    if isinstance(note, Change) or note.op != "write":
        return False
    return any(way.root.kind == "script" and not way.conditions for way in facts.ways(note.path))


def inside(value: Value | None, way: tuple[str, ...]) -> list[Value]:
    """What may be found inside a value, following the way."""
    if not way:
        return [value] if value is not None else []
    step, rest = way[0], way[1:]
    inner: list[Value] = []
    if isinstance(value, Instance) and step[:1] == ".":
        inner = [value.attrs[step[1:]]] if step[1:] in value.attrs else []
    elif isinstance(value, Mapping):
        inner = [worth for key, worth in value.items if step[:1] in "*?" or key == Known(step)]
    elif isinstance(value, Seq) and step[:1] in "*?":
        inner = value.items
    return [found for one in inner for found in inside(one, rest)]


def choices(options: Value | None) -> list[Value]:
    """What the options of an element are, as far as that is known."""
    if isinstance(options, Klass):
        return [value for value in options.frame.names.values() if isinstance(value, Member)]
    return options.items if isinstance(options, Seq) else []


def kind_of(value: Value | None) -> str:
    """The kind of container that a value is, "?" if it is unknown, "" for None and other values."""
    if isinstance(value, Seq):
        return value.kind
    if isinstance(value, Mapping):
        return "dict"
    if isinstance(value, Known):
        return ""
    of = origin_of(value)
    if isinstance(of, Made) and of.called:
        return KINDS.get(of.dotted, "?")
    return "?"
