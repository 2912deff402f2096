"""Names that the text of a module binds. In: statements, a ModuleIR. Out: names, and how often they are bound.

    initialize_session_state()        defined nowhere, imported from nowhere: NameError, nothing behind it runs

A name bound anywhere in the file counts as bound everywhere in it, and a file that imports `*` or looks into its own
namespace may bind any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from statelint.ir.blocks import statements
from statelint.ir.expr import Attr, Clause, Collection, Expr, Name, Starred, Walrus
from statelint.ir.stmt import (
    Assign,
    AugAssign,
    DefineClass,
    DefineFunction,
    For,
    Handler,
    Import,
    ModuleIR,
    Stmt,
    With,
)
from statelint.ir.walk import walk_module

# What makes names that the text does not spell; `_` is what gettext installs among the builtins.
REFLECTION = frozenset({"exec", "globals", "locals", "vars", "builtins", "__builtins__", "__dict__"})
INSTALLED = frozenset({"_"})


def bound_names(stmt: Stmt) -> list[str]:
    """Names that one statement binds itself (not those of statements inside it)."""
    targets: list[Expr] = []
    if isinstance(stmt, Assign):
        targets = list(stmt.targets)
    elif isinstance(stmt, (AugAssign, For)):
        targets = [stmt.target]
    elif isinstance(stmt, With):
        targets = [item.target for item in stmt.items if item.target is not None]
    elif isinstance(stmt, Import):
        return [name.bound for name in stmt.names if name.bound]
    return [name for target in targets for name in assigned(target)]


def assigned(target: Expr) -> Iterator[str]:
    """The names that a target binds, those in nested tuples and lists too."""
    if isinstance(target, Name):
        yield target.id
    elif isinstance(target, Starred):
        yield from assigned(target.value)
    elif isinstance(target, Collection):
        for item in target.items:
            yield from assigned(item)


def global_bindings(module: ModuleIR) -> dict[str, int]:
    """How often the text of a module binds each of its global names; `global` in a function counts as one more."""
    count: Counter[str] = Counter()
    for stmt in statements(module.body):
        count.update(bound_names(stmt) * (2 if isinstance(stmt, For) else 1))
        if isinstance(stmt, DefineFunction):
            count[module.functions[stmt.function].name] += 1
        elif isinstance(stmt, DefineClass):
            count[module.classes[stmt.cls].name] += 1
    for function in module.functions:
        count.update(function.globals)
    return dict(count)


def names_of(module: ModuleIR) -> frozenset[str] | None:
    """The names that the module binds somewhere; None if it may bind any."""
    found = set(INSTALLED)
    for function in module.functions:
        found.update((function.name, *function.locals, *function.globals, *function.nonlocals))
    found.update(cls.name for cls in module.classes)
    bodies: Sequence[Sequence[Stmt]] = (module.body, *(cls.body for cls in module.classes))
    found.update(name for body in bodies for stmt in statements(body) for name in bound_names(stmt))
    for node in walk_module(module):
        if isinstance(node, Import) and any(name.name == "*" for name in node.names):
            return None
        if isinstance(node, (Name, Attr)) and (node.id if isinstance(node, Name) else node.name) in REFLECTION:
            return None
        if isinstance(node, (Walrus, Clause)):
            found.update(assigned(node.target))
        elif isinstance(node, Handler) and node.name:
            found.add(node.name)
    return frozenset(found)
