"""Positions equal those of LibCST's PositionProvider, which costs ten times as much, for every node that has one."""

from __future__ import annotations

from pathlib import Path

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider

from statelint.lower.module import lower_tree

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.py"))

ODD = {
    "crlf": b"a = 1\r\nif a:\r\n    b(\r\n        1,\r\n    )\r\n",
    "cr": b"a = 1\rif a:\r    b('''x\ry''', 2)\r",
    "mixed newlines": b"a = 1\r\nb = 2\rc = '''\r\n\n'''; d\ne = 3\r\n",
    "bom": b"\xef\xbb\xbfa = 1\nb = a\n",
    "tabs": b"if a:\n\tif b:\n\t\tc = 1\n\td = 2\n",
    "form feed": b"a = 1\n\x0c\ndef f():\n    return 1\n\x0c\nb = 2\n",
    "leading form feed": b"\x0c\na = 1\n",
    "no end of line": b"a = 1\nb = c.d",
    "only a comment after": b"a = 1\n# comment",
    "latin-1": b"# coding: latin-1\nname = '\xe9\xe8' + \xe9t\xe9\n",
    "wide characters": "a = '\U0001f600é漢' + b; d = ünïcode\n".encode(),
    "line continuation": b"a = b + \\\n    c\nassert a, \\\r\n    d\n",
    "blank lines": b"\n\n# comment\n\na = 1\n\n\n\nb = 2\n\n\n",
    "decorators": b"@a\n# between\n@b(1)\n\n@c\nasync def f(x, *, y=1) -> int: x\n\n\n@d\nclass C(A, m=B): x = 1\n",
    "f-strings": b"""a = f'{b}{c!r:>{d}} {{e}}' f"{f'{g}'}" + f'''x\n{h}\n'''\n""",
    "parentheses": b"a = ((b))\n(c)\nd = (  e  +  # comment\n  f  )\ng = (  )\nh = (yield_ ,)\n",
    "subscripts": b"a[ 1 : 2 , ... ] = b[ * c ]\nd [ : ]\n",
    "semicolons": b"a = 1 ; b = 2 ;\nif a : b ; c\n",
    "imports": b"from a import (b, c as d, )\nfrom . import *\nfrom x import y as z ; import q.r\n",
    "compound statements": (
        b"for a in b :\n  c\nelse :\n  d\nwhile e: f\ntry :\n  g\nexcept H as i :\n  j\nelse: k\nfinally:\n  l\n"
        b"with m as n, o: p\nmatch q:\n  case [r, *s] if t: u\n  case {'v': w, **x}: y\n  case Z(a=1) | None: b\n"
    ),
    "uneven indentation": b"if a:\n  b\n  if c:\n        d\n  # comment\n# comment\ne\n",
}


def mismatches(source: bytes) -> tuple[int, list[str]]:
    """How many nodes have a position, and those whose position is not LibCST's."""
    tree = cst.parse_module(source)
    module, wanted = lower_tree("x.py", tree)
    expected = MetadataWrapper(tree, unsafe_skip_copy=True).resolve(PositionProvider)
    wrong = []
    for node, where in expected.items():
        index = wanted.get(id(node))
        if index is not None:
            span = module.span(index)
            known = (where.start.line, where.start.column, where.end.line, where.end.column)
            if known != (span.row, span.column, span.end_row, span.end_column):
                wrong.append(f"{type(node).__name__}: {span}, not {known}")
    return len(wanted), wrong


@pytest.mark.parametrize("source", ODD.values(), ids=ODD)
def test_equal_those_of_libcst_in_odd_files(source: bytes) -> None:
    count, wrong = mismatches(source)
    assert count > 0
    assert wrong == []


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_equal_those_of_libcst_for_every_construct(path: Path) -> None:
    for newline in (b"\n", b"\r\n"):
        count, wrong = mismatches(path.read_bytes().replace(b"\n", newline))
        assert count > 0
        assert wrong == []
