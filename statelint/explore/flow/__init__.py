"""What becomes of values: conclusions from the notes of an unfolded app, as plain observations.

In: an Unfolded app. Out: the fields of Observations that speak of values, each sorted by place.
"""

from __future__ import annotations

from typing import Any

from statelint.explore.flow.facts import Facts
from statelint.explore.flow.iteration import iterations
from statelint.explore.flow.pickling import unserializable
from statelint.explore.observations import Site
from statelint.explore.unfold import Unfolded
from statelint.explore.unfold.base import Files
from statelint.project.model import App


def observe_values(app: App, unfolded: Unfolded, files: Files) -> dict[str, Any]:
    """Observations by the name of the field."""
    facts = Facts(app, unfolded, files)
    found: dict[str, list[Any]] = {"iterations": list(iterations(facts)), "unserializable": list(unserializable(facts))}
    return {name: tuple(sorted(dict.fromkeys(rows), key=lambda row: order(row.site))) for name, rows in found.items()}


def order(site: Site) -> tuple[str, int, int]:
    return (site.path, site.span.row, site.span.column)
