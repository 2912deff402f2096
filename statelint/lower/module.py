"""In: the path and bytes of one file. Out: its ModuleIR or SyntaxProblem. Importing this module imports LibCST."""

from __future__ import annotations

import libcst as cst

from statelint.ir.stmt import ModuleIR, Span, SyntaxProblem
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
    """Parses and lowers a file that the guard has let through."""
    try:
        return on_a_deep_stack(lambda: _lower(path, source))
    except RecursionError:
        return SyntaxProblem(path, "too deeply nested", Span(1, 0, 1, 0))


def _lower(path: str, source: bytes) -> ModuleIR | SyntaxProblem:
    tree = parse(path, source)
    return tree if isinstance(tree, SyntaxProblem) else lower_tree(path, tree)[0]


def lower_tree(path: str, tree: cst.Module) -> tuple[ModuleIR, dict[int, int]]:
    """The module, and which index of `spans` each CST node has whose position was wanted, by `id(node)`."""
    walk = Walk(_EXPRESSIONS, _STATEMENTS)
    body = walk.run(tree.body)
    functions = tuple(each for each in walk.functions if each is not None)
    classes = tuple(each for each in walk.classes if each is not None)
    return ModuleIR(path, body, functions, classes, spans(tree, walk.wanted)), walk.wanted
