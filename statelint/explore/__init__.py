"""Abstract sessions of an app: what fails, with the scenario, and what is known of every hard read.

In: a Project. Out: one Observations per app, and one (entry "") for the files that could not be read.
"""

from __future__ import annotations

from statelint.explore.observations import Observations
from statelint.explore.observe import Observer
from statelint.explore.sessions import explore_sessions
from statelint.explore.unfold import unfold
from statelint.explore.unfold.base import Files
from statelint.explore.unfold.scopes import survey
from statelint.project.imports import Resolver
from statelint.project.model import App, Project
from statelint.streamlit_api.loader import api


def explore(project: Project) -> tuple[Observations, ...]:
    """Explore every app of a project on its own: no app lends another its keys."""
    files = survey({module.path: module for module in project.modules})
    resolver = Resolver(project.paths)
    found = [explore_app(app, files, resolver) for app in project.apps]
    return (*found, Observations("", problems=project.problems))


def explore_app(app: App, files: Files, resolver: Resolver) -> Observations:
    """What one app's runs show."""
    unfolded = unfold(app, files, resolver, api(app.settings.target_streamlit))
    quiet = "quiet-app" if app.quiet else "budget" if unfolded.program.over_budget else ""
    record = explore_sessions(unfolded.program, app.settings.known_keys, quiet)
    return Observer(app, unfolded, record, files).observations()
