"""Who is here."""

from datetime import date

import streamlit as st

from shop import state


def require_login():
    """Shows the login form and ends the run unless somebody is logged in."""
    if st.session_state.get("user") is None:
        with st.form("login"):
            name = st.text_input("Name")
            if st.form_submit_button("Log in") and name:
                st.session_state.user = name
                st.session_state.since = date.today()
                st.rerun()
        st.stop()


def log_out():
    for key in list(st.session_state):
        del st.session_state[key]
    state.start()


def greeting():
    try:
        since = st.session_state.since
    except AttributeError:
        return "Welcome"
    return f"Welcome back, {st.session_state.user}, here since {since:%d %B}"
