"""Depth never ends the process: what CPython runs is lowered, what it refuses is refused, and hostile files are too."""

from __future__ import annotations

import sys
import threading

import pytest

from statelint.ir.codec import decode, encode
from statelint.ir.stmt import ModuleIR, SyntaxProblem
from statelint.lower import lower


def indented(head: str, depth: int) -> str:
    return "".join(f"{' ' * level}{head}:\n" for level in range(depth)) + " " * depth + "pass\n"


VALID = {
    "parentheses": "(" * 190 + "a" + ")" * 190,
    "lists": "[" * 190 + "]" * 190,
    "calls": "f(" * 190 + ")" * 190,
    "ifs": indented("if a", 95),
    "functions": indented("def f()", 95),
    "operators": " + ".join(["a"] * 1_500),  # LibCST needs the square of it in time
    "operators over lines": "(" + " +\n".join(["a"] * 1_000) + ")",
    "ands": " and ".join(["a"] * 2_900),
    "comparisons": " < ".join(["a"] * 2_900),
    "strings": "(" + "'a'\n" * 2_900 + ")",
    "attributes": "a" + ".b" * 1_000,
    "method calls": "a" + ".b()" * 500,
    "subscripts": "a" + "[0]" * 500,
    "nots": "not " * 1_000 + "a",
    "ternaries": "a if b else " * 500 + "c",
    "lambdas": "lambda: " * 500 + "a",
    "elifs": "if a:\n b\n" + "elif c:\n d\n" * 2_000,
}


@pytest.mark.parametrize("source", VALID.values(), ids=VALID)
def test_lowers_what_cpython_runs(source: str) -> None:
    settings = sys.getrecursionlimit(), threading.stack_size()
    module = lower("x.py", source.encode())
    assert isinstance(module, ModuleIR), module
    assert decode(encode(module)).spans == module.spans  # type: ignore[union-attr]
    assert (sys.getrecursionlimit(), threading.stack_size()) == settings


N = 100_000
HOSTILE = {
    "parentheses": "(" * N + ")" * N,
    "brackets": "[" * N + "]" * N,
    "braces": "{1:" * N + "}" * N,
    "calls": "f(a=g(" * N + "))" * N,
    "never closed": "(" * N,
    "holes of an f-string": "f'{" + "(" * N + ")" * N + "}'",
    "in a format spec": "f'{a:{" + "(" * N + ")" * N + "}}'",
    "operators": "+".join(["a"] * N),
    "powers": "**".join(["a"] * N),
    "signs": "-" * N + "a",
    "nots": "not " * N + "a",
    "attributes": "a" + ".b" * N,
    "method calls": "a" + ".b()" * N,
    "subscripts": "a" + "[0]" * N,
    "ternaries": "a if b else " * N + "c",
    "lambdas": "lambda:" * N + "a",
    "over lines": "(" + "+\n".join(["a"] * N) + ")",
    "ifs": indented("if a", 1_000),
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_refuses_what_would_crash_or_hang(source: str) -> None:
    problem = lower("x.py", b"a = 1\n" + source.encode())
    assert isinstance(problem, SyntaxProblem)
    assert problem.span.row > 1


def test_refuses_the_bracket_that_cpython_refuses() -> None:
    problem = lower("x.py", b"a = 1\n  \\\n" + "é = ".encode() + b"[" * 201 + b"]" * 201)
    assert isinstance(problem, SyntaxProblem)
    assert problem.message == "too deeply nested: more than 200 open brackets"
    assert (problem.span.row, problem.span.column) == (3, 204)


@pytest.mark.parametrize(
    "source",
    [
        "a = '" + "(" * 300 + "'",
        "a = f'" + "(" * 300 + "{{" * 300 + "{b}'",
        "a = rf'\\" + "{b[0]}" * 300 + "'",
        "a = '''" + "\n(" * 300 + "'''",
        "a = '\\''  # " + "(" * 300,
        'a = f"{b["("]}"\n' * 300,
        "a = f'{b:{c}}{d!r:(^{e}}'\n" * 300,
        "a = f'''{\nb\n}''' # (\n" * 300,
        "a = [" + "(1), " * 300 + "]",
        "a = [" + "'" + "x" * 4_000 + "', -1]",
        "a(b.c)\n" * 3_000,
        "'" + "a.b + c " * 3_000 + "'",
    ],
)
def test_is_not_misled_by_brackets_and_operators_that_do_not_nest(source: str) -> None:
    assert isinstance(lower("x.py", source.encode()), ModuleIR)
