"""In: what `lower` gives for a file. Out: the same as plain JSON values, and back, for the cache.

A tree becomes a flat program for a stack machine: a sum of thousands of terms is then no deeper than anything else.

    Do(Name("x", 0), 1)   reads as   push "x", push 0, build Name of the last two, push 1, build Do of the last two
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from statelint.ir import expr, stmt
from statelint.ir.stmt import ModuleIR, SyntaxProblem

# The order is the format: it says which number stands for which class, so a cache is void when it changes.
_CLASSES: tuple[type[Any], ...] = (
    *(expr.Const, expr.Name, expr.Attr, expr.Item, expr.Arg, expr.Call, expr.Starred, expr.Collection, expr.Dict),
    *(expr.Lambda, expr.FString, expr.Op, expr.Bool, expr.Not, expr.IfElse, expr.Walrus, expr.Clause),
    *(expr.Comprehension, expr.Await, expr.Yield, expr.Opaque),
    *(stmt.Do, stmt.Assign, stmt.AugAssign, stmt.Delete, stmt.If, stmt.While, stmt.For, stmt.Handler, stmt.Try),
    *(stmt.WithItem, stmt.With, stmt.Return, stmt.Raise, stmt.Break, stmt.Continue, stmt.ImportName, stmt.Import),
    *(stmt.DefineFunction, stmt.DefineClass, stmt.Param, stmt.FunctionIR, stmt.ClassIR, stmt.ModuleIR),
    *(stmt.Span, stmt.SyntaxProblem),
)
_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in _CLASSES}
_TAGS = {kind: tag for tag, kind in enumerate(_CLASSES)}
_ARITIES = [(kind, len(_FIELDS[kind])) for kind in _CLASSES]
_VALUES = len(_CLASSES)  # a number from here on pushes a value, one below 0 builds a tuple, any other builds a node

_SURROGATE = re.compile("[\ud800-\udfff]")


def encode(lowered: ModuleIR | SyntaxProblem) -> dict[str, list[Any]]:
    """`program` is a list of integers, `values` what it pushes; both survive `json.dumps` and `json.loads`."""
    program: list[int] = []
    values: dict[tuple[type, Any], int] = {}
    todo: list[Any] = [lowered]
    while todo:
        value = todo.pop()
        kind = type(value)
        names = _FIELDS.get(kind)
        if names is not None:
            program.append(_TAGS[kind])
            todo.extend([getattr(value, name) for name in names])
        elif kind is tuple and not (value and type(value[0]) is int):
            program.append(-1 - len(value))
            todo.extend(value)
        else:
            program.append(_VALUES + values.setdefault((kind, value), len(values)))
    program.reverse()
    return {"program": program, "values": [_plain(value) for _, value in values]}


def decode(encoded: dict[str, list[Any]]) -> ModuleIR | SyntaxProblem:
    """The opposite of `encode`. Raises ValueError for what builds no module; the types of fields are not checked."""
    try:
        lowered = _run(encoded["program"], [_value(plain) for plain in encoded["values"]])
    except (LookupError, TypeError, ValueError, OverflowError) as error:
        raise ValueError("not an encoded module") from error
    if not isinstance(lowered, (ModuleIR, SyntaxProblem)):
        raise ValueError("not an encoded module")
    return lowered


def _run(program: list[int], values: list[Any]) -> Any:
    """What is left on the stack in the end."""
    stack: list[Any] = []
    push = stack.append
    for step in program:
        if step >= _VALUES:
            push(values[step - _VALUES])
            continue
        kind, count = _ARITIES[step] if step >= 0 else (None, -1 - step)
        cut = len(stack) - count
        if cut < 0:
            raise IndexError("stack underflow")
        parts = stack[cut:]
        del stack[cut:]
        push(tuple(parts) if kind is None else kind(*parts))
    (result,) = stack
    return result


def _plain(value: Any) -> Any:
    """JSON joins two surrogates that stand side by side into one character, so such a string goes as numbers."""
    if isinstance(value, str) and not value.isascii() and _SURROGATE.search(value):
        return {"characters": [ord(character) for character in value]}
    return list(value) if isinstance(value, tuple) else value


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(plain)
    return "".join(map(chr, plain["characters"])) if isinstance(plain, dict) else plain
