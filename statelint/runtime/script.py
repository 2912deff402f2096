"""A script as Streamlit runs it: text in, code out, in which a bare expression shows its value.

In: the path of a script. Out: code whose line numbers are those of the file.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path
from types import CodeType

SHOW = "__statelint_show__"
BODIES = ("body", "orelse", "finalbody")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def code_of(path: Path) -> CodeType:
    """The code of a script; SyntaxError with its line if it has none."""
    return compiled(str(path), path.read_text(encoding="utf-8-sig"))


@lru_cache(maxsize=256)
def compiled(name: str, text: str) -> CodeType:
    """The code of a text that has been read from a file."""
    tree = ast.parse(text, name)
    show_in(tree)
    return compile(ast.fix_missing_locations(tree), name, "exec")


def show_in(owner: ast.AST) -> None:
    """Lets the bare expressions below a statement, or in a module, show their values."""
    if isinstance(owner, ast.ClassDef):
        for inner in owner.body:
            if isinstance(inner, FUNCTIONS):
                show_in(inner)
        return
    for body in (getattr(owner, name, ()) for name in BODIES):
        for place, statement in enumerate(body):
            if isinstance(statement, ast.Expr):
                if is_shown(statement.value, place, owner):
                    statement.value = call(statement.value)
            else:
                show_in(statement)
    for part in (*getattr(owner, "handlers", ()), *getattr(owner, "cases", ())):
        show_in(part)


def is_shown(value: ast.expr, place: int, owner: ast.AST) -> bool:
    """Calls, yields and docstrings show nothing."""
    first = place == 0 and isinstance(owner, (*FUNCTIONS, ast.Module))
    if first and isinstance(value, ast.Constant) and isinstance(value.value, str):
        return False
    return not isinstance(value, ast.Call | ast.Yield | ast.YieldFrom | ast.Await)


def call(value: ast.expr) -> ast.Call:
    """The same value, shown."""
    shown = value.elts if isinstance(value, ast.Tuple) else [value]
    made = ast.Call(ast.Name(SHOW, ast.Load()), shown, [])
    return ast.copy_location(made, value)
