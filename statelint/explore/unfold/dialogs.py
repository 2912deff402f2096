"""Dialogs. In: calls of functions that are one. Out: their bodies, or the end of the run, because a dialog may not be
opened from inside another, not even by a function that it calls."""

from __future__ import annotations

from statelint.explore.program import Exit
from statelint.explore.unfold.arguments import Arguments
from statelint.explore.unfold.calls import Calls
from statelint.explore.unfold.values import UNKNOWN, Function, Value

DIALOGS = ("streamlit.dialog", "streamlit.experimental_dialog")


class Dialogs(Calls):
    """Knows whether the code stands in a dialog."""

    def enter(self, function: Function, args: Arguments, at: int) -> Value:
        if not any(mark.dotted.removesuffix("()") in DIALOGS for mark in function.marks):
            return super().enter(function, args, at)
        if self.in_dialog:
            self.emit(Exit("raise", name=self.api.outcomes["dialog-in-dialog"]))
            return UNKNOWN
        self.in_dialog = True
        value = super().enter(function, args, at)
        self.in_dialog = False
        return value
