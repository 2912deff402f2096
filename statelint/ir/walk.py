"""Walks over the IR. In: statements, expressions or a module. Out: their nodes, parents first, in evaluation order.

`walk` stays inside one body: a def, a lambda or a class is one node, its body is reached through its index.
`walk_module` visits every body once. Both are iterative: a program may be nested as deep as its parser allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from statelint.ir import expr, stmt
from statelint.ir.expr import Arg, Clause, Expr
from statelint.ir.stmt import Handler, ModuleIR, Stmt, WithItem

Node = Expr | Stmt | Arg | Clause | Handler | WithItem

# The fields that hold nodes, in the order in which Python evaluates them; every node type is listed.
_FIELDS: dict[type, tuple[str, ...]] = {
    expr.Const: (),
    expr.Name: (),
    expr.Attr: ("obj",),
    expr.Item: ("obj", "index"),
    expr.Arg: ("value",),
    expr.Call: ("func", "args"),
    expr.Starred: ("value",),
    expr.Collection: ("items",),
    expr.Dict: ("items",),
    expr.Lambda: (),
    expr.FString: ("parts",),
    expr.Op: ("operands",),
    expr.Bool: ("operands",),
    expr.Not: ("operand",),
    expr.IfElse: ("test", "then", "other"),
    expr.Walrus: ("value", "target"),
    expr.Clause: ("iterable", "target", "tests"),
    expr.Comprehension: ("clauses", "element", "value"),
    expr.Await: ("value",),
    expr.Yield: ("value",),
    expr.Opaque: ("parts",),
    stmt.Do: ("value",),
    stmt.Assign: ("value", "targets"),
    stmt.AugAssign: ("target", "value"),
    stmt.Delete: ("targets",),
    stmt.If: ("test", "body", "orelse"),
    stmt.While: ("test", "body", "orelse"),
    stmt.For: ("iterable", "target", "body", "orelse"),
    stmt.Handler: ("type", "body"),
    stmt.Try: ("body", "handlers", "orelse", "final"),
    stmt.WithItem: ("context", "target"),
    stmt.With: ("items", "body"),
    stmt.Return: ("value",),
    stmt.Raise: ("value", "cause"),
    stmt.Break: (),
    stmt.Continue: (),
    stmt.Import: (),
    stmt.DefineFunction: (),
    stmt.DefineClass: (),
}
_STATEMENTS = frozenset({"body", "orelse", "handlers", "final"})
_EXPRESSIONS = {kind: tuple(name for name in fields if name not in _STATEMENTS) for kind, fields in _FIELDS.items()}

# Children last to first, as a stack wants them: the value of the only field, or the values of several.
_ONLY_CHILD = {kind: attrgetter(*fields) for kind, fields in _FIELDS.items() if len(fields) == 1}
_CHILDREN: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    kind: attrgetter(*reversed(fields)) for kind, fields in _FIELDS.items() if len(fields) > 1
}


def walk(root: Node | tuple[Node, ...]) -> Iterator[Node]:
    """Every node of `root`, itself included, without entering functions and classes."""
    return _walk(root)


def expressions(statement: Stmt) -> Iterator[Expr]:
    """Every expression that belongs to the statement itself, not to the statements inside it."""
    nodes = _walk(tuple(getattr(statement, name) for name in _EXPRESSIONS[type(statement)]))
    return (node for node in nodes if not isinstance(node, (Arg, Clause, WithItem)))


def walk_module(module: ModuleIR) -> Iterator[Node]:
    """Every node of every body: the module's, its classes' and its functions', with decorators, bases and defaults."""
    classes = tuple((cls.decorators, cls.bases, cls.keywords, cls.body) for cls in module.classes)
    functions = tuple(
        (function.decorators, tuple(param.default for param in function.params), function.body)
        for function in module.functions
    )
    return _walk((module.body, classes, functions))


def _walk(root: Any) -> Iterator[Any]:
    """Tuples, however deep, stand for their items; None for nothing."""
    pending = [root]
    while pending:
        node = pending.pop()
        kind = type(node)
        if kind is tuple:
            pending.extend(node[::-1])
        elif node is not None:
            yield node
            if kind in _CHILDREN:
                pending.extend(_CHILDREN[kind](node))
            elif kind in _ONLY_CHILD:
                pending.append(_ONLY_CHILD[kind](node))
