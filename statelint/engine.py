"""The pipeline on one screen: paths and settings -> Report.

    discover -> lower -> project -> explore -> rules -> select

A failure at one file or one app is caught at that border and reported as a Fault: the others are checked all the same.
"""

from __future__ import annotations

import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from statelint.report.model import Fault, Report
from statelint.source.discover import context, discover, project_root, read
from statelint.source.ignore import exclusion
from statelint.source.text import SourceFile, wants_lowering

if TYPE_CHECKING:
    from statelint.config import Config
    from statelint.explore.observations import Observations
    from statelint.findings.model import Finding
    from statelint.ir.stmt import ModuleIR, SyntaxProblem
    from statelint.project.model import Project


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is analysed: the files to report on, those that may matter beside them, and how to get at their bytes.

    Paths are POSIX and relative to `root`. `listing` names every Python file of the project; `reader` raises OSError.
    """

    root: str
    chosen: tuple[str, ...]
    nearby: tuple[str, ...]
    listing: tuple[str, ...]
    reader: Callable[[str], bytes]


@dataclass(slots=True)
class Run:
    """One pass through the pipeline: what it read, how long each stage took, what failed on the way."""

    inputs: Inputs
    sources: dict[str, SourceFile] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    faults: list[Fault] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a block to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] += time.perf_counter() - start

    @contextmanager
    def guarded(self, path: str) -> Iterator[None]:
        """Turn whatever a block raises into a Fault of `path`."""
        try:
            yield
        except OSError as error:
            self.faults.append(Fault(path, error.strerror or str(error)))
        except Exception as error:
            self.faults.append(Fault(path, f"{type(error).__name__}: {error}", traceback.format_exc()))


def check(paths: Sequence[str], config: Config) -> Report:
    """Lint files and folders. Raises UsageError for a path or selector that does not exist."""
    start = time.perf_counter()
    inputs = find(paths, config)
    report = check_inputs(inputs, config)
    discovering = time.perf_counter() - start - report.seconds
    return replace(report, timings=(("discover", discovering), *report.timings))


def check_inputs(inputs: Inputs, config: Config) -> Report:
    """Lint what `inputs` names; nothing else is read from the disk."""
    from statelint.findings.selection import Selection
    from statelint.rules.base import all_rules

    rules = all_rules()
    selection = Selection(config.select, config.ignore, config.min_confidence)
    selection.check(rules)
    run = Run(inputs)
    observations = observe(run, config)
    with run.stage("rules"):
        chosen = set(inputs.chosen)
        findings = selection.apply((f for f in judge(run, observations) if f.place.path in chosen), rules)
    return Report(
        findings,
        inputs.root,
        len(inputs.chosen),
        run.sources,
        {rule.code: rule.url for rule in rules},
        tuple(run.seconds.items()),
        tuple(run.faults),
    )


def find(paths: Sequence[str], config: Config) -> Inputs:
    """The files that `paths` stand for, and the project around them."""
    root = project_root(paths)
    excludes = exclusion(config.exclude, config.extend_exclude)
    chosen = discover(paths, root, excludes)
    nearby, listing = context(chosen, root, excludes)
    return Inputs(root, chosen, nearby, listing, lambda path: read(root, path))


def observe(run: Run, config: Config) -> tuple[Observations, ...]:
    """Lower the files, find the apps among them and explore each: one Observations per app, after one for the files."""
    from statelint.explore.observations import Observations

    modules, problems = lower_all(run)
    observations = [Observations(entry="", problems=tuple(problems))]
    if not modules:
        return tuple(observations)
    project = build_project(run, config, modules, problems)
    from statelint.explore import explore

    for app in project.apps:
        with run.stage("explore"), run.guarded(app.entry):
            observations += explore(replace(project, apps=(app,), problems=()))
    return tuple(observations)


def lower_all(run: Run) -> tuple[list[ModuleIR], list[SyntaxProblem]]:
    """Lower every file that can matter, and then whatever first-party module one of them imports."""
    from statelint.ir.stmt import ModuleIR

    modules: list[ModuleIR] = []
    problems: list[SyntaxProblem] = []
    seen: set[str] = set()
    wanted = {path for path in (*run.inputs.chosen, *run.inputs.nearby) if _load(run, path)}
    while wanted := wanted - seen:
        seen |= wanted
        for path in sorted(wanted):
            lowered = lower_one(run, path)
            if isinstance(lowered, ModuleIR):
                modules.append(lowered)
            elif lowered:
                problems.append(lowered)
        from statelint.project.closure import missing

        with run.stage("project"):
            wanted = missing(modules, run.inputs.listing)
    return modules, problems


def lower_one(run: Run, path: str) -> ModuleIR | SyntaxProblem | None:
    """One file; None if it cannot be read or lowering it failed."""
    from statelint.lower import lower

    with run.stage("lower"), run.guarded(path):
        if path not in run.sources:
            run.sources[path] = SourceFile(path, run.inputs.reader(path))
        return lower(path, run.sources[path].data)
    return None


def build_project(run: Run, config: Config, modules: list[ModuleIR], problems: list[SyntaxProblem]) -> Project:
    """Find the apps among the modules."""
    from statelint.project.build import build

    with run.stage("project"):
        return build(modules, problems, run.inputs.listing)


def judge(run: Run, observations: Sequence[Observations]) -> Iterator[Finding]:
    """What every rule says of every app."""
    from statelint.rules.base import all_rules

    for observed in observations:
        for rule in all_rules():
            with run.guarded(observed.entry or rule.code):
                yield from rule.check(observed)


def _load(run: Run, path: str) -> bool:
    """Read a file, and keep it if it can matter."""
    with run.stage("read"), run.guarded(path):
        data = run.inputs.reader(path)
        if wants_lowering(data):
            run.sources[path] = SourceFile(path, data)
            return True
    return False
