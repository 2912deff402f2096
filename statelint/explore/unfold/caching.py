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
        if any(mark.dotted.startswith(RESOURCES) for mark in func.marks):
            self.share_resource(func, value)
        elif isinstance(value, (Seq, Mapping)):
            return copy_of(value, deep=True)
        of = origin_of(value)
        return value if isinstance(value, HOLDING) else Dyn(of=of if isinstance(of, Made) else None)
