"""LSS301: a callback is called where it should be passed. In: callback arguments; out: a Finding for each None."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule
from statelint.rules.callbacks import argument_finding, callbacks_of_kind


def check(seen: Observations) -> Iterator[Finding]:
    for argument in callbacks_of_kind(seen, "nothing"):
        function = argument.shape.detail
        yield argument_finding(
            RULE,
            argument,
            f"`{argument.name}` is given the result of `{function}()`, not the function",
            caption="runs in every run, and the result is None",
            advice=f"pass the function, `{argument.name}={function}`, and its arguments as `args=(…,)`",
            label="this function returns None",
        )


RULE = Rule("LSS301", "callback-invoked", Severity.ERROR, check)
