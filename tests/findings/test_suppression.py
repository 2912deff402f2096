"""Which lines of a file a comment covers, and for which rules."""

from __future__ import annotations

import pytest

from statelint.findings.model import Finding, Place, Severity
from statelint.findings.selection import strength
from statelint.findings.suppression import covers, suppressions
from statelint.ir.stmt import Span
from statelint.source.text import SourceFile


def hidden(text: str, code: str = "LSS101") -> set[int]:
    """The lines in which a finding of one line would be hidden."""
    found = suppressions(SourceFile("app.py", text.encode()))

    def hides(row: int) -> bool:
        finding = Finding(code, "name-of-it", "m", Severity.ERROR, Place("app.py", Span(row, 0, row, 3)))
        return any(
            covers(each, finding)
            and (not each.selectors or any(strength(selector, finding) for selector in each.selectors))
            for each in found
        )

    return {row for row in range(1, text.count("\n") + 2) if hides(row)}


@pytest.mark.parametrize(
    ("comment", "hides"),
    [
        ("# noqa", True),
        ("#noqa", True),
        ("# NOQA", True),
        ("# noqa: LSS101", True),
        ("# noqa:LSS101", True),
        ("# noqa : LSS101", True),
        ("# noqa: lss101", True),
        ("# noqa: E501, LSS101", True),
        ("# noqa: E501 LSS101 because", True),
        ("# noqa: LSS1", True),
        ("# noqa because", True),
        ("# a reason # noqa: LSS101", True),
        ("# noqa: E501", False),
        ("# noqa: LSS102", False),
        ("# noqaLSS101", False),
        ("# statelint: ignore", True),
        ("# statelint:ignore[LSS101]", True),
        ("# statelint: ignore[LSS101] a reason", True),
        ("# statelint: ignore[LSS102, LSS101]", True),
        ("# statelint: ignore[name-of-it]", True),
        ("# statelint: ignore[LSS1]", True),
        ("# statelint: ignore[ALL]", True),
        ("# statelint: ignore[LSS102]", False),
        ("# statelint: ignored", False),
        ("# type: ignore # statelint: ignore[LSS101]", True),
        ("# type: ignore[LSS101]", False),
        ("# ruff: ignore[LSS101]", False),
        ('"# noqa"', False),
        ("'''# noqa'''", False),
        ('f"# noqa {b} # noqa"', False),
    ],
)
def test_a_comment_at_the_end_of_a_line_hides_what_it_names(comment: str, hides: bool) -> None:
    assert hidden(f"a = 1\nb = 2 + {comment}\nc = 3\n" if comment[0] != "#" else f"a = 1\nb = 2  {comment}\nc\n") == (
        {2} if hides else set()
    )


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("f(  # noqa\n  a,\n  b,\n)\nc\n", {1, 2, 3, 4}),
        ("f(\n  a,\n  b,\n)  # statelint: ignore[LSS101]\nc\n", {1, 2, 3, 4}),
        ("f(\n  a,  # statelint: ignore[LSS101]\n  b,\n)\n", {2}),
        ("f(\n  # statelint: ignore[LSS101]\n  a,\n  b,\n)\n", {3}),
        ('x = """\n# noqa\n"""  # noqa\ny\n', {1, 2, 3}),
        ("x = 1 + \\\n  2  # noqa\ny\n", {1, 2}),
        ("if x:  # noqa\n    y\n", {1}),
        ("# statelint: ignore[LSS101] why\nf(\n  a,\n)\nc\n", {2, 3, 4}),
        ("# statelint: ignore[LSS101]\n\n# more\nx\ny\n", {4}),
        ("# statelint: ignore[LSS101]\nif a(\n  b):\n    c\n", {2, 3}),
        ("# noqa\nx\n", {1}),
        ("x\n# statelint: file-ignore[LSS101] why\ny\n", {1, 2, 3, 4}),
        ("x\n# flake8: noqa\ny\n", {1, 2, 3, 4}),
        ("x\n# flake8: noqa: LSS101\ny\n", {1, 2, 3, 4}),
        ("x\n# statelint: noqa: LSS102\ny\n", set()),
        ("x  # flake8: noqa\ny\n", set()),
        ("a\n# statelint: disable[LSS101]\nb\n# statelint: enable[LSS101]\nc\n", {2, 3, 4}),
        ("a\n# statelint: disable[LSS101, LSS102]\nb\n# statelint: enable[LSS102]\nc\n", {2, 3, 4, 5, 6}),
        ("a\n# statelint: disable\nb\n# statelint: enable\nc\n", {2, 3, 4}),
        ("def f():\n    # statelint: disable[LSS101]\n    a\n    b\nc\n", {2, 3, 4}),
        ("a\n# statelint: enable[LSS101]\nb\n", set()),
    ],
)
def test_the_lines_that_a_comment_covers(text: str, rows: set[int]) -> None:
    assert hidden(text) == rows


def test_a_finding_of_several_lines_is_hidden_from_any_of_them() -> None:
    finding = Finding("LSS101", "n", "m", Severity.ERROR, Place("app.py", Span(2, 0, 4, 3)))
    for row in (2, 3, 4):
        text = "\n" + "".join(f"{line}{'  # noqa' if number == row else ''}\n" for number, line in ROWS)
        (found,) = suppressions(SourceFile("app.py", text.encode()))
        assert covers(found, finding), row


ROWS = ((2, "f(a,"), (3, "  b,"), (4, "  c)"))


def test_only_our_codes_of_a_noqa_are_judged() -> None:
    (noqa,) = suppressions(SourceFile("app.py", b"x  # noqa: E501, LSS101, LSS999\n"))
    (ours,) = suppressions(SourceFile("app.py", b"x  # statelint: ignore[E501, LSS101]\n"))
    assert noqa.judged == ("LSS101", "LSS999")
    assert ours.judged == ("E501", "LSS101")


def test_a_file_without_the_words_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from statelint.findings import suppression

    monkeypatch.setattr(suppression, "scan", lambda text: pytest.fail("the file was read"))
    assert suppressions(SourceFile("app.py", b"x = 1  # a comment\n")) == ()
