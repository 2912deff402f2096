"""What a session holds, and how it begins and ends."""

from copy import deepcopy

import streamlit as st

DEFAULTS = {"basket": {}, "currency": "EUR", "user": None, "recent": []}


def start():
    """Called at the top of every page: gives each missing key its start value."""
    for key, value in DEFAULTS.items():
        if key not in st.session_state:
            st.session_state[key] = deepcopy(value)


def remember(key, value):
    """The value of a key, which is `value` until something else is stored."""
    if key not in st.session_state:
        st.session_state[key] = value
    return st.session_state[key]


def forget(*keys):
    for key in keys:
        st.session_state.pop(key, None)


def keep(*keys):
    """Keeps the values of widgets that this page does not draw."""
    for key in keys:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
