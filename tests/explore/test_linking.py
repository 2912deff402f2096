"""A link to a script that is no page ends the run, where all pages are in pages/."""

from __future__ import annotations

import pytest
from kit import look

LINKED = 'import streamlit as st\n\nst.sidebar.page_link("{target}", label="There")\nst.write(st.session_state.rows)\n'
PAGE = "import streamlit as st\n\nst.title('One')\n"
NAVIGATION = "import streamlit as st\n\nst.navigation([st.Page('home.py'), st.Page('more.py')]).run()\n"
READ = [("app.py", 4)]


@pytest.mark.parametrize(
    ("target", "places"),
    [("gone.py", []), ("app.py", READ), ("pages/one.py", READ), ("./pages/one.py", READ), ("https://a.io/b.py", READ)],
)
def test_what_stands_behind_a_link_is_reached_if_it_names_a_page(target: str, places: list[tuple[str, int]]) -> None:
    assert look({"app.py": LINKED.format(target=target), "pages/one.py": PAGE}).places == places


def test_an_app_without_pages_is_taken_to_go_on() -> None:
    assert look({"app.py": LINKED.format(target="gone.py")}).places == READ


def test_pages_that_are_registered_are_pages() -> None:
    files = {"app.py": NAVIGATION, "home.py": LINKED.format(target="more.py"), "more.py": PAGE, "pages/one.py": PAGE}
    assert look(files).places == [("home.py", 4)]
