"""Containers to draw into, and the form around a place. In: what creates a container. Out: which form it belongs to."""

from __future__ import annotations

from statelint.record import dataclass

AROUND = -1  # `st.…`: the form that is around the call
UNKNOWN_FORM = -2  # a container that we cannot tell may be a form
LOOSE = -3  # a container made where its body opens no form


@dataclass(frozen=True, slots=True)
class Canvas:
    """A container to draw into; its attributes are element commands. `form` indexes Program.elements."""

    form: int = LOOSE


@dataclass(frozen=True, slots=True)
class CanvasRow:
    """What columns, tabs and the like return: as many canvases as are asked for."""

    form: int = LOOSE
