"""The basket: how many of each product the visitor wants."""

import streamlit as st

from shop.catalogue import PRODUCTS


def add(sku, count=1):
    basket = st.session_state.basket
    basket[sku] = basket.get(sku, 0) + count


def remove(sku):
    st.session_state.basket.pop(sku, None)


def empty():
    st.session_state.basket = {}


def count():
    return sum(st.session_state.basket.values())


def total():
    return sum(PRODUCTS[sku].price * number for sku, number in st.session_state.basket.items())


def drop_sold_out():
    for sku in st.session_state.basket:
        if not PRODUCTS[sku].stock:
            del st.session_state.basket[sku]


def drop_all_of(name):
    """Walks over a copy, so the basket may shrink meanwhile."""
    for sku in list(st.session_state.basket):
        if PRODUCTS[sku].name == name:
            del st.session_state.basket[sku]
