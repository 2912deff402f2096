"""The pipeline on one screen: paths and settings -> Report.

    discover -> lower -> project -> explore -> rules -> select

A failure at one file or one app is caught at that border and becomes a Fault of the Report.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from statelint.report.model import Report
from statelint.run import Run, without_collector
from statelint.source.ignore import exclusion
from statelint.source.inputs import Inputs, find
from statelint.source.text import wants_lowering

if TYPE_CHECKING:
    from statelint.config import Config
    from statelint.explore import Explorer
    from statelint.explore.observations import Observations
    from statelint.findings.model import Finding
    from statelint.ir.stmt import ModuleIR, SyntaxProblem
    from statelint.project.model import App, Project
    from statelint.rules.base import Rule


def check(paths: Sequence[str], config: Config) -> Report:
    """Lint files and folders. Raises UsageError for a path or selector that does not exist."""
    start = time.perf_counter()
    inputs = find(paths, exclusion(config.exclude, config.extend_exclude))
    discovering = time.perf_counter() - start
    report = check_inputs(inputs, config)
    return replace(report, timings=(("discover", discovering), *report.timings))


def check_inputs(inputs: Inputs, config: Config) -> Report:
    """Lint what `inputs` names, on the disk or in memory. Raises UsageError for a selector that matches no rule."""
    from statelint.findings.selection import Selection
    from statelint.rules.base import all_rules

    rules = all_rules()
    selection = Selection(config.select, config.ignore, config.min_confidence)
    selection.check(rules)
    run = Run(inputs)
    observations = observe(run, config)
    with run.stage("rules"):
        shown = {*inputs.chosen, *inputs.settings}
        findings = selection.apply(f for f in judge(run, rules, observations) if f.place.path in shown)
    return Report(
        findings=findings,
        root=inputs.root,
        files=len(inputs.chosen),
        sources=run.sources,
        urls={rule.code: rule.url for rule in rules},
        timings=tuple(run.seconds.items()),
        faults=tuple(run.faults),
    )


def observe(run: Run, config: Config, unreached: bool = False) -> tuple[Observations, ...]:
    """Lower the files, find the apps among them, explore each: one Observations for the files, then one per app.

    `unreached` adds to that of the files what no app reaches; only the ledger asks for it.
    """
    from statelint.explore import Explorer
    from statelint.explore.observations import Observations

    with without_collector():
        project = build_project(run, config, *lower_all(run))
        with run.stage("explore"):
            explorer = Explorer(project)
        apps = tuple(explore_apps(run, project, explorer))
        alone = explorer.files_alone(apps) if unreached else Observations(entry="", problems=project.problems)
        return (alone, *apps)


def lower_all(run: Run) -> tuple[list[ModuleIR], list[SyntaxProblem]]:
    """Lower every file that can matter, and then whatever more of the project these need."""
    from statelint.ir.stmt import ModuleIR, SyntaxProblem

    modules: list[ModuleIR] = []
    problems: list[SyntaxProblem] = []
    seen: set[str] = set()
    wanted = {path for path in (*run.inputs.chosen, *run.inputs.nearby) if can_matter(run, path)}
    while wanted := wanted - seen:
        seen |= wanted
        lowered = [lower_one(run, path) for path in sorted(wanted)]
        modules += [each for each in lowered if isinstance(each, ModuleIR)]
        problems += [each for each in lowered if isinstance(each, SyntaxProblem)]
        wanted = needed(run, modules)
    return modules, problems


def needed(run: Run, modules: Sequence[ModuleIR]) -> set[str]:
    """The files that the lowered ones lead to and that can matter, and those that they take keys or values from."""
    from statelint.project.closure import missing
    from statelint.project.imports import Resolver
    from statelint.project.reach import Graph, Scans

    with run.stage("project"):
        wanted = missing(modules, run.inputs.listing)
        if len(run.inputs.chosen) < len(run.inputs.listing):
            graph = Graph(Scans(modules), Resolver(run.inputs.listing))
            reached = graph.reach(module.path for module in modules)
            wanted.update(path for path in reached if can_matter(run, path))
    return wanted


def can_matter(run: Run, path: str) -> bool:
    """Whether a file touches the state or draws; one that does not is forgotten."""
    source = run.load(path)
    if source and wants_lowering(source.data):
        return True
    run.sources.pop(path, None)
    return False


def lower_one(run: Run, path: str) -> ModuleIR | SyntaxProblem | None:
    """One file; None if it cannot be read or lowering it failed."""
    from statelint.lower import lower

    if source := run.load(path):
        with run.stage("lower"), run.guarded(path):
            return lower(path, source.data)
    return None


def build_project(run: Run, config: Config, modules: Sequence[ModuleIR], problems: Sequence[SyntaxProblem]) -> Project:
    """Find the apps among the modules, and what is configured for each."""
    from statelint.project.build import build
    from statelint.project.model import Options

    options = Options(config.entrypoints, config.target_streamlit, config.serializable, config.known_keys)
    files = {path: source.data for path in run.inputs.settings if (source := run.load(path))}
    with run.stage("project"):
        return build(modules, problems, run.inputs.listing, files, options)


def relevant(run: Run, project: Project) -> Iterator[App]:
    """The apps that run any of the chosen files."""
    from statelint.project.reach import Reach

    chosen = set(run.inputs.chosen)
    reach = Reach(project)
    for app in project.apps:
        with run.stage("project"):
            reached = app.entry in chosen or not chosen.isdisjoint(reach.of(app))
        if reached:
            yield app


def explore_apps(run: Run, project: Project, explorer: Explorer) -> Iterator[Observations]:
    """Explore each relevant app."""
    for app in relevant(run, project):
        with run.stage("explore"), run.guarded(app.entry):
            yield explorer.app(app)


def judge(run: Run, rules: Sequence[Rule], observations: Sequence[Observations]) -> Iterator[Finding]:
    """What every rule says of every app."""
    for observed in observations:
        for rule in rules:
            with run.guarded(observed.entry or rule.code):
                yield from rule.check(observed)
