"""Search and buy."""

import streamlit as st

from shop import cart, prices, state, widgets
from shop.catalogue import PRODUCTS, search

state.start()
widgets.currency_picker()

st.title("Catalogue")
st.caption(f"{cart.count()} in your basket")

found = search(st.text_input("Search", key="search"))
if not found:
    st.info("Nothing of that name")
    st.stop()
for product in found:
    widgets.card(product)

if st.button("One of each"):
    for sku in PRODUCTS:
        cart.add(sku)

with st.expander("Price list"):
    for sku, price in prices.price_list().items():
        st.write(f"{PRODUCTS[sku].name}: {price:.2f} {st.session_state.currency}")
