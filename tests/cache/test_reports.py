"""Findings survive JSON, and what cannot be findings is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from statelint.cache.reports import KINDS, decode, encode
from statelint.findings import model
from statelint.findings.model import Edit, Finding, Fix, Label, Place, Severity
from statelint.ir import scenario, span
from statelint.ir.scenario import Branch, Event, Scenario
from statelint.ir.span import Span

HERE = Place("app.py", Span(1, 2, 3, 4))
PLAIN = Finding("LSS101", "uninitialized-read", "`n` is read", Severity.ERROR, HERE)
RICH = Finding(
    "LSS999",
    "a-name",
    "`\ud800` is read",
    Severity.WARNING,
    HERE,
    caption="here",
    labels=(Label(HERE, "there"),),
    help="write `x`",
    scenario=Scenario((Event("visit"), Event("click", "Show", "show", "1")), (Branch("app.py", 3, True, "free"),)),
    confidence="reachable",
    also_at=(HERE, HERE),
    key="n",
    fix=Fix("set it", (Edit("app.py", 0, 1, "x"),), safe=False),
)


@pytest.mark.parametrize("findings", [(), (PLAIN,), (RICH, PLAIN)])
def test_findings_survive(findings: tuple[Finding, ...]) -> None:
    again = decode(json.loads(json.dumps(encode(findings))))
    assert again == findings
    assert [type(finding.severity) for finding in again] == [Severity] * len(findings)


@pytest.mark.parametrize(
    "encoded", [None, 3, [1], [[]], [{"Span": [1, 0, 1, 0]}], [{"Popen": ["x"]}], [{}], [{"Finding": 1}], ["x"]]
)
def test_anything_else_is_refused(encoded: Any) -> None:
    with pytest.raises(ValueError, match="not encoded findings"):
        decode(encoded)


def test_everything_that_a_finding_can_hold_is_known() -> None:
    for module in (model, scenario, span):
        own = [each for each in vars(module).values() if isinstance(each, type) and each.__module__ == module.__name__]
        assert own
        for kind in own:
            assert kind.__name__ in KINDS
