"""Expressions that name files, as patterns. In: an expression and what names are assigned. Out: text with ANY in it.

`f"pages/{name}.py"` is "pages/" ANY ".py", `os.path.join(HERE, "demo.py")` is ANY "/demo.py".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from statelint.ir.expr import Attr, Call, Const, Expr, FString, Name, Op
from statelint.ir.stmt import ModuleIR
from statelint.ir.walk import walk_module
from statelint.project.imports import ancestors, folder_of, join, normal

ANY = "\0"  # stands for any text
_JOINS = frozenset(
    {"join", "joinpath", "Path", "PurePath", "PurePosixPath", "str", "normpath", "abspath", "realpath", "fspath"}
)
_SAME_FILE = frozenset({"resolve", "absolute", "as_posix", "expanduser", "read_text", "read", "open", "read_bytes"})
Values = Mapping[str, Expr | None]  # None: assigned in more than one place
_DEPTH = 12  # constants followed through other constants


def pattern(expr: Expr, names: Values, depth: int = _DEPTH) -> str:
    """The text that the expression can evaluate to, as far as it is constant; ANY alone if nothing is known."""
    if depth == 0:
        return ANY
    if isinstance(expr, Const):
        return expr.value if isinstance(expr.value, str) else ANY
    if isinstance(expr, Name):
        value = names.get(expr.id)
        return pattern(value, names, depth - 1) if value else ANY
    if isinstance(expr, FString):
        return "".join(pattern(part, names, depth - 1) for part in expr.parts)
    if isinstance(expr, Op) and expr.kind in ("+", "/"):
        return ("/" if expr.kind == "/" else "").join(pattern(part, names, depth - 1) for part in expr.operands)
    if isinstance(expr, Call):
        return _called(expr, names, depth)
    return ANY


def _called(call: Call, names: Values, depth: int) -> str:
    func = call.func
    name = func.name if isinstance(func, Attr) else func.id if isinstance(func, Name) else ""
    values = [pattern(argument.value, names, depth - 1) for argument in call.args if argument.name is None]
    if name == "open" and isinstance(func, Name):
        return values[0] if values else ANY
    if name in _SAME_FILE and isinstance(func, Attr):
        return pattern(func.obj, names, depth - 1)
    if name == "format" and isinstance(func, Attr):
        return re.sub(r"\{[^}]*\}", ANY, pattern(func.obj, names, depth - 1))
    if name not in _JOINS:
        return ANY
    if name == "joinpath" and isinstance(func, Attr):
        values.insert(0, pattern(func.obj, names, depth - 1))
    return "/".join(values) or ANY


def matching(text: str, bases: Iterable[str], paths: Iterable[str]) -> tuple[str, ...]:
    """The paths that a pattern means, relative to the first of `bases` below which there are any.

    Unknown text at the beginning is a folder that the program computes, one of `bases` most likely; elsewhere it is
    part of one file or folder name.
    """
    relative = text.lstrip(ANY).lstrip("/") if text.startswith(ANY) else text.lstrip("/")
    for base in bases:
        whole = normal(join(base, relative)) if relative.strip(ANY) else None
        if whole is None:
            continue
        if ANY not in whole:
            found: tuple[str, ...] = (whole,) if whole in paths else ()
        else:
            shape = re.compile("[^/]+".join(map(re.escape, re.split(f"{ANY}+", whole))))
            end = whole.rpartition(ANY)[2]
            found = tuple(sorted(path for path in paths if path.endswith(end) and shape.fullmatch(path)))
        if found:
            return found
    return ()


def bases_of(path: str) -> tuple[str, ...]:
    """The folders to which a path in this file can be relative: its own and those above it."""
    return ancestors(folder_of(path))


def texts(module: ModuleIR, names: Values) -> Iterator[str]:
    """Every text and joined path in the file that might name a script or a module."""
    for node in walk_module(module):
        if isinstance(node, (Const, FString)) or (isinstance(node, Op) and node.kind in ("/", "+")):
            text = pattern(node, names)
            if text.strip(ANY):
                yield text
