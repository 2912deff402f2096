"""LSS302: `args` that is no tuple or list, `kwargs` that is no dict, or either without a callback. In: elements."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Argument, Element, Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.callbacks import argument_finding, callback_arguments

WANTED = {"args": "a tuple or list", "kwargs": "a dict"}
WRONG = {"args": ("const", "dict", "set", "function"), "kwargs": ("const", "tuple", "list", "set", "function")}


def check(seen: Observations) -> Iterator[Finding]:
    for element in seen.elements:
        for argument in element.arguments:
            if argument.name not in WANTED or is_none(argument):
                continue
            if argument.shape.kind in WRONG[argument.name]:
                yield wrong_type(argument)
            elif all(is_none(callback) for callback in callback_arguments(element)):
                yield without_callback(element, argument)


def wrong_type(argument: Argument) -> Finding:
    shape, wanted = argument.shape, WANTED[argument.name]
    given = f"`{shape.detail}`" if shape.kind in ("const", "function") else f"a {shape.kind}"
    is_single = argument.name == "args" and shape.kind == "const"
    return argument_finding(
        RULE,
        argument,
        f"`{argument.name}` must be {wanted}, not {given}",
        caption="unpacked item by item when the callback runs",
        advice=f"the comma makes the tuple: `args=({shape.detail},)`" if is_single else f"pass {wanted}",
    )


def without_callback(element: Element, argument: Argument) -> Finding:
    return argument_finding(
        RULE,
        argument,
        f"`{argument.name}` is ignored: this {element.command} has no callback",
        caption="never used",
        advice=f"pass the function that takes them, or remove `{argument.name}`",
        severity=Severity.WARNING,
    )


def is_none(argument: Argument) -> bool:
    return argument.shape.kind == "const" and argument.shape.detail == "None"


RULE = Rule("LSS302", "callback-args-type", Severity.ERROR, check)
