"""The office: `streamlit run admin.py`."""

import streamlit as st

from shop.catalogue import PRODUCTS

st.title("Office")


def load():
    return [(sku, 3) for sku in PRODUCTS]


if st.button("Load orders"):
    st.session_state.orders = load()

limit = st.number_input("Show at most", 1, 50, 10, key="limit")
for sku, number in st.session_state.orders[:limit]:
    st.write(f"{number} × {PRODUCTS[sku].name}")
