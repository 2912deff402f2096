"""Comments and statements are those that Python's own tokenizer finds; newer syntax is read as well."""

from __future__ import annotations

import io
import sysconfig
import tokenize
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statelint.source.comments import scan

NOT_TOLD = (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
LIBRARY = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))


def expected(text: str) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, int]]]:
    """The same as told by `tokenize`."""
    comments: list[tuple[int, int, str]] = []
    statements: list[tuple[int, int, int]] = []
    first: tuple[int, int] | None = None
    last = 0
    for token in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
        if token.type == tokenize.COMMENT:
            comments.append((*token.start, token.string.rstrip()))
        elif token.type == tokenize.NEWLINE and first:
            statements.append((first[0], last, first[1]))
            first = None
        elif token.type not in NOT_TOLD:
            first, last = first or token.start, token.end[0]
    return comments, statements


def found(text: str) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, int]]]:
    comments, statements = scan(text)
    return [(c.row, c.column, c.text) for c in comments], [(s.first, s.last, s.column) for s in statements]


@pytest.mark.parametrize("path", LIBRARY[::3], ids=lambda path: path.name)
def test_the_standard_library_is_read_as_python_does(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert found(text) == expected(text)


@pytest.mark.parametrize(
    "line",
    [
        'x = f"{", ".join(names)} # no"',
        'x = f"{d["#"]}"',
        "x = f'{x:#x} {x!r:>{w}} {{ # no'",
        'x = f"{f"{1}#"}#"',
        "x = t'{lambda: 3}#no'",
        r"x = rf'\' # no'",
        'x = "unclosed # no',
        'x = "" """ "" # no """',
        "x = b'#' rb'#' u'#'",
    ],
)
def test_a_comment_is_told_from_a_string(line: str) -> None:
    comments, statements = scan(f"{line} # yes\ny = 1  # also\n")
    assert comments[-1].text == "# also"
    assert (comments[-1].row, comments[-1].column) == (2, 7)
    assert [comment.text for comment in comments[:-1]] == ([] if "unclosed" in line else ["# yes"])
    assert [(each.first, each.last) for each in statements] == [(1, 1), (2, 2)]


@given(st.text(alphabet="abf(){}[]\"'#:\\\n\r x=", max_size=60))
def test_any_text_is_read_to_its_end(text: str) -> None:
    comments, statements = scan(text)
    rows = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= comment.row <= rows for comment in comments)
    assert all(1 <= each.first <= each.last <= rows for each in statements)
    assert all(comment.text.startswith("#") for comment in comments)
