"""The pipeline on one screen: paths and settings -> Report.

    discover -> lower -> project -> explore -> rules -> suppress -> select

A failure at one file or one app is caught at that border and becomes a Fault of the Report.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from statelint.apps import explored, findings_of, judge, relevant
from statelint.cache.project import ProjectCache, open_store
from statelint.errors import UsageError
from statelint.modules import lower_all
from statelint.options import below, excludes, place_in, selection_of
from statelint.report.model import Report
from statelint.run import Run, without_collector
from statelint.source.discover import project_root
from statelint.source.inputs import Inputs, find, overlaid, whole

if TYPE_CHECKING:
    from statelint.cache.store import Store
    from statelint.config import Config
    from statelint.explore import Explorer
    from statelint.explore.observations import Observations
    from statelint.findings.model import Finding
    from statelint.rules.base import Rule


def check(paths: Sequence[str], config: Config) -> Report:
    """Lint files and folders. Raises UsageError for a path or selector that does not exist."""
    start = time.perf_counter()
    inputs = inputs_of(paths, config)
    discovered = time.perf_counter()
    cache = cache_of(inputs, config)
    times = (("discover", discovered - start), ("cache", time.perf_counter() - discovered))
    report = check_inputs(inputs, config, cache)
    looked_at = sorted({*inputs.listing, *inputs.settings})
    rests_on = (*report.rests_on, *inputs.watched, *(os.path.join(inputs.root, path) for path in looked_at))
    return replace(report, timings=(*times, *report.timings), rests_on=rests_on)


def check_text(path: str, data: bytes, config: Config) -> Report:
    """Lint what one file would hold; the rest of its project is as it is on the disk."""
    root = project_root([path])
    name = os.path.relpath(path, root).replace(os.sep, "/")
    inputs = overlaid(whole_project(root, config), name, data)
    if config.force_exclude and excludes(root, config).refuses(name):
        inputs = replace(inputs, chosen=())
    return check_inputs(inputs, config, cache_of(inputs, config))


def inputs_of(paths: Sequence[str], config: Config) -> Inputs:
    """The files that the paths stand for by these settings."""
    root = project_root(paths)
    return find(paths, excludes(root, config), _store(root, config))


def whole_project(root: str, config: Config) -> Inputs:
    """The project at `root` by these settings, all of whose files are chosen."""
    return whole(root, excludes(root, config), _store(root, config))


def cache_of(inputs: Inputs, config: Config) -> ProjectCache | None:
    """What earlier runs found out, if that may be used."""
    store = _store(inputs.root, config)
    return ProjectCache(store, inputs, _settings(config)) if store else None


def check_inputs(inputs: Inputs, config: Config, cache: ProjectCache | None = None) -> Report:
    """Lint what `inputs` names, on the disk or in memory. Raises UsageError for a setting that means nothing here."""
    if cache and (kept := cache.report()):
        return kept
    from statelint.rules.base import all_rules
    from statelint.suppress import unsuppressed

    rules = all_rules()
    config = below(inputs.root, config)
    selection = selection_of(config)
    selection.check(rules, place_in(config))
    _agree(config, inputs)
    run = Run(inputs, cache, config.jobs)
    shown = {*inputs.chosen, *inputs.settings}
    raw = [finding for finding in found(run, config, rules) if finding.place.path in shown]
    findings = selection.apply(unsuppressed(run, raw, rules), rules)
    report = Report(
        findings=findings,
        root=inputs.root,
        files=len(inputs.chosen),
        sources=run.sources,
        urls={rule.code: rule.url for rule in rules},
        timings=tuple(run.seconds.items()),
        faults=tuple(run.faults),
        rests_on=tuple(os.path.join(inputs.root, path) for path in sorted(run.beside)),
    )
    if cache:
        cache.keep_report(report, run.beside)
        cache.close()
    return report


def _agree(config: Config, inputs: Inputs) -> None:
    """Refuse an entry script that is not among the files, and a release older than all known ones.

    The settings are as seen from the project root; what lies above that is none of its business.
    """
    from statelint.project.build import configured
    from statelint.streamlit_api.loader import is_known, releases

    def refuse(option: str, entry: str, reason: str) -> None:
        place = place_in(config)(option, entry)
        raise UsageError(f'{place}{": " if place else ""}"{option}" {reason}')

    for glob in config.entrypoints:
        if not (glob.startswith("../") or configured((glob,), inputs.listing)):
            refuse("entrypoints", glob.rpartition("/")[2], f"names {glob}, which is no Python file of the project")
    release = config.target_streamlit
    if release and not is_known(release):
        refuse("target-streamlit", "", f"is {release}; the oldest release that is known is {releases()[0]}")


def _settings(config: Config) -> str:
    """The options that a report depends on, as text."""
    irrelevant = replace(
        config, output_format=None, baseline=None, jobs=None, cache_dir=None, no_cache=False, origins=(), files=()
    )
    return repr(irrelevant)


def _store(root: str, config: Config) -> Store | None:
    """Where what was found out is kept, if anywhere."""
    return None if config.no_cache else open_store(root, config.cache_dir)


def found(run: Run, config: Config, rules: Sequence[Rule]) -> list[Finding]:
    """What every rule says of the files, and of every app that runs any of the chosen ones."""
    from statelint.explore.observations import Observations

    with without_collector():
        explorer = explorer_of(run, config)
        findings = list(judge(run, rules, [Observations(entry="", problems=explorer.project.problems)]))
        apps = tuple(relevant(run, explorer.project.apps, explorer))
        return findings + findings_of(run, apps, explorer, rules)


def observe(run: Run, config: Config, unreached: bool = False) -> tuple[Observations, ...]:
    """Lower the files, find the apps among them, explore each: one Observations for the files, then one per app.

    `unreached` adds to that of the files what no app reaches; only the ledger asks for it.
    """
    from statelint.explore.observations import Observations

    with without_collector():
        explorer = explorer_of(run, config)
        project = explorer.project
        apps = tuple(explored(run, tuple(relevant(run, project.apps, explorer)), explorer))
        alone = explorer.files_alone(apps) if unreached else Observations(entry="", problems=project.problems)
        return (alone, *apps)


def explorer_of(run: Run, config: Config) -> Explorer:
    """Lower the files, find the apps among them and what is configured for each."""
    from statelint.explore import Explorer
    from statelint.project.build import build
    from statelint.project.model import Options
    from statelint.project.reach import Scans

    modules, problems = lower_all(run)
    options = Options(config.entrypoints, config.target_streamlit, config.serializable, config.known_keys)
    files = {path: source.data for path in run.inputs.settings if (source := run.load(path))}
    with run.stage("project"):
        scans = Scans(modules)
        project = build(modules, problems, (*run.inputs.listing, *run.inputs.beside), files, options, scans)
    with run.stage("explore"):
        return Explorer(project, scans)
