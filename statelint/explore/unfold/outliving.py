"""Stores that outlive their statement elsewhere than in the session state: `global` names, counters, shared objects.

In: what is stored where. Out: Stored facts. An object that the body of an imported module made is one for all sessions;
a variable of a script is a new one in every run.
"""

from __future__ import annotations

from statelint.explore.unfold.base import Workbench
from statelint.explore.unfold.trace import Shared, Stored
from statelint.explore.unfold.values import (
    STORED,
    Dyn,
    Function,
    Instance,
    Klass,
    Known,
    Mapping,
    ModuleValue,
    Seq,
    Value,
)
from statelint.ir.expr import Const, Name
from statelint.ir.stmt import AugAssign

SHARED = (Instance, Mapping, Seq, Klass)
DEPTH = 3  # objects inside objects


class Outliving(Workbench):
    """What is kept, or only seems to be."""

    def note_global(self, module: str, name: str, at: int, value: Value) -> None:
        """A name of a module is set by a function that declares it global, or from outside."""
        if at >= 0:
            self._note("global", name, at, value, module=module)

    def note_count(self, target: Name, stmt: AugAssign) -> None:
        """A number is added to a name that held a constant before."""
        step, before = stmt.value, self.lookup(target.id)
        counts = isinstance(step, Const) and isinstance(step.value, int) and stmt.op in ("+", "-")
        counted = isinstance(before, Known) and isinstance(before.value, int) and target.id not in self.frame.globals
        if counts and counted and target.at >= 0 and not self.trace.spot.loops:
            self._note("counter", target.id, target.at, before)

    def note_shared(self, kind: str, owner: Value, slot: Value, at: int, value: Value | None = None) -> None:
        """An object of an imported module, or that itself, is stored into, or read, under a constant name."""
        if isinstance(owner, ModuleValue) and isinstance(slot, Known):
            if value is not None:
                self.note_global(owner.path, str(slot.value), at, value)
            else:
                self.trace.module_reads.setdefault((owner.path, str(slot.value)), self.here(at))
        elif isinstance(slot, Known) and isinstance(owner, SHARED) and id(owner) in self.trace.shared and at >= 0:
            self._note(kind, str(slot.value), at, value, id(owner))

    def _note(
        self, kind: str, name: str, at: int, value: Value | None, owner: int = 0, module: str | None = None
    ) -> None:
        sources = self.of_value(value) if value is not None else frozenset()
        if isinstance(value, Dyn) and value.ours == STORED and not sources:
            sources |= {""}
        constant = isinstance(value, Known)
        place, home = self.here(at), module or self.frame.module
        self.trace.body.stored.append(Stored(kind, name, place, home, self.trace.spot, sources, owner, constant))

    def share(self, path: str) -> None:
        """Remember the objects that the body of an imported module has made."""
        for name, value in self.module_frames[path].names.items():
            self._share(Shared(path, name), value)

    def share_resource(self, function: Function, value: Value) -> None:
        """Remember what `st.cache_resource` keeps for all sessions."""
        ir = self.files.modules[function.module].functions[function.index]
        if not any(mark.option("scope") not in (None, Known("global")) for mark in function.marks):
            self._share(Shared(function.module, ir.name, ir.at), value)

    def _share(self, shared: Shared, value: Value) -> None:
        """Remember an object and those inside it."""
        pending = [(value, 0)]
        while pending:
            value, depth = pending.pop()
            if not isinstance(value, SHARED) or id(value) in self.trace.shared or not _is_made_in(value, shared):
                continue
            self.trace.shared[id(value)] = shared
            self.alive.append(value)
            inner = value.attrs.values() if isinstance(value, Instance) else ()
            if depth < DEPTH:
                pending.extend((one, depth + 1) for one in inner)


def _is_made_in(value: Value, shared: Shared) -> bool:
    """Classes belong to the module that defines them."""
    return not isinstance(value, Klass) or (value.module == shared.path and shared.function < 0)
