"""The arguments of a call. In: their values. Out: Arguments, with the expression that each one is."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.unfold.values import Value
from statelint.ir.expr import Expr
from statelint.record import dataclass, field


@dataclass(slots=True)
class Arguments:
    """Evaluated arguments: `more` when an unknown `*` or `**` may add to them; `exprs` keeps where each stands."""

    positional: list[Value] = field(default_factory=list)
    keywords: dict[str, Value] = field(default_factory=dict)
    exprs: dict[int | str, Expr] = field(default_factory=dict)
    more: bool = False

    def all(self) -> Iterator[Value]:
        yield from self.positional
        yield from self.keywords.values()
