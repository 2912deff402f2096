"""What the dumps of real sources (tests/lower/golden) do not reach."""

from __future__ import annotations

from statelint.ir.dump import dump
from statelint.ir.expr import Attr, Call, Const, Expr, Name, Op
from statelint.ir.stmt import Do, If, ModuleIR


def test_a_statement_without_a_position_has_no_row() -> None:
    module = ModuleIR("x.py", (Do(Name("a"), 0), Do(Name("b"))), spans=(7, 0, 7, 1))
    assert dump(module) == "    7  a\n       b\n"


def test_an_empty_module_is_an_empty_text() -> None:
    assert dump(ModuleIR("x.py", ())) == ""


def test_long_chains_are_shown_to_their_end() -> None:
    total: Expr = Name("a")
    calls: Expr = Name("b")
    for _ in range(5_000):
        total = Op("+", (total, Const(1)))
        calls = Call(Attr(calls, "c"))
    text = dump(ModuleIR("x.py", (Do(total), Do(calls))))
    assert text.count("+ 1") == 5_000
    assert text.count(".c()") == 5_000


def test_long_chains_of_elif_stay_flat() -> None:
    chain: tuple[If, ...] = ()
    for _ in range(5_000):
        chain = (If(Name("a"), (Do(Name("b")),), chain),)
    assert dump(ModuleIR("x.py", chain)).count("\n       elif a:\n           b") == 4_999
