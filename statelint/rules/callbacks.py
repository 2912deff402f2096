"""What the callback rules share: the callback arguments of the elements that were drawn, and their findings."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Argument, Element, Observations
from statelint.findings.model import Finding, Label, Severity
from statelint.rules.base import Rule, place


def callback_arguments(element: Element) -> Iterator[Argument]:
    """Its `on_…` arguments: every parameter of Streamlit spelt so takes a callback."""
    return (argument for argument in element.arguments if argument.name.startswith("on_"))


def callbacks_of_kind(seen: Observations, kind: str) -> Iterator[Argument]:
    """The callback arguments of the app whose shape is of this kind."""
    for element in seen.elements:
        yield from (argument for argument in callback_arguments(element) if argument.shape.kind == kind)


def argument_finding(
    rule: Rule,
    argument: Argument,
    message: str,
    *,
    caption: str,
    advice: str,
    label: str = "",
    severity: Severity | None = None,
) -> Finding:
    """A finding at an argument; `label` is the caption for the place its shape points to."""
    target = argument.shape.site
    return Finding(
        rule.code,
        rule.name,
        message,
        severity or rule.severity,
        place(argument.site),
        caption=caption,
        labels=(Label(place(target), label),) if target and label else (),
        help=advice,
    )
