"""In: the bytes of a file. Out: its LibCST tree, or a SyntaxProblem that a human understands."""

from __future__ import annotations

import ast
import re
import warnings

import libcst as cst

from statelint.ir.stmt import Span, SyntaxProblem
from statelint.lower.guard import place

_LIBCST_POSITION = re.compile(r"error at (\d+):(\d+)")
_UNKNOWN = "valid Python that LibCST does not understand"


def parse(path: str, source: bytes) -> cst.Module | SyntaxProblem:
    """Decodes (PEP 263, byte order mark) and parses."""
    try:
        return cst.parse_module(source)
    except cst.ParserSyntaxError as error:
        match = _LIBCST_POSITION.search(error.message)
        row, column = (int(match[1]), int(match[2])) if match else (error.raw_line, error.raw_column)
        return _python_error(path, source) or _problem(path, _UNKNOWN, row, column)
    except Exception:  # it lets through whatever its codecs and its own checks of a tree raise
        return _encoding_error(path, source) or _python_error(path, source) or _problem(path, _UNKNOWN, 1, 0)


def _encoding_error(path: str, source: bytes) -> SyntaxProblem | None:
    try:
        source.decode()
    except UnicodeDecodeError as error:
        return SyntaxProblem(path, "not UTF-8, and not in the encoding that it declares", place(source, error.start))
    return None


def _python_error(path: str, source: bytes) -> SyntaxProblem | None:
    """CPython says it better and more exactly than LibCST; None if it sees no problem."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except SyntaxError as error:
        return _problem(path, error.msg, error.lineno or 1, max((error.offset or 1) - 1, 0))
    except (ValueError, RecursionError, MemoryError):
        return None
    return None


def _problem(path: str, message: str, row: int, column: int) -> SyntaxProblem:
    """In our form: one line, lower case, no full stop, source text in backticks."""
    line = message.strip().splitlines()[0].rstrip(".")
    readable = re.sub(r"(?<!\w)'([^']+)'(?!\w)", r"`\1`", line[:1].lower() + line[1:])
    return SyntaxProblem(path, readable, Span(row, column, row, column))
