"""Elements that several pages draw."""

import streamlit as st

from shop import cart, prices, state
from shop.catalogue import PRODUCTS


def currency_picker():
    st.sidebar.selectbox("Currency", list(prices.RATES), key="currency")


def card(product):
    """One product with its button."""
    left, right = st.columns([3, 1])
    left.write(f"{product.name}: {prices.shown(product.price)}")
    right.button("Buy", key=f"buy_{product.sku}", on_click=cart.add, args=(product.sku,))


def one_more():
    """A short cut for each product in the basket."""
    for sku in st.session_state.basket:
        st.button(f"One more {PRODUCTS[sku].name}", key=f"more_{sku}", on_click=lambda: cart.add(sku))


def gift_wrap():
    state.remember("wrapping", "none")
    st.button("Wrap it in paper", on_click=wrap, args=("paper"))
    st.button("No wrapping", on_click=wrap, kwargs={"kind": "none"})
    st.caption(f"Wrapping: {st.session_state.wrapping}")


def wrap(kind):
    st.session_state.wrapping = kind


def rated():
    st.session_state.setdefault("ratings", []).append(st.session_state.stars)


@st.fragment
def rating():
    """Reruns on its own when the stars are pressed."""
    st.feedback("stars", key="stars", on_change=rated)
    if ratings := st.session_state.get("ratings"):
        st.caption(f"{len(ratings)} ratings, thank you")
