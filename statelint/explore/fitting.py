"""What a widget makes of a value that the state has for it. In: a control, a constant. Out: the value that it then has;
None where Streamlit raises a TypeError instead (1.28 to 1.67).

    st.session_state.name = 1
    st.text_input("Name", key="name")           TypeError: a text field shows texts
"""

from __future__ import annotations

from statelint.explore.program import Control
from statelint.explore.terms import Lit, Some

KINDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("text_input", "text_area"), (str, type(None))),
    **dict.fromkeys(("checkbox", "toggle"), (int,)),
    "color_picker": (str,),
    "number_input": (int, float, type(None)),
    "multiselect": (str,),
}


def fitted(control: Control, value: Lit) -> Lit | Some | None:
    """The value of a widget whose key has a value; what is none of its options, or beyond its bounds, it may change."""
    if not isinstance(value.value, KINDS.get(control.command, object)):
        return None
    if control.options is not None:
        known = value.value is None or value.value in control.options
        return value if known and control.command != "multiselect" else Some()
    return value if control.bounds is None or _within(value.value, *control.bounds) else Some()


def _within(number: object, least: float | None, most: float | None) -> bool:
    if not isinstance(number, (int, float)):
        return number is None
    return (least is None or number >= least) and (most is None or number <= most)
