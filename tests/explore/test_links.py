"""Which pages a user can go to inside a session: those that the sidebar, or a link, leads to."""

from __future__ import annotations

import pytest
from kit import look

MORE = """\
import streamlit as st
if "user" not in st.session_state:
    st.stop()
st.write(st.session_state.rows)
"""
START = 'import streamlit as st\nst.session_state.user = "Ann"\n'
HIDDEN = {".streamlit/config.toml": "[client]\nshowSidebarNavigation = false\n"}
HIDING = "from st_pages import hide_pages\nhide_pages(['more'])\n"
REACHED = [("pages/more.py", 4)]


@pytest.mark.parametrize(
    ("settings", "more", "places"),
    [
        ({}, "", REACHED),
        ({".streamlit/config.toml": "[client]\nshowSidebarNavigation = true\n"}, "", REACHED),
        (HIDDEN, "", []),
        (HIDDEN, 'st.page_link("pages/more.py")\n', REACHED),
        (HIDDEN, 'if st.button("More"):\n    st.switch_page("pages/more.py")\n', REACHED),
        ({}, HIDING, []),
    ],
)
def test_a_page_without_a_link_is_not_gone_to(settings: dict[str, str], more: str, places: list[object]) -> None:
    assert look({"app.py": START + more, "pages/more.py": MORE, **settings}).places == places


@pytest.mark.parametrize(
    ("position", "places"), [("sidebar", [("more.py", 4)]), ("top", [("more.py", 4)]), ("hidden", [])]
)
def test_the_pages_of_a_navigation(position: str, places: list[object]) -> None:
    pages = 'st.Page("start.py"), st.Page("more.py")'
    frame = f'import streamlit as st\nst.navigation([{pages}], position="{position}").run()\n'
    assert look({"app.py": frame, "start.py": START, "more.py": MORE}).places == places


def test_any_page_can_be_opened_by_its_url() -> None:
    page = "import streamlit as st\nst.write(st.session_state.user)\n"
    assert look({"app.py": START, "pages/more.py": page, **HIDDEN}).places == [("pages/more.py", 2)]
