"""From basket to order."""

import streamlit as st

from shop import cart, prices, state

STEPS = ("Delivery", "Payment")


def back():
    st.session_state.step = max(st.session_state.step - 1, 0)


def forward():
    st.session_state.step = min(st.session_state.step + 1, len(STEPS) - 1)


def steps():
    """Where the visitor is; the key exists before any of the buttons is drawn."""
    state.remember("step", 0)
    st.subheader(STEPS[st.session_state.step])
    st.button("Back", on_click=back, disabled=st.session_state.step == 0)
    st.button("Forward", on_click=forward, disabled=st.session_state.step == len(STEPS) - 1)


def delivery():
    if st.checkbox("Express", key="express"):
        st.selectbox("Day", ["today", "tomorrow"], key="day")
    st.button("Order", on_click=place_order)
    if "last_order" in st.session_state:
        st.success(f"Ordered: {st.session_state.last_order}")


def place_order():
    day = st.session_state.day
    st.session_state.last_order = f"{cart.count()} items for {prices.shown(cart.total())}, delivery {day}"
    cart.empty()
