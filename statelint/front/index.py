"""What is said of single files. In: a path and, if it is not what is on the disk, its text. Out: findings, faults.

A project is judged as a whole and once per process; the cache on the disk shares that between processes.
"""

from __future__ import annotations

import gc
import os
import time
import tokenize
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from statelint.errors import UsageError
from statelint.record import dataclass, replace

if TYPE_CHECKING:
    from statelint.config import Config
    from statelint.findings.model import Finding
    from statelint.report.model import Report

# Seconds after which a project is looked at again: in an editor's process its files change.
FRESH = 10.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The findings in one file; `fault` says why it could not be checked, "" if it was."""

    findings: tuple[Finding, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Project:
    """A project as it was judged at a time; `fault` is what kept all of it from being judged."""

    answers: Mapping[str, Answer]
    time: float
    config: Config | None = None
    fault: str = ""


class Index:
    """`given` are options, written KEY=VALUE, that come before those of the projects."""

    def __init__(self, given: Sequence[str] = ()) -> None:
        self._given = given
        self._projects: dict[str, _Project] = {}

    def ask(self, path: str, text: str) -> Answer:
        """The answer for one file that holds `text`. Never raises."""
        try:
            return self._answer(os.path.abspath(path), text)
        except UsageError as error:
            return Answer(fault=str(error))
        except Exception as error:
            return Answer(fault=f"internal error: {type(error).__name__}: {error}")

    def _answer(self, path: str, text: str) -> Answer:
        from statelint.source.discover import project_root

        root = project_root([path])
        project = self._project(root)
        name = os.path.relpath(path, root).replace(os.sep, "/")
        if project.config is None:
            return Answer(fault=project.fault)
        if _on_disk(path) == text:
            if name in project.answers:
                return project.answers[name]
            return self._alone(root, name, project.config, None)
        return self._alone(root, name, project.config, _encoded(text))

    def _project(self, root: str) -> _Project:
        known = self._projects.get(root)
        if known is None or time.monotonic() - known.time > FRESH:
            known = self._projects[root] = self._judge(root)
            if len(self._projects) == 1:
                gc.freeze()  # what this has loaded lasts: the collector need not go through it for each file to come
        return known

    def _judge(self, root: str) -> _Project:
        """Judge a whole project."""
        from statelint import engine

        try:
            config = self._config(root)
            inputs = engine.whole_project(root, config)
            cache = engine.cache_of(inputs, config)
            with cache.alone() if cache else nullcontext():
                report = engine.check_inputs(inputs, config, cache)
        except UsageError as error:
            return _Project({}, time.monotonic(), fault=str(error))
        answers = {path: Answer() for path in inputs.chosen}
        answers.update(_answers(report))
        return _Project(answers, time.monotonic(), config)

    def _alone(self, root: str, name: str, config: Config, data: bytes | None) -> Answer:
        """A file that differs from the disk, or that a search of its project passes over, with the rest as it is."""
        from statelint import engine
        from statelint.options import excludes
        from statelint.source.inputs import overlaid

        if excludes(root, config).refuses(name):
            return Answer()
        inputs = overlaid(engine.whole_project(root, config), name, data)
        report = engine.check_inputs(inputs, config, engine.cache_of(inputs, config))
        return _answers(report).get(name, Answer())

    def _config(self, root: str) -> Config:
        from statelint.config import load

        return replace(load(root, self._given), jobs=1)


def _answers(report: Report) -> dict[str, Answer]:
    """The report file by file."""
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.place.path, []).append(finding)
    answers = {path: Answer(tuple(findings)) for path, findings in found.items()}
    for fault in report.faults:
        findings = answers.get(fault.path, Answer()).findings
        answers[fault.path] = Answer(findings, f"internal error: {fault.message}" if fault.trace else fault.message)
    return answers


def _on_disk(path: str) -> str | None:
    """The text of a file as a linter of Python reads it; None if there is none."""
    try:
        with tokenize.open(path) as file:
            return file.read().removeprefix("\ufeff")
    except (SyntaxError, UnicodeError):
        with open(path, encoding="latin-1") as file:
            return file.read().removeprefix("\xef\xbb\xbf")
    except OSError:
        return None


def _encoded(text: str) -> bytes:
    """Bytes that are read as this text."""
    try:
        data = text.encode()
        encoding, _ = tokenize.detect_encoding(iter(data.splitlines(keepends=True)).__next__)
        return data if encoding == "utf-8" else text.encode(encoding)
    except (SyntaxError, UnicodeError):
        return text.encode("utf-8", "replace")
