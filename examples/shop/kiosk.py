"""The screen at the door, used by one customer after the other: `streamlit run kiosk.py`."""

import streamlit as st

from shop import cart, state
from shop.catalogue import PRODUCTS

state.start()


def next_customer():
    state.forget("ticket", "phone")
    cart.empty()


if "opened" not in st.session_state:
    del st.session_state["ticket"]
    st.session_state.opened = True

st.title("Order here")
for sku, product in PRODUCTS.items():
    st.button(product.name, key=f"order_{sku}", on_click=cart.add, kwargs={"sku": sku})
if st.button("Get a ticket"):
    st.session_state.ticket = cart.count() + 100
if "ticket" in st.session_state and st.session_state.ticket:
    st.header(f"Your number: {st.session_state.ticket}")
st.button("Next customer", on_click=next_customer)
