"""Name, address, and the way out."""

import streamlit as st

from shop import auth, state

state.start()
st.title("Account")
auth.require_login()

with st.form("address_form"):
    address = st.text_area("Address", key="address_draft")
    if st.form_submit_button("Save"):
        st.session_state.address = address

if "address" in st.session_state and st.session_state.address:
    st.write(f"We deliver to {st.session_state.address}")

st.button("Log out", on_click=auth.log_out)

if st.button("Delete my account"):
    st.warning("This cannot be undone")
    if st.button("Yes, delete it"):
        state.forget("address", "last_order")
        st.session_state.user = None

if st.button("Forget this visit"):
    st.session_state.clear()
st.caption(f"Logged in as {st.session_state.user}")
