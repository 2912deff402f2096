"""Places of the project, as observations name them. In: a path and a span. Out: a Site."""

from __future__ import annotations

from statelint.ir.stmt import Span
from statelint.record import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """A place in the project: POSIX path relative to its root, and the span there."""

    path: str
    span: Span
