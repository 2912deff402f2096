"""In: a `match` statement. Out: a temporary for its subject and a chain of Ifs that test and bind it.

What sequences, mappings and classes hold is not modelled: their test, and the names bound inside them, are Opaque.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from statelint.ir.expr import Bool, Const, Expr, Name, Op, Opaque
from statelint.ir.stmt import Assign, If, Stmt
from statelint.lower.walk import Walk


def match(walk: Walk, node: cst.Match, out: list[Stmt]) -> None:
    """`%1 = subject`, then one If for each case, each in the `orelse` of the one before."""
    subject = walk.expr(node.subject)
    temporary = Name(walk.temporary(), walk.at(node.subject))
    out.append(Assign((temporary,), subject, walk.at(node)))
    cases = [_Case(walk, case, temporary) for case in node.cases]
    rest: tuple[Stmt, ...] = ()
    for case in reversed(cases):
        rest = case.before(rest)
    out.extend(rest)


class _Case:
    """One case, lowered: its test (None if it always matches), what it binds, and its body."""

    def __init__(self, walk: Walk, node: cst.MatchCase, subject: Name) -> None:
        self.at = walk.at(node)
        self.test = _test(walk, node.pattern, subject)
        captures = {name.value: (walk.at(name), value) for name, value in _captures(node.pattern, subject)}
        walk.scope.bound.update(dict.fromkeys(captures))
        self.bindings = tuple(Assign((Name(name, at),), value, at) for name, (at, value) in captures.items())
        self.guard = walk.maybe(node.guard)
        self.body = walk.block(node.body)

    def before(self, rest: tuple[Stmt, ...]) -> tuple[Stmt, ...]:
        """This case, and `rest` where it does not match. A guard reads what the pattern binds: binding comes first."""
        if self.guard is None:
            body = self.bindings + self.body
            return body if self.test is None else (If(self.test, body, rest, self.at),)
        test = self.guard if self.test is None else Bool("and", (self.test, self.guard), self.at)
        return (*self.bindings, If(test, self.body, rest, self.at))


def _test(walk: Walk, node: cst.MatchPattern, subject: Name) -> Expr | None:
    """Whether the subject matches; None for a pattern that always does."""
    if isinstance(node, cst.MatchAs):
        return None if node.pattern is None else _test(walk, node.pattern, subject)
    at = walk.at(node)
    if isinstance(node, cst.MatchValue):
        return Op("==", (subject, walk.expr(node.value)), at)
    if isinstance(node, cst.MatchSingleton):
        return Op("is", (subject, walk.expr(node.value)), at)
    if isinstance(node, cst.MatchOr):
        tests = [_test(walk, each.pattern, subject) for each in node.patterns]
        known = tuple(test for test in tests if test is not None)
        return Bool("or", known, at) if len(known) == len(tests) else None
    return Opaque((subject, *_evaluated(walk, node)), at)


def _evaluated(walk: Walk, node: cst.MatchPattern) -> Iterator[Expr]:
    """What Python evaluates inside a pattern that we do not model: classes, dotted values, keys; not literals."""
    for expression in _expressions(node):
        value = walk.expr(expression)
        if not isinstance(value, Const):
            yield value


def _expressions(node: cst.MatchPattern) -> Iterator[cst.BaseExpression]:
    if isinstance(node, cst.MatchValue):
        yield node.value
    elif isinstance(node, cst.MatchClass):
        yield node.cls
    elif isinstance(node, cst.MatchMapping):
        yield from (each.key for each in node.elements)
    for inner in _inner(node):
        yield from _expressions(inner)


def _inner(node: cst.MatchPattern) -> Iterator[cst.MatchPattern]:
    if isinstance(node, cst.MatchAs):
        if node.pattern is not None:
            yield node.pattern
    elif isinstance(node, cst.MatchOr):
        yield from (each.pattern for each in node.patterns)
    elif isinstance(node, (cst.MatchList, cst.MatchTuple)):
        yield from (each.value for each in node.patterns if isinstance(each, cst.MatchSequenceElement))
    elif isinstance(node, cst.MatchMapping):
        yield from (each.pattern for each in node.elements)
    elif isinstance(node, cst.MatchClass):
        yield from (each.value for each in node.patterns)
        yield from (each.pattern for each in node.kwds)


def _captures(node: cst.MatchPattern, value: Expr) -> Iterator[tuple[cst.Name, Expr]]:
    """Each name that the pattern binds, and to what: `value` itself, or something inside it."""
    inside = value
    if isinstance(node, (cst.MatchList, cst.MatchTuple, cst.MatchMapping, cst.MatchClass)):
        inside = value if isinstance(value, Opaque) else Opaque((value,), value.at)
        yield from ((name, inside) for name in _rest_names(node))
    for inner in _inner(node):
        yield from _captures(inner, inside)
    if isinstance(node, cst.MatchAs) and node.name is not None:
        yield node.name, value


def _rest_names(node: cst.MatchPattern) -> Iterator[cst.Name]:
    """The names after `*` and `**`."""
    if isinstance(node, cst.MatchMapping) and node.rest is not None:
        yield node.rest
    elif isinstance(node, (cst.MatchList, cst.MatchTuple)):
        yield from (each.name for each in node.patterns if isinstance(each, cst.MatchStar) and each.name is not None)
