"""Bytes as text and lines, as the spans of the IR count them."""

from __future__ import annotations

import pytest

from statelint.source.text import SourceFile, decode, wants_lowering


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"a\nb", ["a", "b"]),
        (b"a\r\nb\rc\n", ["a", "b", "c", ""]),
        (b"a\x0cb\x0b\x1c\x85c", ["a\x0cb\x0b\x1c\N{REPLACEMENT CHARACTER}c"]),
        ("a\u2028b".encode(), ["a\u2028b"]),
        (b"", [""]),
    ],
)
def test_only_the_line_ends_of_python_end_a_line(data: bytes, lines: list[str]) -> None:
    assert SourceFile("a.py", data).lines() == lines


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfx", "x"),
        (b"# -*- coding: latin-1 -*-\n'\xe9'", "# -*- coding: latin-1 -*-\n'é'"),
        (b"#!/bin/sh\n# vim: fileencoding=cp1252\n\x80", "#!/bin/sh\n# vim: fileencoding=cp1252\n€"),
        (b"x = 1\n# coding: latin-1\n\xe9", "x = 1\n# coding: latin-1\n\N{REPLACEMENT CHARACTER}"),
        (b"# coding: no-such-codec\nx", "# coding: no-such-codec\nx"),
        (b"# coding: hex\nx", "# coding: hex\nx"),
        (b"\xff", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_the_declared_encoding_is_used_where_python_would_look_for_it(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_a_file_that_says_neither_word_is_not_worth_lowering() -> None:
    assert wants_lowering(b"import streamlit as st")
    assert wants_lowering(b"def f(st): st.session_state.x")
    assert not wants_lowering(b"import os")
