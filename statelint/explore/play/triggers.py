"""Triggers that a run loses: their key goes before they are drawn, or they are disabled when they are. In: an operation
on keys. Out: what it deletes of them. What a trigger gives is a variable of the run that it has started.

for key in list(st.session_state): del st.session_state[key]
if st.form_submit_button("Send"): …                              False, also in the run that the button started
"""

from __future__ import annotations

from collections.abc import Mapping

from statelint.explore.inputs import given
from statelint.explore.program import Touch
from statelint.explore.state import PRESENT, UNSURE, State
from statelint.explore.terms import Exact, Lit, Some
from statelint.explore.worth import exact, may_name

DELETING = frozenset({"delete", "pop", "discard"})


class TriggerLostError(Exception):
    """A run may lose what started it, and nobody can tell: it is not followed further."""


def resting(command: str) -> Lit:
    """What a trigger gives, and what its key holds, when it did not fire."""
    return Lit(None) if command in ("chat_input", "menu_button") else Lit(False)


def take(
    step: Touch, pressed: Mapping[str, tuple[int, Lit]], hidden: bool, names: tuple[str, ...], states: list[State]
) -> None:
    """A trigger whose key an operation deletes before it is drawn is lost. `hidden` if there are others, with keys that
    nobody knows; `names` are all keys that the program names. Raises TriggerLostError."""
    if hidden and (step.op == "clear" or (step.op in DELETING and not isinstance(step.key, Exact))):
        raise TriggerLostError
    for key, (element, rest) in pressed.items():
        for state in (each for each in states if key not in each.drawn):
            gone = _deletes(step, key, names, state)
            if gone is not False:
                state.let(given(element), rest if gone else Some())


def _deletes(step: Touch, key: str, names: tuple[str, ...], state: State) -> bool | None:
    """Does an operation delete a key? None if it may."""
    if step.op == "clear" or (step.op in DELETING and exact(step.key, state) == key):
        presence = state.cell(key).presence
        return presence == PRESENT if presence != UNSURE else None
    unnamed = step.op in DELETING and exact(step.key, state) is None
    return None if unnamed and key in may_name(step.key, names, state) else False
