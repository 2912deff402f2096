"""Price labels: `streamlit run labels.py`."""

import streamlit as st

from shop.catalogue import PRODUCTS

queue = st.session_state.setdefault("queue", [])

st.title("Labels")
chosen = st.multiselect("Products", list(PRODUCTS), key="chosen")
st.button("Print", on_click=print_labels, disabled=not chosen)
st.button("Clear the queue", on_click=queue.clear)
for sku in queue:
    st.code(f"{PRODUCTS[sku].name}  {PRODUCTS[sku].price:.2f}")


def print_labels():
    st.session_state.queue.extend(st.session_state.chosen)
