"""Which more files are worth lowering. In: the modules lowered so far, every path. Out: first-party files they need.

Lowering costs far more than this, so a file that names neither Streamlit nor the state is wanted only where a module
that does uses it in a way that can matter to the state (on 80 repositories one more byte for every nine lowered at
first):

* a package on the way to an import, which may only pass names on;
* a name of it is handed to a call, is a `key=`, an index of the state, what a loop runs over or what is stored under a
  key: constants, defaults;
* something is stored on a name of it, which then lasts for all sessions;
* it is called with the state, or stands among modules that use Streamlit and is called: it may lead back to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from statelint.ir.expr import Attr, Call, Expr, Item, Name, Op
from statelint.ir.stmt import Assign, For, Import, ImportName, ModuleIR
from statelint.ir.walk import walk, walk_module
from statelint.project.imports import Resolver, ancestors, folder_of

_LIBRARY = "streamlit"
_STATE = "session_state"


class Closure:
    """Finds them in rounds, among the files `paths`; a module is read once, however many rounds it takes."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._resolver = Resolver(paths)
        self._uses: dict[str, _Uses] = {}

    def missing(self, modules: Sequence[ModuleIR]) -> set[str]:
        """The files to lower next; ask again with them, too, until nothing is missing."""
        uses = self._uses
        uses.update((module.path, _read(module)) for module in modules if module.path not in uses)
        seeds = {path for path, use in uses.items() if any(_LIBRARY in name.module.split(".") for name in use.imports)}
        among = {above for path in seeds for above in ancestors(folder_of(path))}
        wanted: set[str] = set()
        for path, use in uses.items():
            for name in use.imports:
                found = self._resolver.loads(path, name)
                if path in seeds and (name.bound in use.data or name.name == "*"):
                    wanted.update(found)
                elif path in seeds and name.bound in use.called:
                    wanted.update(each for each in found if folder_of(each) in among)
                wanted.update(each for each in found if each.endswith("__init__.py"))
        return wanted.difference(uses)

    def imported(self) -> set[str]:
        """The files that are imported by any module that was read."""
        return {
            path
            for above, use in self._uses.items()
            for name in use.imports
            for path in self._resolver.loads(above, name)
        }


class _Uses:
    """The imports of a module, the names that stand where data of the state can come from, and the names it calls."""

    def __init__(self) -> None:
        self.imports: list[ImportName] = []
        self.data: set[str] = set()
        self.called: set[str] = set()
        self.states: set[str] = {_STATE}

    def assign(self, node: Assign) -> None:
        """Names that something is stored on, names that are stored under a key, other names of the state."""
        for target in node.targets:
            self.data.update(_names(target.obj) if isinstance(target, (Attr, Item)) else ())
            self.data.update(_names(node.value) if self.keeps(target) else ())
            if isinstance(node.value, Attr) and node.value.name == _STATE and isinstance(target, Name):
                self.states.add(target.id)

    def keeps(self, target: Expr) -> bool:
        """Is this a key of the state, by its own name or another?"""
        owner = target.obj if isinstance(target, (Attr, Item)) else None
        return owner.name == _STATE if isinstance(owner, Attr) else isinstance(owner, Name) and owner.id in self.states


def _read(module: ModuleIR) -> _Uses:
    uses = _Uses()
    for node in walk_module(module):
        if isinstance(node, Call):
            uses.called.update(_names(node.func))
            for argument in node.args:
                uses.data.update(_names(argument.value, deep=argument.name == "key"))
                if isinstance(argument.value, Attr) and argument.value.name == _STATE:
                    uses.data.update(_names(node.func))
        elif isinstance(node, Assign):
            uses.assign(node)
        elif isinstance(node, Item):
            uses.data.update(_names(node.index))
        elif isinstance(node, Op) and node.kind in ("in", "not in"):
            uses.data.update(_names(node.operands[0]))
        elif isinstance(node, For):
            uses.data.update(_names(node.iterable, deep=True))
        elif isinstance(node, Import):
            uses.imports.extend(node.names)
    return uses


def _names(expr: Expr, deep: bool = False) -> set[str]:
    """The variable at the root of `a.b.c` or `a.items()`, not of `a()`; with `deep` every variable inside."""
    if deep:
        return {node.id for node in walk(expr) if isinstance(node, Name)}
    if isinstance(expr, Call) and isinstance(expr.func, Attr):
        expr = expr.func
    while isinstance(expr, Attr):
        expr = expr.obj
    return {expr.id} if isinstance(expr, Name) else set()
