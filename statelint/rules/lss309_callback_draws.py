"""LSS309: a widget is drawn in a callback. In: drawings; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report


def check(seen: Observations) -> Iterator[Finding]:
    for drawing in seen.circumstances.drawings:
        if drawing.in_callback and drawing.kind in ("state", "trigger"):
            yield report(
                RULE,
                drawing.site,
                f"{drawing.command} is drawn in callback `{drawing.in_callback}`",
                "appears above the page, for one run only",
                "set a flag in the callback, and draw where the script tests it",
            )


RULE = Rule("LSS309", "callback-draws", Severity.INFO, check)
