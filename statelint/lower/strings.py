"""In: CST strings of every kind. Out: Const, FString, or Opaque for bytes and templates; neighbours are merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst

from statelint.ir.expr import Const, Expr, FString, Opaque
from statelint.lower.literals import formatted_text, string
from statelint.lower.walk import LowerExpr, Walk


def _known(*names: str) -> tuple[Any, ...]:
    """The classes of LibCST that go by these names; its first 1.8 releases have no templates."""
    return tuple(getattr(cst, name) for name in names if hasattr(cst, name))


_WITH_HOLES = _known("FormattedString", "TemplatedString")
_TEXTS = _known("FormattedStringText", "TemplatedStringText")
_HOLES = _known("FormattedStringExpression", "TemplatedStringExpression")


def _simple(walk: Walk, node: cst.SimpleString) -> Expr:
    value = string(node.value)
    return Opaque((), walk.at(node)) if value is None else Const(value, walk.at(node))


def _joined(walk: Walk, node: cst.BaseExpression) -> Expr:
    """One f-string or template, or several literals side by side."""
    at = walk.at(node)
    parts: list[Expr] = []
    is_text = True
    for piece in _pieces(node):
        if isinstance(piece, cst.SimpleString):
            value = string(piece.value)
            is_text = is_text and value is not None
            parts.append(Const(value, at))
        elif isinstance(piece, _WITH_HOLES):
            is_text = is_text and isinstance(piece, cst.FormattedString)
            parts.extend(_parts(walk, piece, at))
    if not is_text:
        return Opaque(tuple(part for part in parts if not isinstance(part, Const)), at)
    parts = _merge_text(parts, at)
    if len(parts) == 1 and _is_text(parts[0]):
        return parts[0]
    return FString(tuple(parts), at) if parts else Const("", at)


def _pieces(node: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    while isinstance(node, cst.ConcatenatedString):
        yield node.left
        node = node.right
    yield node


def _parts(walk: Walk, node: cst.FormattedString | cst.TemplatedString, at: int) -> Iterator[Expr]:
    for part in node.parts:
        if isinstance(part, _TEXTS):
            yield Const(formatted_text(part.value, node.start), at)
        elif isinstance(part, _HOLES):
            yield _hole(walk, part)


def _hole(walk: Walk, node: cst.FormattedStringExpression | cst.TemplatedStringExpression) -> Expr:
    """The value itself where the text is `str(value)`; Opaque where it is converted, formatted or spelt out (`=`)."""
    value = walk.expr(node.expression)
    if node.format_spec is None and node.equal is None and node.conversion in (None, "s"):
        return value
    parts = [value]
    for part in node.format_spec or ():
        if isinstance(part, _HOLES):
            parts.append(_hole(walk, part))
    return Opaque(tuple(parts), value.at)


def _is_text(part: Expr) -> bool:
    return isinstance(part, Const) and isinstance(part.value, str)


def _merge_text(parts: list[Expr], at: int) -> list[Expr]:
    merged: list[Expr] = []
    text: list[str] = []
    for part in (*parts, None):
        if isinstance(part, Const) and isinstance(part.value, str):
            text.append(part.value)
            continue
        if any(text):
            merged.append(Const("".join(text), at))
        text.clear()
        if part is not None:
            merged.append(part)
    return merged


STRINGS: dict[str, LowerExpr] = {
    "SimpleString": _simple,
    "FormattedString": _joined,
    "TemplatedString": _joined,
    "ConcatenatedString": _joined,
}
