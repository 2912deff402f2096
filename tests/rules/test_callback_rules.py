from __future__ import annotations

import pytest

from statelint.explore.observations import Argument, Element, Observations, Shape, Site
from statelint.findings.model import Finding, Severity
from statelint.ir.stmt import Span
from statelint.rules.base import all_rules

SAVE = Shape("function", "save")
NONE = Shape("const", "None")


def at(row: int) -> Site:
    return Site("app.py", Span(row, 0, row, 10))


def judge(**arguments: Shape) -> list[Finding]:
    given = tuple(Argument(name, at(row), shape) for row, (name, shape) in enumerate(arguments.items(), 10))
    seen = Observations("app.py", elements=(Element("button", at(9), None, given),))
    return [finding for rule in all_rules() for finding in rule.check(seen)]


@pytest.mark.parametrize("parameter", ["on_click", "on_change", "on_submit", "on_select", "on_dismiss"])
def test_the_result_of_a_call_is_no_callback(parameter: str) -> None:
    [finding] = judge(**{parameter: Shape("nothing", "save", at(3))})
    assert (finding.code, finding.place.span.row) == ("LSS301", 10)
    assert finding.message == f"`{parameter}` is given the result of `save()`, not the function"
    assert finding.help == f"pass the function, `{parameter}=save`, and its arguments as `args=(…,)`"
    assert [label.place.span.row for label in finding.labels] == [3]


def test_one_finding_for_a_function_however_often_its_result_is_given() -> None:
    save, load = Shape("nothing", "save", at(3)), Shape("nothing", "load", at(5))
    first, second = judge(on_click=save, on_change=load, on_submit=save)
    assert [one.span.row for one in (first.place, *first.also_at)] == [10, 12]
    assert [one.span.row for one in (second.place, *second.also_at)] == [11]


def test_only_callbacks_must_be_functions() -> None:
    assert judge(label=Shape("nothing", "caption")) == []
    assert judge(on_click=SAVE) == judge(on_click=Shape("unknown")) == judge(on_click=NONE) == []


@pytest.mark.parametrize(
    ("parameter", "shape", "message", "advice"),
    [
        ("args", Shape("const", "'tea'"), "not `'tea'`", "the comma makes the tuple: `args=('tea',)`"),
        ("args", Shape("const", "'x'"), "not `'x'`", "the comma makes the tuple: `args=('x',)`"),
        ("args", Shape("const", "5"), "not `5`", "the comma makes the tuple: `args=(5,)`"),
        ("args", Shape("dict"), "not a dict", "pass a tuple or list"),
        ("args", Shape("set"), "not a set", "pass a tuple or list"),
        ("kwargs", Shape("list"), "not a list", "pass a dict"),
        ("kwargs", Shape("tuple"), "not a tuple", "pass a dict"),
        ("kwargs", Shape("const", "'tea'"), "not `'tea'`", "pass a dict"),
    ],
)
def test_arguments_of_the_wrong_type(parameter: str, shape: Shape, message: str, advice: str) -> None:
    [finding] = judge(on_click=SAVE, **{parameter: shape})
    assert (finding.code, finding.place.span.row, finding.help) == ("LSS302", 11, advice)
    assert finding.message.startswith(f"`{parameter}` must be a")
    assert finding.message.endswith(message)


@pytest.mark.parametrize("args", [Shape("tuple"), Shape("list"), Shape("unknown"), Shape("nothing", "f"), NONE])
@pytest.mark.parametrize("kwargs", [Shape("dict"), Shape("unknown"), Shape("nothing", "f"), NONE])
def test_arguments_of_the_right_or_an_unknown_type_are_silent(args: Shape, kwargs: Shape) -> None:
    assert judge(on_click=SAVE, args=args, kwargs=kwargs) == []


@pytest.mark.parametrize("callback", [{}, {"on_click": NONE}])
def test_arguments_without_a_callback(callback: dict[str, Shape]) -> None:
    [finding] = judge(**callback, args=Shape("tuple"))
    assert (finding.code, finding.message) == ("LSS302", "`args` is ignored: this button has no callback")
    assert finding.severity is Severity.WARNING  # nothing stops


def test_one_finding_for_an_argument_of_the_wrong_type_without_a_callback() -> None:
    assert len(judge(args=Shape("const", "5"))) == 1
    assert judge(args=NONE) == []


@pytest.mark.parametrize("shape", [Shape("nothing", "save"), Shape("undefined", "save")])
def test_arguments_of_a_wrong_callback_are_not_told_twice(shape: Shape) -> None:
    [finding] = judge(on_click=shape, args=Shape("tuple"))
    assert finding.code in ("LSS301", "LSS307")


def test_a_callback_that_is_defined_further_down() -> None:
    [finding] = judge(on_click=Shape("undefined", "save", at(30)))
    assert (finding.code, finding.message) == ("LSS307", "callback `save` is used before it is defined")
    assert [(label.caption, label.place.span.row) for label in finding.labels] == [("defined only here", 30)]
