"""What cannot be read becomes a SyntaxProblem that says why and where, in one line."""

from __future__ import annotations

import pytest

from statelint.ir.stmt import ModuleIR, SyntaxProblem
from statelint.lower import lower

# source, row, column, a part of the message that every CPython agrees on
WRONG = {
    "unclosed bracket": (b"a = 1\nb = (\n", 2, 4, "never closed"),
    "unclosed bracket after a byte order mark": (b"\xef\xbb\xbfb = (\n", 1, 4, "never closed"),
    "unclosed string": (b"a = 1\n\nb = 'c\n", 3, 4, "unterminated string literal"),
    "missing colon": (b"if a\n    b\n", 1, 4, "expected `:`"),
    "Python 2": (b"print 'a'\n", 1, 0, "missing parentheses in call to `print`"),
    "tabs and spaces": (b"if a:\n\tb\n        c\n", 3, None, "inconsistent use of tabs and spaces"),
    "null byte": (b"a = 1\nb\0\n", 2, 1, "null bytes"),
    "UTF-16": ("a = 1\n".encode("utf-16"), 1, None, "null bytes"),
    "invalid UTF-8": (b"a = 1\nb = '\xe9'\n", 2, 5, "not UTF-8"),
    "surrogate": (b"a = '\xed\xa0\x80'\n", 1, 5, "not UTF-8"),
    "unknown encoding": (b"# coding: nowhere\n", 1, 0, "unknown encoding"),
    "not a text encoding": (b"# coding: hex\na\n", 1, None, "`hex` is not a text encoding"),
    "lone continuation": (b"a = \\", 1, None, "unexpected EOF"),
    "mixed literals": (b"a = 'b' b'c'\n", 1, None, "bytes"),
    "valid, but not for LibCST": (b"a = 1\n(b): int\n", 2, None, "LibCST"),
}


@pytest.mark.parametrize(("source", "row", "column", "message"), WRONG.values(), ids=WRONG)
def test_says_why_and_where(source: bytes, row: int, column: int | None, message: str) -> None:
    problem = lower("x.py", source)
    assert isinstance(problem, SyntaxProblem)
    assert problem.path == "x.py"
    assert message in problem.message
    assert "\n" not in problem.message
    assert not problem.message.endswith(".")
    assert problem.span.row == row
    if column is not None:
        assert problem.span.column == column


@pytest.mark.parametrize(
    "source",
    [b"", b"\n", b"\x0c\n", b"# only a comment", b"\xef\xbb\xbf", b"\xef\xbb\xbf# coding: utf-8\na\n"],
)
def test_reads_files_that_hold_next_to_nothing(source: bytes) -> None:
    assert isinstance(lower("x.py", source), ModuleIR)


def test_decodes_as_the_file_declares() -> None:
    module = lower("x.py", "# coding: cp1252\na = '€'\n".encode("cp1252"))
    assert isinstance(module, ModuleIR)
    assert "'€'" in repr(module)
