"""What lives shorter than it seems, or longer: variables of scripts, objects of modules, flags that open dialogs.

In: a Graph. Out: PlainVariables, SharedValues, StuckDialogs.
"""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.circumstances.graph import CALLBACKS, Graph
from statelint.explore.circumstances.leaving import Leavings
from statelint.explore.circumstances.model import PlainVariable, SharedValue, StuckDialog
from statelint.explore.circumstances.owners import Owners
from statelint.explore.site import Site
from statelint.explore.terms import SiteRef
from statelint.explore.unfold.bound_callbacks import free_names
from statelint.explore.unfold.dialogs import DIALOGS
from statelint.explore.unfold.trace import Body, Entry, Stored
from statelint.explore.unfold.values import Known
from statelint.ir.expr import IfElse, Name
from statelint.ir.stmt import Assign, AugAssign, If, ModuleIR
from statelint.ir.walk import walk, walk_module

REMOVING = ("delete", "discard", "pop", "clear", "augment")


class Lifetimes:
    """How long things last."""

    def __init__(self, graph: Graph, leavings: Leavings, owners: Owners) -> None:
        self.graph = graph
        self.leavings = leavings
        self.owners = owners
        self.callbacks = graph.reach((CALLBACKS,), lambda entry: entry.how == "call")
        self.session = graph.reach(
            (CALLBACKS, *(number for number in graph.scripts if graph.bodies[number].kind == "script"))
        )
        self.scripts = {body.path for body in graph.bodies if body.kind == "script"}

    # ---- variables of a script ----
    def variables(self) -> Iterator[PlainVariable]:
        for number, body in enumerate(self.graph.bodies):
            for stored in body.stored:
                module = self.graph.files.modules[stored.at[0]]
                begun = binding(module, stored.name)
                if stored.at[0] not in self.scripts or stored.home != stored.at[0] or begun < 0:
                    continue
                if stored.kind == "global" and number in self.callbacks and read_in_body(module, stored.name):
                    function = self.graph.function(body)
                elif stored.kind == "counter" and self._clicked(stored) and self._alone(stored):
                    function = ""
                else:
                    continue
                places = self.graph.site(stored.at), function, self.graph.site((module.path, begun))
                yield PlainVariable(stored.name, *places)

    def _clicked(self, stored: Stored) -> bool:
        """Is it reached under clicks, and nothing else?"""
        asked = stored.spot.asked
        return bool(asked) and asked <= self.leavings.triggers

    def _alone(self, stored: Stored) -> bool:
        """Does the text of the module add to the name in one place only?"""
        nodes = walk_module(self.graph.files.modules[stored.at[0]])
        targets = (node.target for node in nodes if isinstance(node, AugAssign))
        return sum(isinstance(target, Name) and target.id == stored.name for target in targets) == 1

    # ---- objects and names of modules ----
    def named(self) -> Iterator[SharedValue]:
        """Names of imported modules that are set to a user's value, and read by what a session runs."""
        for number, body in enumerate(self.graph.bodies):
            for stored in body.stored if number in self.session else ():
                module = self.graph.files.modules.get(stored.home)
                if stored.kind != "global" or module is None or stored.home in self.scripts:
                    continue
                made, read = binding(module, stored.name), self._read(module, stored)
                if made < 0 or read is None or not self._of_a_user(stored, number) or asks_first(module, body, stored):
                    continue
                places = self.graph.site(stored.at), self.graph.site(read)
                yield SharedValue(stored.name, self.graph.site((module.path, made)), "", *places)

    def _read(self, module: ModuleIR, stored: Stored) -> SiteRef | None:
        """Where a session reads the name."""
        for number in self.session:
            body = self.graph.bodies[number]
            if body.path == module.path and body.function >= 0 and stored.name in free_names(module, body.function):
                nodes = walk(module.functions[body.function].body)
                places = (node.at for node in nodes if isinstance(node, Name) and node.id == stored.name)
                found = next((at for at in places if (module.path, at) != stored.at and at >= 0), None)
                if found is not None:
                    return module.path, found
        return self.graph.trace.module_reads.get((module.path, stored.name))

    def shared(self) -> Iterator[SharedValue]:
        objects = [
            (stored, number) for number, body in enumerate(self.graph.bodies) for stored in body.stored if stored.owner
        ]
        reads = [stored for stored, number in objects if stored.kind == "read" and number in self.session]
        for stored, number in objects:
            if stored.kind != "object" or number not in self.session or not self._of_a_user(stored, number):
                continue
            same = (one for one in reads if (one.owner, one.name) == (stored.owner, stored.name))
            read = next((one for one in same if one.at != stored.at), None)
            shared = self.graph.trace.shared[stored.owner]
            made = shared.function
            if made < 0 and shared.path not in self.scripts:
                made = binding(self.graph.files.modules[shared.path], shared.name)
            if read is not None and made >= 0:
                places = self.graph.site(stored.at), self.graph.site(read.at)
                yield SharedValue(shared.name, self.graph.site((shared.path, made)), stored.name, *places)

    def _of_a_user(self, stored: Stored, number: int) -> bool:
        """Does the value come from a widget or the state, or is it a constant that tells what a user did?"""
        acted = number in self.callbacks or self.leavings.fired(stored.spot.asked)
        personal = any(isinstance(one, int) or self.owners.is_personal(one) for one in stored.sources)
        return personal or (stored.constant and acted)

    # ---- dialogs ----
    def dialogs(self) -> Iterator[StuckDialog]:
        for entry in (entry for body in self.graph.bodies for entry in body.entries):
            if entry.at[1] < 0 or not self.graph.marked(entry.callee, *DIALOGS):
                continue
            marks = self.graph.bodies[entry.callee].marks
            keys = [key for key in entry.spot.asked if isinstance(key, str) and key]
            if len(keys) != 1 or len(entry.spot.asked) != 1 or any(mark.option("on_dismiss") for mark in marks):
                continue
            if self._only_set(keys[0]):
                function = self.graph.function(self.graph.bodies[entry.callee])
                yield StuckDialog(keys[0], function, self._end(entry), self.graph.site(entry.at))

    def _only_set(self, key: str) -> bool:
        """Is one true constant all that is stored under the key once a session has begun?"""
        uses = [use for body in self.graph.bodies for use in body.uses if use.key in (key, "")]
        if any(use.op in REMOVING for use in uses) or any(use.op == "write" and not use.key for use in uses):
            return False
        stores = [use for use in uses if use.op == "write" and key not in use.spot.absent]
        drawn = (one.given.get("key") for body in self.graph.bodies for one in body.drawn)
        true = {use.value for use in stores if isinstance(use.value, Known) and use.value.value}
        return len(true) == 1 and all(use.value in true for use in stores) and Known(key) not in drawn

    def _end(self, entry: Entry) -> Site:
        """The rerun at which the dialog is done, else where it is called."""
        for number in self.graph.reach((entry.callee,)):
            for leave in self.graph.bodies[number].leaves:
                if leave.kind == "rerun" and leave.at[1] >= 0:
                    return self.graph.site(leave.at)
        return self.graph.site(entry.at)


def asks_first(module: ModuleIR, body: Body, stored: Stored) -> bool:
    """Does the function that sets the name ask for it, or for another that it sets, as a cache of one item does?"""
    if body.path != module.path or body.function < 0:
        return False
    function = module.functions[body.function]
    tests = (stmt.test for stmt in walk(function.body) if isinstance(stmt, (If, IfElse)))
    return any(isinstance(node, Name) and node.id in function.globals for test in tests for node in walk(test))


def binding(module: ModuleIR, name: str) -> int:
    """Where the body of a module binds a name on every run of it; -1 if it does not."""
    for stmt in module.body:
        for target in stmt.targets if isinstance(stmt, Assign) else ():
            if isinstance(target, Name) and target.id == name:
                return target.at
    return -1


def read_in_body(module: ModuleIR, name: str) -> bool:
    """Does the body of a module itself read the name?"""
    targets = {id(target) for stmt in walk(module.body) if isinstance(stmt, Assign) for target in stmt.targets}
    return any(isinstance(node, Name) and node.id == name and id(node) not in targets for node in walk(module.body))
