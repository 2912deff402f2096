"""The till: `streamlit run till.py`."""

import streamlit as st

from shop.catalogue import PRODUCTS

st.session_state.setdefault("sold", [])

if "opened" not in st.session_state:
    st.session_state.clear()
    st.session_state.opened = True


def sell(sku):
    st.session_state.sold.append(sku)


st.title("Till")
for sku, product in PRODUCTS.items():
    st.button(product.name, key=f"sell_{sku}", on_click=sell, args=(sku,))
st.metric("Sold today", len(st.session_state.sold))
