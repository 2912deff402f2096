"""From the modules of an app to its Program: names, calls and constants resolved, state operations kept.

In: an App, the modules by path, the target release. Out: a Program whose scripts are the entry (first) and its pages.
"""

from __future__ import annotations

from statelint.explore.observations import Site
from statelint.explore.program import Program
from statelint.explore.unfold.access import Access
from statelint.explore.unfold.base import Files
from statelint.explore.unfold.dialogs import Dialogs
from statelint.explore.unfold.expressions import Expressions
from statelint.explore.unfold.linking import Linking
from statelint.explore.unfold.loading import Loading
from statelint.explore.unfold.loops import Loops
from statelint.explore.unfold.notes import Notes
from statelint.explore.unfold.provenance import Provenance
from statelint.explore.unfold.statements import Statements
from statelint.explore.unfold.trace import Trace
from statelint.project.imports import Resolver
from statelint.project.model import App
from statelint.record import dataclass
from statelint.streamlit_api.model import Api


class Unfolder(Loading, Provenance, Expressions, Loops, Statements, Access, Dialogs, Linking):
    """All parts of the workbench together."""


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A program, where elements were drawn under the name of a mapping method, and who runs what."""

    program: Program
    drawn_reserved: dict[str, Site]
    notes: Notes
    trace: Trace


def unfold(app: App, files: Files, resolver: Resolver, api: Api) -> Unfolded:
    """Everything the app can do: its scripts, then the callbacks that they bind."""
    unfolder = Unfolder(files, resolver.searching(app.search), app.search, api)
    unfolder.entry, unfolder.pages = app.entry, frozenset((app.entry, *app.pages))
    unfolder.installed = frozenset(app.settings.installed)
    program = unfolder.program
    program.unlinked = not app.settings.sidebar
    for path in (app.entry, *app.pages):
        if path in files.modules:
            program.scripts.append((path, unfolder.run_script(path)))
    bound = 0
    while bound < len(unfolder.pending):
        element, function, args = unfolder.pending[bound]
        bound += 1
        with unfolder.capture() as steps, unfolder.notes.under("callback"):
            unfolder.call(function, args, -1)
        if steps:
            program.callbacks.append(unfolder.block(steps))
            program.controls[element].callback = program.callbacks[-1]
    program.unlinked = program.unlinked and all(element.command != "page_link" for element in program.elements)
    return Unfolded(program, unfolder.drawn_reserved, unfolder.notes, unfolder.trace)
