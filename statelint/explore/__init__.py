"""Abstract sessions of an app: what fails, with the scenario, and what is known of every hard read.

In: a Project. Out: one Observations per app, and one (entry "") for the files that could not be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from statelint.explore.alive import alive
from statelint.explore.circumstances.gather import circumstances
from statelint.explore.explored import explore_sessions
from statelint.explore.flow import observe_values
from statelint.explore.frames import in_one_piece
from statelint.explore.ledger import unreached
from statelint.explore.observations import Observations
from statelint.explore.observe import Observer
from statelint.explore.unfold import unfold
from statelint.explore.unfold.scopes import Survey
from statelint.project.imports import Resolver
from statelint.project.model import App, Project
from statelint.project.reach import Reach, Scans
from statelint.streamlit_api.loader import api


class Explorer:
    """Explores the apps of one project, each on its own: no app lends another its keys."""

    def __init__(self, project: Project, scans: Scans | None = None) -> None:
        self.project = project
        self.resolver = Resolver(project.paths)
        self._reach = Reach(project, scans)
        self._reached: dict[App, tuple[str, ...]] = {}
        self._modules = {module.path: module for module in project.modules}
        self._survey = Survey(self._modules, frozenset(problem.path for problem in project.problems))

    def reached(self, app: App) -> tuple[str, ...]:
        """The files that an app can cause to run: all that its observations depend on."""
        if app not in self._reached:
            self._reached[app] = self._reach.of(app)
        return self._reached[app]

    def modules(self, app: App) -> tuple[str, ...]:
        """Those of them that were lowered."""
        return tuple(path for path in self.reached(app) if path in self._modules)

    @in_one_piece
    def app(self, app: App) -> Observations:
        """What one app's runs show."""
        files, release = self._survey.files(self.modules(app)), api(app.settings.target_streamlit)
        unfolded = unfold(app, files, self.resolver, release)
        quiet = "quiet-app" if app.quiet else "budget" if unfolded.program.over_budget else ""
        record = explore_sessions(unfolded.program, app.settings.known_keys, quiet)
        seen = Observer(app, unfolded, record, files).observations()
        found = circumstances(unfolded, files, release)
        return replace(seen, circumstances=found, **observe_values(app, unfolded, files))

    def files_alone(self, observed: Iterable[Observations]) -> Observations:
        """What is known without any app: files that could not be read, and reads that no app reaches."""
        judged = frozenset(row.site for one in observed for row in one.ledger)
        methods = api().methods
        running = {place for app in self.project.apps for place in alive(self._modules, self.reached(app))}
        rows = [
            row
            for module in self.project.modules
            for row in unreached(module, judged, methods, frozenset(i for path, i in running if path == module.path))
        ]
        return Observations("", ledger=tuple(rows), problems=self.project.problems)


def explore(project: Project) -> tuple[Observations, ...]:
    """Every app of a project, then the files themselves."""
    explorer = Explorer(project)
    found = tuple(explorer.app(app) for app in project.apps)
    return (*found, explorer.files_alone(found))
