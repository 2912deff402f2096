"""Journeys of findings: what a user must do and nothing else, and where it leads on."""

from __future__ import annotations

from textwrap import dedent

import pytest
from kit import look

from statelint.explore.search import frontier


def journey(source: str, **pages: str) -> list[str]:
    """The events of the only finding of an app."""
    files = {"app.py": "import streamlit as st\n" + dedent(source)}
    files |= {f"pages/{name}.py": "import streamlit as st\n" + dedent(text) for name, text in pages.items()}
    [finding] = look(files).findings
    assert finding.scenario is not None
    return [" ".join(filter(None, (e.kind, e.target, e.value))) for e in finding.scenario.events]


SHOP = """
    st.checkbox("Wide")
    st.button("Help")
    if st.button("Open"):
        st.session_state.open = True
    with st.form("order"):
        note = st.text_input("Note")
        name = st.text_input("Name")
        sent = st.form_submit_button("Send")
    if sent and name and "open" in st.session_state:
        st.session_state.order = name
    if "order" in st.session_state:
        st.write(st.session_state.total)
    if st.button("Sum"):
        st.session_state.total = 1
"""


@pytest.mark.parametrize("breadth", [0, 1, frontier.BREADTH])
def test_a_journey_has_what_it_takes_and_no_more(breadth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the search went about it."""
    monkeypatch.setattr(frontier, "BREADTH", breadth)
    assert journey(SHOP) == ["visit app.py", "click Open", "set Name text", "submit Send"]


LOGIN = """
    st.text_input("Name", key="name")
    if st.button("Enter"):
        st.session_state.entered = True
        st.switch_page("pages/inside.py")
"""


def test_a_journey_goes_on_where_a_page_switches_to() -> None:
    inside = """
        if "entered" not in st.session_state:
            st.switch_page("app.py")
        if st.button("Leave"):
            st.write(st.session_state.left)
    """
    assert journey(LOGIN, inside=inside) == ["visit app.py", "click Enter", "click Leave"]


def test_the_widgets_of_the_page_that_is_left_are_gone() -> None:
    inside = """
        if "entered" not in st.session_state:
            st.switch_page("app.py")
        st.write(st.session_state.name)
    """
    assert journey(LOGIN, inside=inside) == ["visit app.py", "click Enter"]


def test_a_function_of_st_navigation_can_be_switched_to() -> None:
    source = """
        def inside():
            if st.button("Leave") and "entered" in st.session_state:
                st.write(st.session_state.left)
        def login():
            if st.button("Enter"):
                st.session_state.entered = True
                st.switch_page(page)
        page = st.Page(inside)
        st.navigation([st.Page(login), page]).run()
    """
    assert journey(source) == ["visit app.py", "click Enter", "click Leave"]


CONTACT = """
    with st.form("contact"):
        name = st.text_input("Name")
        email = st.text_input("Email")
        text = st.text_area("Text", key="text")
        sent = st.form_submit_button("Send")
    if sent:
        if "@" not in email:
            st.error("no address")
        elif not name or not st.session_state.text:
            st.error("incomplete")
        else:
            st.write(st.session_state.sent)
"""


def test_each_field_of_a_form_gets_what_conditions_look_for_in_it() -> None:
    filled = ["set Name text", "set Email text@", "set Text text"]
    assert journey(CONTACT) == ["visit app.py", *filled, "submit Send"]


@pytest.mark.parametrize(
    ("condition", "user", "code"),
    [
        ("user == 'admin' and code == '1234'", "admin", "1234"),
        ("len(user) >= 6 and code.strip().startswith('A-')", "texttext", "A-text"),
        ("len(user.strip()) > 3 and not len(code) < 8", "text", "texttext"),
        ("user.endswith('.com') and '@' in user and code.lower() in ('yes', 'y')", "text@.com", "yes"),
    ],
)
def test_several_fields_are_asked_for_at_once(condition: str, user: str, code: str) -> None:
    source = f"""
    with st.form("login"):
        user = st.text_input("User")
        code = st.text_input("Code")
        sent = st.form_submit_button("Enter")
    if sent and {condition}:
        st.write(st.session_state.entered)
    """
    assert journey(source) == ["visit app.py", f"set User {user}", f"set Code {code}", "submit Enter"]
