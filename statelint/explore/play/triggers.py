"""Triggers that a run loses: their key goes before they are drawn, or they are disabled when they are. In: an operation
on keys. Out: whether a trigger may be lost to it.

for key in list(st.session_state): del st.session_state[key]
if st.form_submit_button("Send"): …                              False, also in the run that the button started
"""

from __future__ import annotations

from collections.abc import Collection

from statelint.explore.program import Touch
from statelint.explore.terms import Exact

DELETING = frozenset({"delete", "pop", "discard"})


class TriggerLostError(Exception):
    """A run deletes the key of the trigger that started it before it draws that, or draws it disabled (from Streamlit
    1.61 on, that is as if nobody had pressed it): nobody follows it further."""


def removes(step: Touch, keys: Collection[str]) -> bool:
    """May an operation delete one of these keys, or one that nobody names?"""
    if step.op not in DELETING:
        return step.op == "clear"
    return step.key.name in keys if isinstance(step.key, Exact) else True
