"""LSS307: a callback is named above its definition. In: callback arguments; out: a Finding for each NameError."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.callbacks import argument_finding, callbacks_of_kind


def check(seen: Observations) -> Iterator[Finding]:
    for argument in callbacks_of_kind(seen, "undefined"):
        function = argument.shape.detail
        yield argument_finding(
            RULE,
            argument,
            f"callback `{function}` is used before it is defined",
            caption="NameError in every run",
            advice=f"move the definition of `{function}` above this element",
            label="defined only here",
        )


RULE = Rule("LSS307", "callback-undefined", Severity.ERROR, check)
