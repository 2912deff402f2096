"""Out: ways to print nodes straight from their fields, for the table of `kinds`.

Only trees that the parser made are printed here: every comma and every space of the file is a node of them. What is
made of parts has them in one line, tokens among them: `value dot attr`, `'return' whitespace_after_return value`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from statelint.lower.printer import Printer, Show


def plain_text(out: Printer, node: cst.SimpleWhitespace) -> None:
    out.add_token(node.value)


def rest_of_line(out: Printer, node: cst.TrailingWhitespace | cst.EmptyLine) -> None:
    out.add_token(node.whitespace.value)
    if node.comment is not None:
        out.add_token(node.comment.value)
    newline = node.newline.value
    out.add_token(out.default_newline if newline is None else newline)


def empty_line(out: Printer, node: cst.EmptyLine) -> None:
    if node.indent:
        out.tokens.extend(out.indent_tokens)
    rest_of_line(out, node)


def lines(out: Printer, node: cst.ParenthesizedWhitespace) -> None:
    rest_of_line(out, node.first_line)
    out.show(node.empty_lines)
    if node.indent:
        out.tokens.extend(out.indent_tokens)
    out.add_token(node.last_line.value)


def atom(out: Printer, node: cst.Name) -> None:
    if node.lpar:
        out.show(node.lpar)
    key = id(node)
    if key in out.marks:
        start = len(out.tokens)
        out.marks[key] = (start, start + 1)
    out.add_token(node.value)
    if node.rpar:
        out.show(node.rpar)


def attribute(out: Printer, node: cst.Attribute) -> None:
    shows = out.shows
    if node.lpar:
        out.show(node.lpar)
    start = len(out.tokens)
    shows[type(node.value)](out, node.value)
    shows[type(node.dot)](out, node.dot)
    out.add_token(node.attr.value)
    out.mark(node, start)
    if node.rpar:
        out.show(node.rpar)


def call(out: Printer, node: cst.Call) -> None:
    shows = out.shows
    if node.lpar:
        out.show(node.lpar)
    start = len(out.tokens)
    shows[type(node.func)](out, node.func)
    space(out, node.whitespace_after_func)
    out.add_token("(")
    space(out, node.whitespace_before_args)
    out.show(node.args)
    out.add_token(")")
    out.mark(node, start)
    if node.rpar:
        out.show(node.rpar)


def argument(out: Printer, node: cst.Arg) -> None:
    shows = out.shows
    start = len(out.tokens)
    if node.star:
        out.add_token(node.star)
        space(out, node.whitespace_after_star)
    if node.keyword is not None:
        out.add_token(node.keyword.value)
    if isinstance(node.equal, cst.AssignEqual):
        shows[cst.AssignEqual](out, node.equal)
    shows[type(node.value)](out, node.value)
    out.mark(node, start)
    if isinstance(node.comma, cst.Comma):
        shows[cst.Comma](out, node.comma)
    space(out, node.whitespace_after_arg)


def index(out: Printer, node: cst.Index) -> None:
    if node.star is not None:
        out.add_token(node.star)
    if node.whitespace_after_star is not None:
        space(out, node.whitespace_after_star)
    out.shows[type(node.value)](out, node.value)


def space(out: Printer, node: cst.BaseParenthesizableWhitespace) -> None:
    """Nearly all spaces are simple, and most are empty."""
    if type(node) is not cst.SimpleWhitespace:
        out.shows[type(node)](out, node)
    elif node.value:
        out.add_token(node.value)


def token_of(token: str) -> Show:
    """A token between spaces, whose own position nobody wants."""

    def show(out: Printer, node: Any) -> None:
        space(out, node.whitespace_before)
        out.add_token(token)
        space(out, node.whitespace_after)

    return show


# ---- expressions and statements by the parts that they consist of ----
_Part = tuple[str, str]  # the name of a field and "", or "" and a token


def parts_of(text: str) -> tuple[_Part, ...]:
    return tuple((word, "") if word.isidentifier() else ("", word.strip("'")) for word in text.split())


def _show_parts(out: Printer, node: cst.CSTNode, parts: tuple[_Part, ...]) -> None:
    shows = out.shows
    for name, token in parts:
        if not name:
            out.add_token(token)
            continue
        part = getattr(node, name)
        kind = type(part)
        if kind is tuple or kind is list:
            for each in part:
                shows[type(each)](out, each)
        elif kind is str:
            out.add_token(part)
        elif part is not None and kind is not cst.MaybeSentinel:
            shows[kind](out, part)


def expression_of(text: str) -> Show:
    """An expression of these parts, and the parentheses around it."""
    parts = parts_of(text)

    def show(out: Printer, node: Any) -> None:
        if node.lpar:
            out.show(node.lpar)
        start = len(out.tokens)
        _show_parts(out, node, parts)
        out.mark(node, start)
        if node.rpar:
            out.show(node.rpar)

    return show


def node_of(text: str, after: str = "") -> Show:
    """A node of these parts; those in `after` belong to it, but it ends before them."""
    parts, rest = parts_of(text), parts_of(after)

    def show(out: Printer, node: Any) -> None:
        start = len(out.tokens)
        _show_parts(out, node, parts)
        out.mark(node, start)
        if rest:
            _show_parts(out, node, rest)

    return show


def _ending(out: Printer, node: cst.CSTNode, last: cst.CSTNode, print_parts: Callable[[], None]) -> None:
    """Print a node that ends where its last part does, which may be before the end of what is printed."""
    marks = out.marks
    if id(node) not in marks:
        print_parts()
        return
    marks.setdefault(id(last))
    start = len(out.tokens)
    print_parts()
    out.end(node, start, last)


def compound_of(before: str, text: str) -> Show:
    """A statement with a body of its own, behind the lines that belong to it."""
    lines, parts = parts_of(before), parts_of(text)
    ends = [name for name, _ in reversed(parts) if name in ("body", "orelse", "finalbody", "handlers")]

    def show(out: Printer, node: Any) -> None:
        _show_parts(out, node, lines)
        out.tokens.extend(out.indent_tokens)
        last = next(part for part in (getattr(node, name) for name in ends) if part)
        last = last if isinstance(last, cst.CSTNode) else last[-1]
        _ending(out, node, last, lambda: _show_parts(out, node, parts))

    return show


def if_statement(word: str) -> Show:
    parts = parts_of(f"'{word}' whitespace_before_test test whitespace_after_test : body")

    def show(out: Printer, node: cst.If) -> None:
        def print_parts() -> None:
            _show_parts(out, node, parts)
            if isinstance(node.orelse, cst.If):
                _ELIF(out, node.orelse)
            elif node.orelse is not None:
                out.shows[cst.Else](out, node.orelse)

        out.show(node.leading_lines)
        out.tokens.extend(out.indent_tokens)
        _ending(out, node, node.orelse or node.body, print_parts)

    return show


_ELIF = if_statement("elif")


def block(out: Printer, node: cst.IndentedBlock) -> None:
    out.shows[type(node.header)](out, node.header)
    out.indent_tokens.append(out.default_indent if node.indent is None else node.indent)
    _ending(out, node, node.body[-1], lambda: out.show(node.body))
    out.show(node.footer)
    out.indent_tokens.pop()


def statement_line(out: Printer, node: cst.SimpleStatementLine) -> None:
    """It ends where the last of its statements ends, before a semicolon."""
    out.show(node.leading_lines)
    out.tokens.extend(out.indent_tokens)
    marks, last, start = out.marks, node.body[-1], len(out.tokens)
    wanted = id(node) in marks
    if wanted:
        marks.setdefault(id(last))
    out.show(node.body)
    if wanted:
        out.end(node, start, last)
    rest_of_line(out, node.trailing_whitespace)


def returned(out: Printer, node: cst.Annotation) -> None:
    """Only what a function returns gets here: parameters print their annotations themselves."""
    node._codegen(out, default_indicator="->")
