"""In: the path and bytes of one file. Out: its ModuleIR or SyntaxProblem. Importing this module imports LibCST."""

from __future__ import annotations

from functools import partial

import libcst as cst

from statelint.ir.stmt import ModuleIR, SyntaxProblem
from statelint.lower.expressions import EXPRESSIONS
from statelint.lower.functions import lambda_
from statelint.lower.parse import parse
from statelint.lower.positions import spans
from statelint.lower.stack import on_a_deep_stack
from statelint.lower.statements import STATEMENTS
from statelint.lower.walk import Table, Walk, unknown_expression, unknown_statement

_EXPRESSIONS = Table({**EXPRESSIONS, "Lambda": lambda_}, unknown_expression)
_STATEMENTS = Table(STATEMENTS, unknown_statement)


def lower_module(path: str, source: bytes) -> ModuleIR | SyntaxProblem:
    """Source that nests deeper than this thread can recurse is lowered again on a stack that is deep enough."""
    try:
        return _lower(path, source)
    except RecursionError:
        return on_a_deep_stack(partial(_lower, path, source))


def _lower(path: str, source: bytes) -> ModuleIR | SyntaxProblem:
    tree = parse(path, source)
    return tree if isinstance(tree, SyntaxProblem) else _walk(path, tree)[0]


def _walk(path: str, tree: cst.Module) -> tuple[ModuleIR, Walk]:
    walk = Walk(_EXPRESSIONS, _STATEMENTS)
    body = walk.run(tree.body)
    functions = tuple(each for each in walk.functions if each is not None)
    classes = tuple(each for each in walk.classes if each is not None)
    return ModuleIR(path, body, functions, classes, spans(tree, walk.wanted)), walk
