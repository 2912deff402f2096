"""Runs the linter on a folder as a user would, and turns the scenario of a finding into steps that can be played."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from statelint.config import load
from statelint.engine import check
from statelint.findings.model import Finding, Severity
from statelint.ir.scenario import Event, Scenario
from statelint.rules.base import all_rules
from statelint.spec.model import ENTRY, Step

ACTIONS = {"visit": "run", "fragment": "rerun"}


def lint(folder: Path, code: str = "") -> tuple[Finding, ...]:
    """The findings at default settings (those of the folder's own configuration file on top), in the order of a report.

    `code` is shown too, if its level is one that must be selected.

    Raises RuntimeError if the linter failed at a file, because silence would look like success.
    """
    config = replace(load(str(folder)), no_cache=True)
    if code:
        shown = (rule.code for rule in all_rules() if rule.code == code or rule.severity is not Severity.INFO)
        config = replace(config, select=(*config.select, *shown))
    report = check([str(folder)], config)
    if report.faults:
        raise RuntimeError("; ".join(f"{fault.path}: {fault.message}\n{fault.trace}" for fault in report.faults))
    return report.findings


def entry(scenario: Scenario) -> str:
    """The script that `streamlit run` is given to play a scenario."""
    first = scenario.acts[0]
    return first.target if first.kind == "visit" and first.target else ENTRY


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """A scenario as steps without expectations; elements are named by key where they have one."""
    return tuple(step for event in scenario.events for step in played(event))


def played(event: Event) -> Iterator[Step]:
    """The steps of an event: a form that is sent is filled in first."""
    action = ACTIONS.get(event.kind, event.kind)
    target = "" if action == "run" else event.key or event.target
    if action == "submit" and event.value:
        for field, _, value in (part.partition("=") for part in event.value.split("; ")):
            yield Step("set", field, value)
    yield Step(action, target, "" if action == "submit" else event.value or "")
