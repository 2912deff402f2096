"""The pipeline in memory: what fails at one file or app does not take the others with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from statelint.config import Config
from statelint.engine import check_inputs
from statelint.explore import Explorer
from statelint.explore.observations import Observations
from statelint.project.model import App
from statelint.report.model import Report
from statelint.run import without_collector
from statelint.source.inputs import Inputs

READ = "import streamlit as st\nst.write(st.session_state.{})\n"


def check(files: dict[str, str], chosen: list[str] | None = None) -> Report:
    names = tuple(sorted(files))
    picked = tuple(chosen or names)
    inputs = Inputs(str(Path.cwd()), picked, names, (), lambda path: files[path].encode())
    return check_inputs(inputs, Config())


def found(report: Report) -> list[tuple[str, str, str | None]]:
    return [(finding.code, finding.place.path, finding.key) for finding in report.findings]


def test_files_in_memory_are_checked_without_a_disk() -> None:
    report = check({"a.py": READ.format("one"), "b.py": "import os\n"})
    assert found(report) == [("LSS101", "a.py", "one")]
    assert (report.files, report.faults) == (2, ())
    assert {"read", "lower", "project", "explore", "rules"} <= dict(report.timings).keys()


def test_only_chosen_files_are_reported_on() -> None:
    files = {"a.py": READ.format("one"), "b.py": READ.format("two")}
    assert found(check(files, ["b.py"])) == [("LSS101", "b.py", "two")]


def test_a_failure_while_lowering_one_file_is_a_fault_of_that_file(monkeypatch: pytest.MonkeyPatch) -> None:
    import statelint.lower

    real = statelint.lower.lower

    def lower(path: str, data: bytes) -> object:
        if path == "a.py":
            raise RuntimeError("boom")
        return real(path, data)

    monkeypatch.setattr(statelint.lower, "lower", lower)
    report = check({"a.py": READ.format("one"), "b.py": READ.format("two")})
    assert found(report) == [("LSS101", "b.py", "two")]
    assert [(fault.path, fault.message) for fault in report.faults] == [("a.py", "RuntimeError: boom")]
    assert "Traceback" in report.faults[0].trace


def test_a_failure_while_exploring_one_app_is_a_fault_of_that_app(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Explorer.app

    def explore(self: Explorer, app: App) -> Observations:
        if app.entry == "a.py":
            raise RecursionError("too deep")
        return real(self, app)

    monkeypatch.setattr(Explorer, "app", explore)
    report = check({"a.py": READ.format("one"), "b.py": READ.format("two")})
    assert found(report) == [("LSS101", "b.py", "two")]
    assert [fault.path for fault in report.faults] == ["a.py"]


def test_a_file_that_cannot_be_read_is_a_fault_without_a_trace() -> None:
    def reader(path: str) -> bytes:
        if path == "a.py":
            raise PermissionError(13, "Permission denied")
        return READ.format("two").encode()

    report = check_inputs(Inputs(str(Path.cwd()), ("a.py", "b.py"), ("a.py", "b.py"), (), reader), Config())
    assert found(report) == [("LSS101", "b.py", "two")]
    assert [(fault.path, fault.message, fault.trace) for fault in report.faults] == [("a.py", "Permission denied", "")]


def test_a_rule_that_fails_leaves_what_the_others_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from statelint.rules import base

    def fail(seen: object) -> Iterator[object]:
        raise KeyError("x")

    rules = base.all_rules()
    broken = tuple(replace(rule, check=fail) if rule.code == "LSS103" else rule for rule in rules)
    monkeypatch.setattr(base, "all_rules", lambda: broken)
    report = check({"a.py": READ.format("one")})
    assert found(report) == [("LSS101", "a.py", "one")]
    assert {fault.path for fault in report.faults} == {"a.py", "LSS103"}


def test_the_collector_is_left_as_it_was() -> None:
    import gc

    with without_collector():
        assert not gc.isenabled()
    assert gc.isenabled()
