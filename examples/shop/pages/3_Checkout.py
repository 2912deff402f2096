"""Delivery and payment."""

import streamlit as st

from shop import checkout, state

state.start()

st.title("Checkout")
checkout.steps()
if st.session_state.step == 0:
    checkout.delivery()
else:
    st.write(f"The bill goes to {st.session_state.address}")
st.page_link("pages/2_Basket.py", label="Back to the basket")

with st.sidebar:
    st.write(f"Deliver to: {st.session_state['address']}")
