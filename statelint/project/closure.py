"""Which more files are worth lowering. In: the modules lowered so far and every path. Out: first-party files that they need.

Lowering costs a thousand times what this costs, so a file that names neither Streamlit nor the state is wanted only where a module
that does uses it in a way that can matter to the state (on 80 repositories that is one byte in six of those lowered at first):

* a package on the way to an import, which may only pass names on;
* a name of it is handed to a call, is a `key=`, an index of the state, or what a loop around the state runs over: constants, defaults;
* it is called and stands among modules that use Streamlit: it may lead back to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from statelint.ir.expr import Attr, Call, Expr, Item, Name, Op
from statelint.ir.stmt import Assign, For, ImportName, ModuleIR
from statelint.ir.walk import Node, walk, walk_module
from statelint.project.facts import dotted, imports_of
from statelint.project.imports import Resolver, ancestors, folder_of

_LIBRARY = "streamlit"
_STATE = "session_state"


def missing(modules: Sequence[ModuleIR], paths: Iterable[str]) -> set[str]:
    """The files among `paths` to lower next; call again with them until the set is empty. Files that are no paths never occur."""
    resolver = Resolver(paths)
    lowered = {module.path for module in modules}
    imports = {module.path: imports_of(module) for module in modules}
    seeds = [module for module in modules if any(_LIBRARY in name.module.split(".") for name in imports[module.path])]
    among = {above for module in seeds for above in ancestors(folder_of(module.path))}
    wanted = {
        path
        for module in modules
        for name in imports[module.path]
        for path in resolver.loads(module.path, name)
        if path.endswith("__init__.py")
    }
    for module in seeds:
        data, called = _used(module, imports[module.path])
        for name in imports[module.path]:
            found = resolver.loads(module.path, name)
            if name.bound in data or name.name == "*":
                wanted.update(found)
            elif name.bound in called:
                wanted.update(path for path in found if folder_of(path) in among)
    return wanted - lowered


def _used(module: ModuleIR, imports: Iterable[ImportName]) -> tuple[set[str], set[str]]:
    """The names that stand where data of the state can come from, and the names that are called."""
    aliases = {name.bound for name in imports if name.name == _STATE}
    aliases.update(
        target.id
        for node in walk_module(module)
        if isinstance(node, Assign) and _is_state(node.value, aliases)
        for target in node.targets
        if isinstance(target, Name)
    )
    data: set[str] = set()
    called: set[str] = set()
    for node in walk_module(module):
        if isinstance(node, Call):
            called.update(_root(node.func))
            data.update(root for argument in node.args for root in _root(argument.value))
        for expr in _beside_state(node, aliases):
            data.update(each.id for each in walk(expr) if isinstance(each, Name))
    return data, called


def _beside_state(node: Node, aliases: set[str]) -> list[Expr]:
    """The expressions that say which keys of the state are meant, or what is done with it."""
    if isinstance(node, Item) and _is_state(node.obj, aliases):
        return [node.index]
    if isinstance(node, Op) and node.kind in ("in", "not in") and _is_state(node.operands[1], aliases):
        return [node.operands[0]]
    if isinstance(node, For):
        return [node.iterable] if any(_is_state(each, aliases) for each in walk(node.body)) else []
    if not isinstance(node, Call):
        return []
    beside = [argument.value for argument in node.args if argument.name == "key"]
    values = [argument.value for argument in node.args]
    if isinstance(node.func, Attr) and _is_state(node.func.obj, aliases):
        beside += values
    elif any(_is_state(value, aliases) for value in values):
        beside += [node.func, *values]
    return beside


def _is_state(node: Node, aliases: set[str]) -> bool:
    return (isinstance(node, Attr) and node.name == _STATE) or (isinstance(node, Name) and node.id in aliases)


def _root(expr: Expr) -> tuple[str, ...]:
    name = dotted(expr)
    return name[:1] if name else ()
