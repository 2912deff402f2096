"""Abstract sessions of an app: what fails, with the scenario, and what is known of every hard read.

In: a Project. Out: one Observations per app, and one (entry "") for the files that could not be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from statelint.explore.flow import observe_values
from statelint.explore.ledger import unreached
from statelint.explore.observations import Observations
from statelint.explore.observe import Observer
from statelint.explore.sessions import explore_sessions
from statelint.explore.unfold import unfold
from statelint.explore.unfold.scopes import survey_files
from statelint.project.imports import Resolver
from statelint.project.model import App, Project
from statelint.streamlit_api.loader import api


class Explorer:
    """Explores the apps of one project, each on its own: no app lends another its keys."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.files = survey_files({module.path: module for module in project.modules})
        self.resolver = Resolver(project.paths)

    def app(self, app: App) -> Observations:
        """What one app's runs show."""
        unfolded = unfold(app, self.files, self.resolver, api(app.settings.target_streamlit))
        quiet = "quiet-app" if app.quiet else "budget" if unfolded.program.over_budget else ""
        record = explore_sessions(unfolded.program, app.settings.known_keys, quiet)
        seen = Observer(app, unfolded, record, self.files).observations()
        return replace(seen, **observe_values(unfolded, self.files))

    def files_alone(self, observed: Iterable[Observations]) -> Observations:
        """What is known without any app: files that could not be read, and reads that no app reaches."""
        judged = frozenset(row.site for one in observed for row in one.ledger)
        methods = api().methods
        rows = [row for module in self.project.modules for row in unreached(module, judged, methods)]
        return Observations("", ledger=tuple(rows), problems=self.project.problems)


def explore(project: Project) -> tuple[Observations, ...]:
    """Every app of a project, then the files themselves."""
    explorer = Explorer(project)
    found = tuple(explorer.app(app) for app in project.apps)
    return (*found, explorer.files_alone(found))
