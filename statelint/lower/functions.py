"""In: `def`, `lambda` and `class`. Out: FunctionIR and ClassIR in the walk's tables, and what refers to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from statelint.ir.expr import Expr, Lambda, Starred
from statelint.ir.stmt import ClassIR, DefineClass, DefineFunction, FunctionIR, Param, Return, Stmt
from statelint.lower.expressions import arguments
from statelint.lower.walk import Scope, Walk


def define_function(walk: Walk, node: cst.FunctionDef, out: list[Stmt]) -> None:
    """Decorators and defaults belong to the scope around; then the body has a scope of its own."""
    decorators = _decorators(walk, node.decorators)
    params = _params(walk, node.params)
    index = len(walk.functions)
    walk.functions.append(None)
    name = node.name.value
    outer = walk.scope
    outer.bound[name] = None
    walk.scope = scope = _function_scope(f"{outer.prefix}{name}", params)
    body = walk.block(node.body)
    walk.scope = outer
    walk.functions[index] = FunctionIR(
        name,
        outer.prefix + name,
        params,
        body,
        decorators,
        scope.locals(),
        tuple(scope.globals),
        tuple(scope.nonlocals),
        node.asynchronous is not None,
        scope.is_generator,
        walk.at(node.name),
        walk.at(node),
    )
    out.append(DefineFunction(index, walk.at(node)))


def lambda_(walk: Walk, node: cst.Lambda) -> Expr:
    """A function whose body is one Return."""
    params = _params(walk, node.params)
    index = len(walk.functions)
    walk.functions.append(None)
    outer = walk.scope
    qualname = f"{outer.prefix}<lambda>"
    walk.scope = scope = _function_scope(qualname, params)
    body = (Return(walk.expr(node.body), walk.at(node.body)),)
    walk.scope = outer
    at = walk.at(node)
    walk.functions[index] = FunctionIR(
        "<lambda>",
        qualname,
        params,
        body,
        locals=scope.locals(),
        is_generator=scope.is_generator,
        at=at,
        body_at=at,
    )
    return Lambda(index, at)


def define_class(walk: Walk, node: cst.ClassDef, out: list[Stmt]) -> None:
    """The names that a class body binds are its attributes: no function's locals."""
    decorators = _decorators(walk, node.decorators)
    bases = tuple(
        Starred(walk.expr(arg.value), walk.at(arg)) if arg.star else walk.expr(arg.value) for arg in node.bases
    )
    keywords = arguments(walk, node.keywords)
    index = len(walk.classes)
    walk.classes.append(None)
    name = node.name.value
    outer = walk.scope
    outer.bound[name] = None
    walk.scope = Scope(f"{outer.prefix}{name}.")
    body = walk.block(node.body)
    walk.scope = outer
    walk.classes[index] = ClassIR(name, outer.prefix + name, bases, body, decorators, keywords, walk.at(node.name))
    out.append(DefineClass(index, walk.at(node)))


def _decorators(walk: Walk, nodes: Sequence[cst.Decorator]) -> tuple[Expr, ...]:
    return tuple(walk.expr(each.decorator) for each in nodes)


def _function_scope(qualname: str, params: tuple[Param, ...]) -> Scope:
    scope = Scope(f"{qualname}.<locals>.")
    scope.bound.update((param.name, None) for param in params)
    return scope


def _params(walk: Walk, node: cst.Parameters) -> tuple[Param, ...]:
    return tuple(Param(each.name.value, kind, walk.maybe(each.default)) for kind, each in _kinds(node))


def _kinds(node: cst.Parameters) -> Iterator[tuple[str, cst.Param]]:
    """Every parameter in the order of the source, with its kind."""
    for each in node.posonly_params:
        yield "positional", each
    for each in node.params:
        yield "any", each
    if isinstance(node.star_arg, cst.Param):
        yield "args", node.star_arg
    for each in node.kwonly_params:
        yield "keyword", each
    if node.star_kwarg is not None:
        yield "kwargs", node.star_kwarg
