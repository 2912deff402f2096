"""LSS504: a widget of a form depends on another field of the same form. In: drawings; out: a Finding for each field."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.explore.site import Site
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report


def check(seen: Observations) -> Iterator[Finding]:
    told: set[Site] = set()
    for drawing in seen.circumstances.drawings:
        for field in drawing.follows[:1]:
            if field.site in told:
                continue
            told.add(field.site)
            changes = f"`{field.parameter}` of this {drawing.command}" if field.parameter else f"this {drawing.command}"
            yield report(
                RULE,
                drawing.site,
                f"{changes} depends on a {field.command} of the same form",
                "does not change until the form is submitted",
                f"draw the {field.command} above the form",
                "reaches the script only on submit",
                field.site,
            )


RULE = Rule("LSS504", "form-dependency", Severity.WARNING, check)
