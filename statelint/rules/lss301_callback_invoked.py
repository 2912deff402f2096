"""LSS301: a callback is called where it should be passed. In: callback arguments; out: a Finding for each function."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from statelint.explore.observations import Argument, Observations, Site
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, place
from statelint.rules.callbacks import argument_finding, callbacks_of_kind


def check(seen: Observations) -> Iterator[Finding]:
    called: dict[tuple[str, Site | None], list[Argument]] = {}
    for argument in callbacks_of_kind(seen, "nothing"):
        called.setdefault((argument.shape.detail, argument.shape.site), []).append(argument)
    for (function, _), (first, *others) in called.items():
        finding = argument_finding(
            RULE,
            first,
            f"`{first.name}` is given the result of `{function}()`, not the function",
            caption="runs in every run, and the result is None",
            advice=f"pass the function, `{first.name}={function}`, and its arguments as `args=(…,)`",
            label="this function returns None",
        )
        yield replace(finding, also_at=tuple(place(one.site) for one in others))


RULE = Rule("LSS301", "callback-invoked", Severity.ERROR, check)
