"""In: the bytes of a file. Out: its LibCST tree, or a SyntaxProblem that a human understands."""

from __future__ import annotations

import ast
import re
import warnings

import libcst as cst

from statelint.ir.stmt import Span, SyntaxProblem

_LIBCST_POSITION = re.compile(r"error at (\d+):(\d+)")


def parse(path: str, source: bytes) -> cst.Module | SyntaxProblem:
    """Decodes (PEP 263, byte order mark) and parses."""
    try:
        return cst.parse_module(source)
    except cst.ParserSyntaxError as error:
        return _explain(path, source, error)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        return SyntaxProblem(path, _readable(str(error)), Span(1, 0, 1, 0))


def _explain(path: str, source: bytes, error: cst.ParserSyntaxError) -> SyntaxProblem:
    """CPython says it better and more exactly than LibCST; LibCST's place is used where CPython sees no problem."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except SyntaxError as known:
        row, column = known.lineno or 1, max((known.offset or 1) - 1, 0)
        end = Span(row, column, row, column)
        return SyntaxProblem(path, _readable(known.msg), end)
    except (ValueError, RecursionError, MemoryError):
        pass
    match = _LIBCST_POSITION.search(error.message)
    row, column = (int(match[1]), int(match[2])) if match else (error.raw_line, error.raw_column)
    return SyntaxProblem(path, "syntax that is not understood", Span(row, column, row, column))


def _readable(message: str) -> str:
    """In our form: one line, lower case, no full stop, source text in backticks."""
    line = message.strip().splitlines()[0].rstrip(".")
    return re.sub(r"'([^']+)'", r"`\1`", line[:1].lower() + line[1:])
