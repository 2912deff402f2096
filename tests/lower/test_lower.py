"""What the dumps do not show: laziness, scopes, exact literals, shared positions."""

from __future__ import annotations

import ast
import subprocess
import sys
import warnings

import libcst as cst
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from statelint.ir.expr import FString, Name, Op
from statelint.ir.stmt import Assign, Do, ModuleIR, Span
from statelint.ir.walk import walk as walk_ir
from statelint.lower import lower
from statelint.lower.expressions import EXPRESSIONS
from statelint.lower.literals import formatted_text, integer, string
from statelint.lower.walk import Table, Walk, unknown_expression, unknown_statement


def lowered(source: str) -> ModuleIR:
    module = lower("x.py", source.encode())
    assert isinstance(module, ModuleIR), module
    return module


def test_libcst_is_imported_by_the_first_file_only() -> None:
    code = (
        "import sys; from statelint.lower import lower; assert 'libcst' not in sys.modules\n"
        "lower('x.py', b'(' * 300); assert 'libcst' not in sys.modules\n"
        "lower('x.py', b'a'); assert 'libcst' in sys.modules; assert 'libcst.matchers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_walrus_in_a_comprehension_binds_in_the_function_and_its_target_does_not() -> None:
    (function,) = lowered("def f(a):\n    return [(b := c) for c in a]\n").functions
    assert function.locals == ("a", "b")


def test_a_name_declared_global_is_not_local() -> None:
    (function,) = lowered("def f():\n    a = 1\n    global b\n    b = a\n").functions
    assert (function.locals, function.globals) == (("a",), ("b",))


def test_functions_are_numbered_in_source_order() -> None:
    module = lowered("def a(x=lambda: 1):\n  def b(): pass\nclass C:\n  def d(self): pass\n")
    assert [each.qualname for each in module.functions] == ["<lambda>", "a", "a.<locals>.b", "C.d"]


def test_every_position_is_inside_the_statement() -> None:
    module = lowered("x = a +   b\n")
    (assign,) = module.body
    assert isinstance(assign, Assign)
    assert isinstance(assign.value, Op)
    assert module.span(assign.at) == Span(1, 0, 1, 11)
    assert module.span(assign.value.at).column == 4
    assert [module.span(each.at).column for each in assign.value.operands] == [4, 10]


def test_text_beside_a_hole_is_one_constant() -> None:
    (statement,) = lowered("'a' f'b{c}' 'd' 'e'\n").body
    assert isinstance(statement, Do)
    assert isinstance(statement.value, FString)
    assert [getattr(part, "value", part) for part in statement.value.parts] == ["ab", Name("c", 1), "de"]


@pytest.mark.parametrize("text", ["0", "00", "0x_Ff", "0b1_0", "0O17", "1_000"])
def test_integers_have_the_value_that_python_gives_them(text: str) -> None:
    assert integer(text) == ast.literal_eval(text)


def test_an_integer_too_long_to_print_is_no_constant() -> None:
    assert integer("9" * 5_000) is None


ESCAPES = [
    *("\\n", "\\\\", "\\'", '\\"', "\\0", "\\101", "\\1234", "\\x41", "\\u00e9", "\\U0001f600", "\\N{EM DASH}", "\\d"),
    *("\\\n", "\n", "\r\n", "\r", "{{", "}}", "a", "é", "\\ud83d", " ", "8", "N", "x"),
]


@given(st.lists(st.sampled_from(ESCAPES)), st.sampled_from(["", "r", "u", "R", "f", "rf", "fR"]))
def test_strings_have_the_value_that_python_gives_them(pieces: list[str], prefix: str) -> None:
    body = "".join(pieces)
    assume(prefix not in ("rf", "fR") or "{EM" not in body)  # a hole there
    text = f"{prefix}'''{body} '''"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = eval(text)
    if "f" in prefix.lower():
        assert formatted_text(body + " ", f"{prefix}'''") == expected
    else:
        assert string(text) == expected


def test_syntax_of_a_later_libcst_keeps_what_it_evaluates() -> None:
    walk = Walk(Table({"Name": EXPRESSIONS["Name"]}, unknown_expression), Table({}, unknown_statement))
    (statement,) = walk.run(cst.parse_module("for a in b(c): d + [e]\n").body)
    assert isinstance(statement, Do)
    assert {node.id for node in walk_ir(statement) if isinstance(node, Name)} == set("abcde")
