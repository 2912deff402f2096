"""The front page of the corner shop: `streamlit run app.py`."""

import streamlit as st

from shop import auth, cart, state, widgets
from shop.catalogue import PRODUCTS

st.set_page_config(page_title="Corner shop", page_icon="🛒")
state.start()
widgets.currency_picker()


def subscribe():
    st.session_state.subscribed = True


def surprise():
    cart.add("jam")
    st.session_state.recent.append("jam")


st.title("Corner shop")
st.write(auth.greeting())

st.session_state.setdefault("update", False)
if st.session_state.update:
    st.warning("The shop is being updated, prices may be wrong")

for product in PRODUCTS.values():
    widgets.card(product)

st.button("Surprise me", on_click=surprise)
if recent := st.session_state.get("recent"):
    st.caption(f"Last surprise: {recent[-1]}")

st.button("Subscribe to the newsletter", on_click=subscribe())
if st.session_state.get("subscribed"):
    st.caption("You get our newsletter")

if st.button("Show my last order"):
    st.write(st.session_state.last_order)

if not hasattr(st.session_state, "seen_tip"):
    st.session_state.seen_tip = True
    st.toast("Rye bread comes fresh at eight")

widgets.gift_wrap()
widgets.rating()
if cart.count() and st.button("To the basket"):
    st.switch_page("pages/2_Basket.py")
