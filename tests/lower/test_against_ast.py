"""CPython's own tree is the witness that lowering loses nothing that is evaluated, over written and random programs."""

from __future__ import annotations

import ast
import json
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statelint.ir.codec import decode, encode
from statelint.ir.stmt import ModuleIR
from statelint.lower import lower

# In chained comparisons the IR writes the operands in the middle twice.
SOURCES = sorted(path for path in (Path(__file__).parent / "golden").glob("*.py") if path.stem != "chained")
LIBRARY = Path(ast.__file__).parent

# What both trees must hold equally often: the name of the class here, and those it has in `ast`.
KINDS = {
    **dict.fromkeys(["Call", "Dict", "Lambda", "Await", "While", "AugAssign", "Break", "Continue"]),
    "Item": ["Subscript"],
    "Walrus": ["NamedExpr"],
    "IfElse": ["IfExp"],
    "Yield": ["Yield", "YieldFrom"],
    "Comprehension": ["ListComp", "SetComp", "DictComp", "GeneratorExp"],
    "For": ["For", "AsyncFor"],
    "With": ["With", "AsyncWith"],
    "Try": ["Try", "TryStar"],
    "DefineFunction": ["FunctionDef", "AsyncFunctionDef"],
    "DefineClass": ["ClassDef"],
}
OURS_BY_AST = {theirs: ours for ours, names in KINDS.items() for theirs in names or [ours]}


class WithoutAnnotations(ast.NodeTransformer):
    """The IR drops annotations, type parameters, and whatever only a docstring or a lone literal says."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is None:
            return ast.Pass()
        return ast.Assign([self.visit(node.target)], self.visit(node.value))

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        return ast.Pass() if isinstance(node.value, ast.Constant) else self.generic_visit(node)


def python_counts(source: bytes) -> Counter[tuple[str, str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(source)
    counts: Counter[tuple[str, str]] = Counter()
    for node in ast.walk(WithoutAnnotations().visit(tree)):
        kind = type(node).__name__
        match node:
            case ast.Name(id=name):
                counts["Name", name] += 1
            case ast.Attribute(attr=name):
                counts["Attr", name] += 1
            case ast.Assert():  # raises AssertionError, and calls it when there is a message
                counts["Name", "AssertionError"] += 1
                counts["Call", ""] += node.msg is not None
            case ast.match_case(pattern=pattern):
                counts.update(("Name", name) for name in captures(pattern))
            case _ if kind in OURS_BY_AST:
                counts[OURS_BY_AST[kind], ""] += 1
    return +counts


def captures(pattern: ast.pattern) -> set[str]:
    """The names that one case binds; alternatives bind the same ones."""
    names = {getattr(node, field, None) for node in ast.walk(pattern) for field in ("name", "rest")}
    return {name for name in names if name is not None}


def our_counts(module: ModuleIR) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for node in below((module.body, module.functions, module.classes)):
        kind = type(node).__name__
        if kind == "Name":
            counts["Name", node.id] += not node.id.startswith("%")
        elif kind == "Attr":
            counts["Attr", node.name] += 1
        elif kind in KINDS:
            counts[kind, ""] += 1
    return +counts


def below(value: Any) -> Iterator[Any]:
    todo = [value]
    while todo:
        node = todo.pop()
        if isinstance(node, tuple):
            todo.extend(node)
        elif is_dataclass(node):
            yield node
            todo.extend(getattr(node, field.name) for field in fields(node))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_written_programs_keep_everything_that_is_evaluated(path: Path) -> None:
    source = path.read_bytes()
    try:
        expected = python_counts(source)
    except SyntaxError:
        pytest.skip("newer syntax than this Python's")
    module = lower(path.name, source)
    assert isinstance(module, ModuleIR)
    assert our_counts(module) == expected


@pytest.mark.parametrize(
    "name",
    ["ast.py", "dataclasses.py", "asyncio/tasks.py", "inspect.py", "tarfile.py", "typing.py", "pydoc_data/topics.py"],
)
def test_the_standard_library_loses_nothing_that_is_evaluated(name: str) -> None:
    source = (LIBRARY / name).read_bytes()
    module = lower(name, source)
    assert isinstance(module, ModuleIR), module
    assert python_counts(source) <= our_counts(module)


LEAVES = ["a", "b", "state", "1", "2.5", "None", "...", "3j", "True", "'x' f'{a!r:>{b.c}}y{a}' 'z'"]
# In a template `_` stands for an expression and `@` for a block.
EXPRESSIONS = [
    *("_.b", "_[_]", "_[_:_]", "_[_, *_]", "_(_)", "_(_, *_, k=_, **_)", "[_, *_]", "(_,)", "{_}", "{_: _, **_}"),
    *("_ + _", "_ ** _", "-_", "not _", "_ and _ and _", "_ or _", "_ not in _", "_ is not _"),
    *("_ if _ else _", "(n := _)", "lambda a, *k, b=_: _", "[_ for a in _ if _]", "{_: _ for a, b in _}"),
    *("{_ for a in _ for b in _}", "(_ async for a in _)", "await _", "(yield _)", "(yield from _)"),
]
STATEMENTS = [
    *("_", "a = _", "a.b = a[_] = _", "a, *b = _", "[a, (b, _.c)] = _", "a += _", "a[_] //= _", "a: int = _", "a: _"),
    *("return _", "return", "raise _ from _", "assert _", "assert _, _", "del a, b[_]", "pass", "'text'", "b'bytes'"),
    *("import a.b as c, d.e", "from . import a", "if _:@elif _:@else:@", "while _:@else:@", "async for a, b.c in _:@"),
    *("try:@except (_) as e:@else:@finally:@", "with _ as a, _:@", "@_\nasync def f(a, /, b=_, *c, d: _ = 1, **e):@"),
    *("class C(_, m=_):@", "match _:\n case {'k': x, **r} if _:@\n case [1, a.b] | C(d=2):@\n case None:@\n case y:@"),
]


def expression(draw: st.DrawFn, depth: int) -> str:
    """A random expression; in parentheses, so that it fits everywhere."""
    template = draw(st.sampled_from(LEAVES + EXPRESSIONS if depth else LEAVES))
    return "".join(f"({expression(draw, depth - 1)})" if letter == "_" else letter for letter in template)


def block(draw: st.DrawFn, depth: int, indent: str) -> str:
    """A few random statements, each on a line of its own or on several."""
    lines = [statement(draw, depth, indent + "  ") for _ in range(draw(st.integers(1, 3)))]
    return "\n" + "\n".join(lines) + "\n" + indent


def statement(draw: st.DrawFn, depth: int, indent: str) -> str:
    simple = [template for template in STATEMENTS if "@" not in template]
    template = draw(st.sampled_from(STATEMENTS if depth else simple)).replace("\n", "\n" + indent)
    pieces = {"_": lambda: f"({expression(draw, 2)})", "@": lambda: block(draw, depth - 1, indent)}
    decorator, template = ("@", template[1:]) if template.startswith("@") else ("", template)
    return indent + decorator + "".join(pieces[each]() if each in pieces else each for each in template)


@st.composite
def programs(draw: st.DrawFn) -> str:
    return "async def main():" + block(draw, 2, "")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(programs())
def test_random_programs_keep_everything_that_is_evaluated(program: str) -> None:
    source = program.encode()
    expected = python_counts(source)
    module = lower("x.py", source)
    assert isinstance(module, ModuleIR), module
    assert our_counts(module) == expected
    assert decode(json.loads(json.dumps(encode(module)))) == module


@settings(deadline=None)
@given(st.binary() | st.text().map(str.encode) | st.text("()[]{}'\"\\:=ab \n\t#f0").map(str.encode))
def test_no_bytes_whatsoever_make_it_raise(source: bytes) -> None:
    assert lower("x.py", source).path == "x.py"
