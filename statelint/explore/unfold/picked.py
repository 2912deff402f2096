"""One of several tables, by what a run looks it up with: `QUESTIONS[st.session_state.step]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statelint.explore.terms import Term
from statelint.ir.expr import Literal
from statelint.record import dataclass

if TYPE_CHECKING:
    from statelint.explore.unfold.values import Value


@dataclass(frozen=True, slots=True)
class Picked:
    """`choices` are what can be picked, each under its index; `index` is what a run picks with."""

    choices: tuple[tuple[Literal, Value], ...]
    index: Term
