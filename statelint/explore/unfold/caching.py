"""Calling functions whose results are kept: their bodies run now, or have run before.

In: a call of a function under `st.cache_data`, `st.cache_resource` or a cache of Python. Out: its steps, which may be
skipped, and what is known of its value, whenever that was made.
"""

from __future__ import annotations

from statelint.explore.program import Choose
from statelint.explore.unfold.base import Arguments
from statelint.explore.unfold.builtin import copy_of
from statelint.explore.unfold.origins import Made
from statelint.explore.unfold.outliving import Outliving
from statelint.explore.unfold.values import Alternatives, Dyn, Function, Instance, Mapping, Seq, Value, origin_of

HOLDING = (Instance, Mapping, Seq, Alternatives)  # what is known of these holds whenever they were made
RESOURCES = ("streamlit.cache_resource", "streamlit.experimental_singleton")
COPYING = ("streamlit.cache_data", "streamlit.experimental_memo")
DEPTH = 4  # objects inside objects


def open_up(value: Value, depth: int = 0) -> None:
    """Other runs, and other sessions, may have put something into what a cache keeps."""
    if depth > DEPTH:
        return
    inner: list[Value] = []
    if isinstance(value, (Seq, Mapping)) and value.complete:
        value.complete = False
        inner = value.items if isinstance(value, Seq) else [worth for _, worth in value.items]
    elif isinstance(value, Instance):
        inner = list(value.attrs.values())
    for one in inner:
        open_up(one, depth + 1)


class Caching(Outliving):
    """Cached functions of the project."""

    def call_cached(self, func: Function, args: Arguments, at: int) -> Value:
        before = len(self.notes.slow_calls)
        with self.capture() as steps, self.notes.under("cached"):
            value = self.enter(func, args, at)
        del self.notes.slow_calls[before:]
        if steps:
            self.emit(Choose((tuple(steps), ())))
        self.foreign()
        if any(mark.dotted.startswith(COPYING) for mark in func.marks):
            return copy_of(value, deep=True) if isinstance(value, (Seq, Mapping)) else self._kept_value(value)
        open_up(value)
        if any(mark.dotted.startswith(RESOURCES) for mark in func.marks):
            self.share_resource(func, value)
        return self._kept_value(value)

    def _kept_value(self, value: Value) -> Value:
        of = origin_of(value)
        return value if isinstance(value, HOLDING) else Dyn(of=of if isinstance(of, Made) else None)
