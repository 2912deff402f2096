"""Encoding is exact through JSON, as deep as a program may be, and rejects what it cannot have made."""

from __future__ import annotations

import json
from typing import Any

import pytest

from statelint.ir.codec import decode, encode
from statelint.ir.expr import Const, Dict, Expr, FString, Name, Op
from statelint.ir.stmt import Assign, Do, FunctionIR, ModuleIR, Param, Span, SyntaxProblem


def through_json(lowered: ModuleIR | SyntaxProblem) -> ModuleIR | SyntaxProblem:
    return decode(json.loads(json.dumps(encode(lowered))))


def test_a_module_survives() -> None:
    pair = Dict(((Const("k"), Name("a", 1)), (None, Name("b"))), 0)
    function = FunctionIR("f", "C.f", (Param("a", "any", Const(1.5)),), (Do(pair),), locals=("a", "b"), is_async=True)
    module = ModuleIR("pages/é.py", (Assign((Name("x"),), FString(())),), (function,), spans=(1, 0, 1, 5, 2, 0, 2, 1))
    assert through_json(module) == module


def test_a_problem_survives() -> None:
    problem = SyntaxProblem("x.py", "expected `:`", Span(1, 2, 3, 4))
    assert through_json(problem) == problem


@pytest.mark.parametrize("value", [True, 1, 1.0, 0, False, None, "", "1", "\ud83d\ude00", "\ude00", "😀", 10**300])
def test_values_keep_their_type(value: Any) -> None:
    module = through_json(ModuleIR("x.py", (Do(Const(1)), Do(Const(value)), Do(Const(True)))))
    assert isinstance(module, ModuleIR)
    constants = [each.value for each in module.body if isinstance(each, Do)]
    assert [repr(each) for each in constants] == [repr(Const(each)) for each in (1, value, True)]


def test_depth_costs_nothing() -> None:
    value: Expr = Name("a")
    for _ in range(20_000):
        value = Op("+", (value, Const(1)))
    module = through_json(ModuleIR("x.py", (Do(value),)))
    assert encode(module) == encode(ModuleIR("x.py", (Do(value),)))


@pytest.mark.parametrize(
    "encoded",
    [
        {},
        {"program": [], "values": []},
        {"program": [1, 2, 3], "values": []},
        {"program": [10_000], "values": []},
        {"program": [-5], "values": []},
        {"program": ["Const"], "values": []},
        {"program": [-1], "values": []},
        {"program": None, "values": None},
        {"program": [], "values": [{"other": []}]},
        {"program": [], "values": [{"characters": [10**30]}]},
        [],
    ],
)
def test_rejects_what_it_cannot_have_made(encoded: Any) -> None:
    with pytest.raises(ValueError, match="not an encoded module"):
        decode(encoded)
