"""The apps of a project -> what the rules say of each: from the cache where nothing has changed, else explored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from statelint.run import Run

if TYPE_CHECKING:
    from statelint.explore import Explorer
    from statelint.explore.observations import Observations
    from statelint.findings.model import Finding
    from statelint.project.model import App
    from statelint.rules.base import Rule

# Bytes of new apps that are worth one more process to explore them.
SHARE = 30_000


def relevant(run: Run, apps: Sequence[App], explorer: Explorer) -> Iterator[App]:
    """The apps that run any of the chosen files."""
    chosen = set(run.inputs.chosen)
    for app in apps:
        with run.stage("project"):
            reached = app.entry in chosen or not chosen.isdisjoint(explorer.reached(app))
        if reached:
            if not app.quiet:
                run.played[app.entry] = frozenset((app.entry, *explorer.reached(app)))
            yield app


def findings_of(run: Run, apps: Sequence[App], explorer: Explorer, rules: Sequence[Rule]) -> list[Finding]:
    """What every rule says of the apps, in their order; those that are new are shared out among processes."""
    from statelint.cache.reports import decode, encode

    found = {app.entry: kept for app in apps if (kept := known(run, app, explorer)) is not None}
    sizes = {app: size(run, app, explorer) for app in apps if app.entry not in found}
    new = sorted(sizes, key=lambda app: (-sizes[app], app.entry))
    jobs = run.processes(min(len(new), sum(sizes.values()) // SHARE))
    if jobs > 1:
        with run.stage("explore"):
            plain = run.share(lambda app: encode(tuple(judged(run, app, explorer, rules))), new, jobs)
        judgements = [decode(each) for each in plain]
    else:
        judgements = [judged(run, app, explorer, rules) for app in new]
    found.update((app.entry, each) for app, each in zip(new, judgements, strict=True))
    return [finding for app in apps for finding in found[app.entry]]


def known(run: Run, app: App, explorer: Explorer) -> tuple[Finding, ...] | None:
    """What the cache knows of an app."""
    return run.cache.findings(repr(app), explorer.modules(app)) if run.cache else None


def size(run: Run, app: App, explorer: Explorer) -> int:
    """How much source an app may run, in bytes."""
    return sum(len(source.data) for path in explorer.modules(app) if (source := run.load(path)))


def judged(run: Run, app: App, explorer: Explorer, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """Explore an app and ask the rules; what fails on the way leaves a Fault, and then nothing is kept."""
    before = len(run.faults)
    findings = tuple(judge(run, rules, explored(run, [app], explorer)))
    if run.cache and len(run.faults) == before:
        run.cache.keep_findings(repr(app), explorer.modules(app), findings)
    return findings


def explored(run: Run, apps: Sequence[App], explorer: Explorer) -> Iterator[Observations]:
    """Explore each app."""
    for app in apps:
        with run.stage("explore"), run.guarded(app.entry):
            yield explorer.app(app)


def judge(run: Run, rules: Sequence[Rule], observations: Iterable[Observations]) -> Iterator[Finding]:
    """What every rule says of everything that was observed."""
    for observed in observations:
        with run.stage("rules"):
            for rule in rules:
                with run.guarded(observed.entry or rule.code):
                    yield from rule.check(observed)
