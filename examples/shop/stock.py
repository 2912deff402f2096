"""Stocktaking: `streamlit run stock.py`."""

import streamlit as st

from shop import state
from shop.catalogue import PRODUCTS

state.remember("low_stock_limit", 10)
st.session_state.setdefault("counted", {})

st.title("Stock")
st.slider("Warn below", 0, 50, key="low_stock_limit")
with st.form("count"):
    sku = st.selectbox("Product", list(PRODUCTS))
    number = st.number_input("Counted", 0, 1000)
    if st.form_submit_button("Save"):
        st.session_state.counted[sku] = number

limit = st.session_state["low_stock_limits"]
for sku, product in PRODUCTS.items():
    number = st.session_state.counted.get(sku, product.stock)
    if number < limit:
        st.warning(f"Only {number} × {product.name}")
