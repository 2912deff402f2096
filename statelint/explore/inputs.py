"""What a user has done to the widgets of a page when a run starts.

Inputs({7: Lit(True)}, {}, "")   the button of element 7 was pressed, every other widget is as it was drawn first
"""

from __future__ import annotations

from collections.abc import Mapping

from statelint.explore.terms import Lit, Some, What
from statelint.record import dataclass, field


@dataclass(frozen=True, slots=True)
class Inputs:
    """`fired` are the triggers of this run and what they return, `widgets` the values of keyless widgets that were
    changed, both by element, `made` what these began with when they were drawn last; `page` is the page of
    st.navigation that is open, "" for the default one. `counting` is False in a loop, where nobody knows how often
    something is added. `given` tells of some settings if they are made; `sent` are the widgets whose values are new."""

    fired: dict[int, Lit | Some] = field(default_factory=dict)
    widgets: Mapping[int, Lit | Some] = field(default_factory=dict)
    page: str = ""
    counting: bool = True
    given: Mapping[What, bool] = field(default_factory=dict)
    made: Mapping[int, Lit | Some] = field(default_factory=dict)
    sent: frozenset[int] = frozenset()


UNTOUCHED = Inputs()


def given(element: int) -> int:
    """The variable that tells what a trigger gives in the run that it has started."""
    return -1 - element
