"""Prices in the visitor's currency."""

import streamlit as st

from shop.catalogue import PRODUCTS

RATES = {"EUR": 1.0, "SEK": 11.5}


@st.cache_data
def price_list():
    rate = RATES[st.session_state.currency]
    return {sku: round(product.price * rate, 2) for sku, product in PRODUCTS.items()}


@st.cache_data
def rate_of(currency):
    """What depends on the session comes in as an argument."""
    return RATES[currency]


def shown(amount):
    currency = st.session_state.currency
    return f"{amount * rate_of(currency):.2f} {currency}"
