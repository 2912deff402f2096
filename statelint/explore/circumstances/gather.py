"""From the trace of an unfolded app to its Circumstances."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from statelint.explore.circumstances.callbacks import Callbacks
from statelint.explore.circumstances.forms import Forms
from statelint.explore.circumstances.graph import Graph
from statelint.explore.circumstances.leaving import Leavings
from statelint.explore.circumstances.lifetimes import Lifetimes
from statelint.explore.circumstances.model import Circumstances
from statelint.explore.circumstances.owners import Owners
from statelint.explore.circumstances.processes import Processes
from statelint.explore.circumstances.sharing import Sharing
from statelint.explore.site import Site
from statelint.explore.unfold import Unfolded
from statelint.explore.unfold.base import Files
from statelint.streamlit_api.model import Api


class Placed(Protocol):
    """A fact that stands somewhere."""

    @property
    def site(self) -> Site: ...


T = TypeVar("T", bound=Placed)


def circumstances(unfolded: Unfolded, files: Files, api: Api) -> Circumstances:
    """Everything that rules may ask about where an app does what."""
    graph = Graph(unfolded.trace, files)
    callbacks, forms = Callbacks(graph, api), Forms(graph, api, unfolded.program.over_budget)
    leavings = Leavings(graph, api)
    scripts = frozenset(path for path, _ in unfolded.program.scripts)
    owners = Owners(graph, leavings)
    sharing, lifetimes = Sharing(graph, api, owners), Lifetimes(graph, leavings, owners)
    return Circumstances(
        drawings=placed(forms.drawings()),
        forms=placed(forms.forms()),
        bindings=placed(callbacks.bindings()),
        cached=placed(sharing.cached()),
        threads=placed(sharing.threads()),
        reimports=placed(Processes(graph, leavings, scripts).reimports()),
        leavings=placed(leavings.leavings()),
        lost=placed(leavings.lost()),
        swallowed=placed(leavings.swallowed()),
        variables=placed(lifetimes.variables()),
        shared=placed((*lifetimes.shared(), *lifetimes.named())),
        dialogs=placed(lifetimes.dialogs()),
    )


def placed(facts: Iterable[T]) -> tuple[T, ...]:
    """Each fact once, in the order of their places."""
    return tuple(sorted(dict.fromkeys(facts), key=lambda fact: _order(fact.site)))


def _order(site: Site) -> tuple[str, int, int]:
    return site.path, site.span.row, site.span.column
