"""Out: SHOWS, how the kinds of nodes that files are full of are printed.

Each kind stands here with all the fields that LibCST 1.8 gives it. Where another release gives it others it is left
out, and prints itself.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import libcst as cst

from statelint.lower.printer import Show, Shows
from statelint.lower.printing import (
    argument,
    atom,
    attribute,
    block,
    call,
    compound_of,
    empty_line,
    expression_of,
    if_statement,
    index,
    lines,
    node_of,
    parts_of,
    plain_text,
    rest_of_line,
    returned,
    statement_line,
    token_of,
)

_SPACES = "whitespace_before whitespace_after"
_NAMED = "whitespace_after_name type_parameters whitespace_after_type_parameters"
_DECORATED = "leading_lines decorators lines_after_decorators"

# LibCST's class, the fields that it is known to have, how it is printed.
_KINDS: tuple[tuple[type[Any], str, Show], ...] = (
    (cst.SimpleWhitespace, "value", plain_text),
    (cst.FormattedStringText, "value", plain_text),
    (cst.TrailingWhitespace, "whitespace comment newline", rest_of_line),
    (cst.EmptyLine, "indent whitespace comment newline", empty_line),
    (cst.ParenthesizedWhitespace, "first_line empty_lines indent last_line", lines),
    (cst.Name, "value lpar rpar", atom),
    (cst.SimpleString, "value lpar rpar", atom),
    (cst.Integer, "value lpar rpar", atom),
    (cst.Attribute, "value attr dot lpar rpar", attribute),
    (cst.Call, "func args lpar rpar whitespace_after_func whitespace_before_args", call),
    (cst.Arg, "value keyword equal comma star whitespace_after_star whitespace_after_arg", argument),
    (cst.Index, "value star whitespace_after_star", index),
    (cst.Comma, _SPACES, token_of(",")),
    (cst.Dot, _SPACES, token_of(".")),
    (cst.AssignEqual, _SPACES, token_of("=")),
    (cst.If, "test body orelse leading_lines whitespace_before_test whitespace_after_test", if_statement("if")),
    (cst.IndentedBlock, "body header indent footer", block),
    (cst.SimpleStatementLine, "body leading_lines trailing_whitespace", statement_line),
    (cst.Annotation, "annotation whitespace_before_indicator whitespace_after_indicator", returned),
)
# The same for kinds that are printed part by part, and what follows where they end.
_EXPRESSIONS: dict[type[Any], str] = {
    cst.Subscript: "value whitespace_after_value lbracket slice rbracket",
    cst.BinaryOperation: "left operator right",
    cst.BooleanOperation: "left operator right",
    cst.Comparison: "left comparisons",
    cst.FormattedString: "start parts end",
    cst.List: "lbracket elements rbracket",
    cst.Tuple: "elements",
    cst.Dict: "lbrace elements rbrace",
}
_OTHERS: dict[type[Any], tuple[str, str]] = {
    cst.LeftParen: ("( whitespace_after", ""),
    cst.RightParen: ("whitespace_before )", ""),
    cst.LeftSquareBracket: ("[ whitespace_after", ""),
    cst.RightSquareBracket: ("whitespace_before ]", ""),
    cst.LeftCurlyBrace: ("{ whitespace_after", ""),
    cst.RightCurlyBrace: ("whitespace_before }", ""),
    cst.SubscriptElement: ("slice", "comma"),
    cst.ComparisonTarget: ("operator comparator", ""),
    cst.Element: ("value", "comma"),
    cst.DictElement: ("key whitespace_before_colon : whitespace_after_colon value", "comma"),
    cst.AssignTarget: ("target", "whitespace_before_equal = whitespace_after_equal"),
    cst.Expr: ("value", "semicolon"),
    cst.Assign: ("targets value", "semicolon"),
    cst.Return: ("'return' whitespace_after_return value", "semicolon"),
}
_COMPOUND: dict[type[Any], tuple[str, str]] = {
    cst.Else: ("leading_lines", "'else' whitespace_before_colon : body"),
    cst.For: (
        "leading_lines",
        "asynchronous 'for' whitespace_after_for target whitespace_before_in 'in' whitespace_after_in iter "
        "whitespace_before_colon : body orelse",
    ),
    cst.While: ("leading_lines", "'while' whitespace_after_while test whitespace_before_colon : body orelse"),
    cst.With: (
        "leading_lines",
        "asynchronous 'with' whitespace_after_with lpar items rpar whitespace_before_colon : body",
    ),
    cst.Try: ("leading_lines", "'try' whitespace_before_colon : body handlers orelse finalbody"),
    cst.ExceptHandler: ("leading_lines", "'except' whitespace_after_except type name whitespace_before_colon : body"),
    cst.Finally: ("leading_lines", "'finally' whitespace_before_colon : body"),
    cst.FunctionDef: (
        _DECORATED,
        f"asynchronous 'def' whitespace_after_def name {_NAMED} ( whitespace_before_params params ) returns "
        "whitespace_before_colon : body",
    ),
    cst.ClassDef: (
        _DECORATED,
        f"'class' whitespace_after_class name {_NAMED} lpar bases keywords rpar whitespace_before_colon : body",
    ),
}


def _table() -> Shows:
    kinds = list(_KINDS)
    kinds += [(kind, f"{text} lpar rpar", expression_of(text)) for kind, text in _EXPRESSIONS.items()]
    kinds += [(kind, f"{text} {after}", node_of(text, after)) for kind, (text, after) in _OTHERS.items()]
    kinds += [(kind, f"{before} {text}", compound_of(before, text)) for kind, (before, text) in _COMPOUND.items()]
    return Shows({kind: show for kind, known, show in kinds if has_fields(kind, known)})


def has_fields(kind: type[Any], known: str) -> bool:
    """Whether the class has these fields and no others."""
    return {each.name for each in fields(kind)} == {name for name, _ in parts_of(known) if name}


SHOWS = _table()
