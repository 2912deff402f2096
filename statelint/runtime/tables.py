"""Tables and charts: the data as given, with what the user has edited or selected.

In: data. Out: an edited copy, or the selection as a mapping with attributes.
"""

from __future__ import annotations

import copy
from typing import Any

from statelint.runtime.call import Call, Handler
from statelint.runtime.page import Shown
from statelint.runtime.widgets import callback_of, lasting, state_of

SELECTIONS: dict[str, dict[str, Any]] = {
    "dataframe": {"rows": [], "columns": [], "cells": []},
    "plotly_chart": {"points": [], "point_indices": [], "box": [], "lasso": []},
    "pydeck_chart": {"indices": {}, "objects": {}},
}


class Attributes(dict[str, Any]):
    """A mapping whose items are attributes too."""

    def __getattr__(self, name: str) -> Any:
        if name not in self:
            raise AttributeError(name)
        return self[name]


def selectable(call: Call) -> Any:
    """A table or chart; where its selection counts, that is what it gives."""
    callback_of(call)
    if not lasting(call.element, call.values):
        return call.show(Shown(call.element.name))
    empty = Attributes(selection=Attributes(SELECTIONS.get(call.element.name, {})))
    value, made = state_of(call, default=empty)
    call.show(Shown(call.element.name, widget=made))
    return value


def data_editor(call: Call) -> Any:
    """A table that the user edits: its state holds the edits, it gives the data with them."""
    nothing: dict[str, Any] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    edits, made = state_of(call, default=nothing)
    call.show(Shown(call.element.name, widget=made))
    return edited(call.values["data"], edits)


def edited(data: Any, edits: dict[str, Any]) -> Any:
    """A copy of a frame, or of a list of rows, with the edits."""
    changed = copy.deepcopy(data)
    for row, cells in edits["edited_rows"].items():
        for column, value in cells.items():
            if hasattr(changed, "iloc"):
                changed.iloc[int(row), list(changed.columns).index(column)] = value
            else:
                changed[int(row)][column] = value
    return changed


TABLES: dict[str, Handler] = {
    **dict.fromkeys(
        ("dataframe", "altair_chart", "vega_lite_chart", "plotly_chart", "pydeck_chart", "echarts_chart"), selectable
    ),
    "data_editor": data_editor,
}
