"""In: CST statements. Out: IR statements in the order of execution. STATEMENTS says how each kind is lowered."""

from __future__ import annotations

import libcst as cst

from statelint.ir import stmt as ir
from statelint.ir.expr import Arg, Call, Collection, Const, Expr, Name, Not, Opaque, Starred
from statelint.lower.functions import define_class, define_function
from statelint.lower.operators import AUGMENTED
from statelint.lower.patterns import match
from statelint.lower.walk import LowerStmt, Walk


def _line(walk: Walk, node: cst.SimpleStatementLine, out: list[ir.Stmt]) -> None:
    out.extend(walk.run(node.body))


def _nothing(walk: Walk, node: cst.CSTNode, out: list[ir.Stmt]) -> None:
    pass


def _do(walk: Walk, node: cst.Expr, out: list[ir.Stmt]) -> None:
    """A docstring, `...` or any other literal does nothing."""
    value = walk.expr(node.value)
    if isinstance(value, Const) or (isinstance(value, Opaque) and not value.parts):
        return
    out.append(ir.Do(value, walk.at(node)))


def _target(walk: Walk, node: cst.CSTNode) -> Expr:
    """An assignment target; its names become bound in this scope."""
    if isinstance(node, (cst.Tuple, cst.List)):
        kind = "tuple" if isinstance(node, cst.Tuple) else "list"
        return Collection(kind, tuple(_element_target(walk, each) for each in node.elements), walk.at(node))
    target = walk.expr(node)
    if isinstance(target, Name):
        walk.scope.bound[target.id] = None
    return target


def _element_target(walk: Walk, node: cst.BaseElement) -> Expr:
    value = _target(walk, node.value)
    return Starred(value, walk.at(node)) if isinstance(node, cst.StarredElement) else value


def _assign(walk: Walk, node: cst.Assign, out: list[ir.Stmt]) -> None:
    value = walk.expr(node.value)
    targets = tuple(_target(walk, each.target) for each in node.targets)
    out.append(ir.Assign(targets, value, walk.at(node)))


def _annotated(walk: Walk, node: cst.AnnAssign, out: list[ir.Stmt]) -> None:
    """Without a value it does nothing, but still makes its name a local one."""
    value = walk.maybe(node.value)
    if value is not None:
        out.append(ir.Assign((_target(walk, node.target),), value, walk.at(node)))
    elif isinstance(node.target, cst.Name):
        walk.scope.bound[node.target.value] = None


def _augmented(walk: Walk, node: cst.AugAssign, out: list[ir.Stmt]) -> None:
    target = _target(walk, node.target)
    out.append(ir.AugAssign(target, AUGMENTED[type(node.operator)], walk.expr(node.value), walk.at(node)))


def _delete(walk: Walk, node: cst.Del, out: list[ir.Stmt]) -> None:
    targets: list[Expr] = []
    _flatten(_target(walk, node.target), targets)
    out.append(ir.Delete(tuple(targets), walk.at(node)))


def _flatten(target: Expr, into: list[Expr]) -> None:
    if not isinstance(target, Collection):
        into.append(target)
        return
    for item in target.items:
        _flatten(item, into)


def _assert(walk: Walk, node: cst.Assert, out: list[ir.Stmt]) -> None:
    """`if not test: raise AssertionError`, with the message as its argument."""
    at = walk.at(node)
    test = walk.expr(node.test)
    error: Expr = Name("AssertionError", at)
    if node.msg is not None:
        error = Call(error, (Arg(walk.expr(node.msg)),), at)
    out.append(ir.If(Not(test, test.at), (ir.Raise(error, None, at),), (), at))


def _return(walk: Walk, node: cst.Return, out: list[ir.Stmt]) -> None:
    out.append(ir.Return(walk.maybe(node.value), walk.at(node)))


def _raise(walk: Walk, node: cst.Raise, out: list[ir.Stmt]) -> None:
    value = walk.maybe(node.exc)
    cause = None if node.cause is None else walk.expr(node.cause.item)
    out.append(ir.Raise(value, cause, walk.at(node)))


def _break(walk: Walk, node: cst.Break, out: list[ir.Stmt]) -> None:
    out.append(ir.Break(walk.at(node)))


def _continue(walk: Walk, node: cst.Continue, out: list[ir.Stmt]) -> None:
    out.append(ir.Continue(walk.at(node)))


def _global(walk: Walk, node: cst.Global, out: list[ir.Stmt]) -> None:
    walk.scope.globals.update((each.name.value, None) for each in node.names)


def _nonlocal(walk: Walk, node: cst.Nonlocal, out: list[ir.Stmt]) -> None:
    walk.scope.nonlocals.update((each.name.value, None) for each in node.names)


def _type_alias(walk: Walk, node: cst.TypeAlias, out: list[ir.Stmt]) -> None:
    walk.scope.bound[node.name.value] = None


def _import(walk: Walk, node: cst.Import | cst.LazyImport, out: list[ir.Stmt]) -> None:
    names = []
    for each in node.names:
        module = _dotted(each.name)
        alias = _alias(each)
        names.append(ir.ImportName(module, None, alias or module.partition(".")[0], 0, alias is not None))
    _add_import(walk, node, names, out)


def _import_from(walk: Walk, node: cst.ImportFrom | cst.LazyImportFrom, out: list[ir.Stmt]) -> None:
    module = "" if node.module is None else _dotted(node.module)
    level = len(node.relative)
    if isinstance(node.names, cst.ImportStar):
        _add_import(walk, node, [ir.ImportName(module, "*", "", level)], out)
        return
    names = []
    for each in node.names:
        name = _dotted(each.name)
        names.append(ir.ImportName(module, name, _alias(each) or name, level))
    _add_import(walk, node, names, out)


def _add_import(walk: Walk, node: cst.CSTNode, names: list[ir.ImportName], out: list[ir.Stmt]) -> None:
    walk.scope.bound.update((each.bound, None) for each in names if each.bound)
    out.append(ir.Import(tuple(names), walk.at(node)))


def _dotted(node: cst.BaseExpression) -> str:
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    assert isinstance(node, cst.Name)
    return ".".join((node.value, *reversed(parts)))


def _alias(node: cst.ImportAlias) -> str | None:
    return None if node.asname is None else _dotted_name(node.asname)


def _dotted_name(node: cst.AsName) -> str:
    assert isinstance(node.name, cst.Name)
    return node.name.value


def _if(walk: Walk, node: cst.If, out: list[ir.Stmt]) -> None:
    """An `elif` is an If in the `orelse` of the one before; thousands of them are walked in a loop."""
    branches = []
    last: cst.If | cst.Else | None = node
    while isinstance(last, cst.If):
        branches.append((walk.expr(last.test), walk.block(last.body), walk.at(last)))
        last = last.orelse
    orelse = _else(walk, last)
    for test, body, at in reversed(branches):
        orelse = (ir.If(test, body, orelse, at),)
    out.extend(orelse)


def _else(walk: Walk, node: cst.Else | cst.Finally | None) -> tuple[ir.Stmt, ...]:
    return () if node is None else walk.block(node.body)


def _while(walk: Walk, node: cst.While, out: list[ir.Stmt]) -> None:
    out.append(ir.While(walk.expr(node.test), walk.block(node.body), _else(walk, node.orelse), walk.at(node)))


def _for(walk: Walk, node: cst.For, out: list[ir.Stmt]) -> None:
    iterable = walk.expr(node.iter)
    target = _target(walk, node.target)
    out.append(ir.For(target, iterable, walk.block(node.body), _else(walk, node.orelse), walk.at(node)))


def _try(walk: Walk, node: cst.Try | cst.TryStar, out: list[ir.Stmt]) -> None:
    body = walk.block(node.body)
    handlers = tuple(_handler(walk, each) for each in node.handlers)
    out.append(ir.Try(body, handlers, _else(walk, node.orelse), _else(walk, node.finalbody), walk.at(node)))


def _handler(walk: Walk, node: cst.ExceptHandler | cst.ExceptStarHandler) -> ir.Handler:
    kind = walk.maybe(node.type)
    name = None if node.name is None else _dotted_name(node.name)
    if name is not None:
        walk.scope.bound[name] = None
    return ir.Handler(kind, name, walk.block(node.body), walk.at(node))


def _with(walk: Walk, node: cst.With, out: list[ir.Stmt]) -> None:
    items = tuple(
        ir.WithItem(walk.expr(each.item), None if each.asname is None else _target(walk, each.asname.name))
        for each in node.items
    )
    out.append(ir.With(items, walk.block(node.body), walk.at(node)))


STATEMENTS: dict[str, LowerStmt] = {
    "SimpleStatementLine": _line,
    "Expr": _do,
    "Pass": _nothing,
    "Assign": _assign,
    "AnnAssign": _annotated,
    "AugAssign": _augmented,
    "Del": _delete,
    "Assert": _assert,
    "Return": _return,
    "Raise": _raise,
    "Break": _break,
    "Continue": _continue,
    "Global": _global,
    "Nonlocal": _nonlocal,
    "TypeAlias": _type_alias,
    "Import": _import,
    "ImportFrom": _import_from,
    "LazyImport": _import,
    "LazyImportFrom": _import_from,
    "If": _if,
    "While": _while,
    "For": _for,
    "Try": _try,
    "TryStar": _try,
    "With": _with,
    "Match": match,
    "FunctionDef": define_function,
    "ClassDef": define_class,
}
