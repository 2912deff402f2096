"""What the visitor has chosen."""

import streamlit as st

from shop import cart, prices, state, widgets
from shop.catalogue import PRODUCTS

state.start()
state.keep("search")
widgets.currency_picker()

st.title("Basket")
if not st.session_state.basket:
    st.info("Your basket is empty")
    if st.button("To the catalogue"):
        st.switch_page("pages/1_Catalogue.py")
    st.stop()

for sku, number in st.session_state.basket.items():
    left, right = st.columns([3, 1])
    left.write(f"{number} × {PRODUCTS[sku].name}")
    right.button("Remove", key=f"remove_{sku}", on_click=cart.remove, args=(sku,))
st.write(f"Total: {prices.shown(cart.total())}")

st.button("Empty the basket", on_click=cart.empty)
st.button("No umbrellas", on_click=cart.drop_all_of, args=["Umbrella"])
if st.button("Drop what is sold out"):
    cart.drop_sold_out()
    st.rerun()

st.text_input("Coupon", key="coupon")
if st.button("Clear the coupon"):
    st.session_state.coupon = ""

widgets.one_more()
