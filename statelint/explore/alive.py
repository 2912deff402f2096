"""Which code anything refers to. In: modules, and the files that an app can run. Out: the bodies that may run in it.

What runs in no app is dead. A file that no app leads to belongs to no app that we see; in the files of an app a
function is dead if nothing there that may run names it: no call, no attribute, no text (which `getattr` or a registry
could use), and no decorator that could have kept it. Only names are compared, so what is found dead is dead; what is
not may still be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from statelint.ir.blocks import statements
from statelint.ir.expr import Attr, Const, Expr, Lambda, Name
from statelint.ir.stmt import DefineClass, DefineFunction, FunctionIR, Import, ModuleIR, Stmt
from statelint.ir.walk import Node, walk

Place = tuple[str, int]  # a module and the index of a function in it
BODY = -1  # in place of that index: what runs when the module is imported
# Decorators that keep no function that nobody names.
HARMLESS = frozenset({"staticmethod", "classmethod", "property", "cached_property", "contextmanager", "cache_data"})


def alive(modules: Mapping[str, ModuleIR], reached: Iterable[str]) -> set[Place]:
    """The bodies that something leads to, from the bodies of the files that are reached."""
    pending: list[Place] = [(path, BODY) for path in reached if path in modules]
    found: set[Place] = set()
    named: set[str] = set()
    waiting: dict[str, list[Place]] = {}
    while pending:
        place = path, index = pending.pop()
        if place in found:
            continue
        found.add(place)
        module = modules[path]
        body = _body(module, index)
        for node in body_nodes(module, index):
            if isinstance(node, Lambda):
                pending.append((path, node.function))
            for name in _names(node):
                named.add(name)
                pending.extend(waiting.pop(name, ()))
        for function in _defined(module, body):
            name = module.functions[function].name
            if name in named or _is_kept(module.functions[function]):
                pending.append((path, function))
            else:
                waiting.setdefault(name, []).append((path, function))
    return found


def body_nodes(module: ModuleIR, index: int) -> Iterator[Node]:
    """Every node that one body evaluates: its own, those of its classes, decorators and defaults of its functions."""
    return _nodes(module, _body(module, index))


def _body(module: ModuleIR, index: int) -> tuple[Stmt, ...]:
    return module.body if index == BODY else module.functions[index].body


def _nodes(module: ModuleIR, body: tuple[Stmt, ...]) -> Iterator[Node]:
    yield from walk(body)
    for statement in statements(body):
        if isinstance(statement, DefineFunction):
            function = module.functions[statement.function]
            yield from walk(function.decorators)
            yield from walk(tuple(param.default for param in function.params if param.default is not None))
        elif isinstance(statement, DefineClass):
            cls = module.classes[statement.cls]
            yield from walk((*cls.decorators, *cls.bases, *cls.keywords))
            yield from _nodes(module, cls.body)


def _names(node: Node) -> Iterator[str]:
    if isinstance(node, Name):
        yield node.id
    elif isinstance(node, Attr):
        yield node.name
    elif isinstance(node, Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, Import):
        yield from (each.name for each in node.names if each.name and each.name != each.bound)


def _defined(module: ModuleIR, body: tuple[Stmt, ...]) -> Iterator[int]:
    """The functions that a body and its classes define."""
    for statement in statements(body):
        if isinstance(statement, DefineFunction):
            yield statement.function
        elif isinstance(statement, DefineClass):
            yield from _defined(module, module.classes[statement.cls].body)


def _is_kept(function: FunctionIR) -> bool:
    """Whether something may hold the function although nothing names it: Python itself, or a decorator."""
    return function.name.startswith("__") or not all(_last(each) in HARMLESS for each in function.decorators)


def _last(decorator: Expr) -> str:
    return decorator.name if isinstance(decorator, Attr) else decorator.id if isinstance(decorator, Name) else ""
