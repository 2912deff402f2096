"""The short ways to print nodes give LibCST's own text, and a kind that another LibCST has changed prints itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import libcst as cst
import pytest

from statelint.lower.kinds import SHOWS, has_fields
from statelint.lower.printer import Printer, Shows

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.py"))
ODD = (
    b"",
    b"# only a comment",
    b"a = 1\r\nif a:\r\n    b(\r\n        1,\r\n    )\r\n",
    b"\x0c\na = b . c ; d [ : ] ;\n",
    b"if a: b ; c\n",
)
COMMON = (cst.Name, cst.Call, cst.SimpleStatementLine, cst.IndentedBlock, cst.If, cst.FunctionDef, cst.ClassDef)


def printed(tree: cst.Module, shows: Shows) -> str:
    printer = Printer(tree, {}, shows)
    printer.run(tree)
    return "".join(printer.tokens)


@pytest.mark.parametrize("source", [*ODD, *(path.read_bytes() for path in GOLDEN)])
def test_the_text_is_that_of_libcst(source: bytes) -> None:
    tree = cst.parse_module(source)
    assert printed(tree, SHOWS) == tree.code


def test_nodes_without_a_short_way_print_themselves() -> None:
    tree = cst.parse_module(Path(__file__).read_bytes())
    assert printed(tree, Shows()) == tree.code


def test_what_files_are_full_of_has_a_short_way_in_this_libcst() -> None:
    assert all(kind in SHOWS for kind in COMMON)


def test_a_kind_with_other_fields_is_left_out() -> None:
    @dataclass
    class Name:
        value: str
        sigil: str

    assert has_fields(Name, "value sigil")
    assert not has_fields(Name, "value")
    assert not has_fields(Name, "value sigil lpar")
