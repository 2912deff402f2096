"""What becomes of values: conclusions from the notes of an unfolded app, as plain observations.

In: an Unfolded app. Out: the fields of Observations that speak of values, each sorted by place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from statelint.explore.flow.facts import Facts
from statelint.explore.flow.growth import growths
from statelint.explore.flow.iteration import iterations
from statelint.explore.flow.keys import invalid_keys, slow_defaults
from statelint.explore.flow.lost import lost_updates
from statelint.explore.flow.oneshot import one_shots
from statelint.explore.flow.pickling import unserializable
from statelint.explore.flow.redefinition import redefined
from statelint.explore.flow.shared import shared_defaults
from statelint.explore.observations import Site
from statelint.explore.unfold import Unfolded
from statelint.explore.unfold.base import Files
from statelint.project.model import App


def observe_values(app: App, unfolded: Unfolded, files: Files) -> dict[str, Any]:
    """Observations by the name of the field."""
    facts = Facts(app, unfolded, files)
    found = {name: dict.fromkeys(ask(facts)) for name, ask in ASK.items()}
    return {name: tuple(sorted(rows, key=lambda row: order(row.site))) for name, rows in found.items()}


ASK: dict[str, Callable[[Facts], Iterator[Any]]] = {
    "iterations": iterations,
    "unserializable": unserializable,
    "redefined": redefined,
    "shared_defaults": shared_defaults,
    "one_shots": one_shots,
    "growths": growths,
    "lost_updates": lost_updates,
    "invalid_keys": invalid_keys,
    "slow_defaults": slow_defaults,
}


def order(site: Site) -> tuple[str, int, int]:
    return (site.path, site.span.row, site.span.column)
