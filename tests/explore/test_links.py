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


FORM = "with st.form('order'):\n    st.button('Add')\n    st.form_submit_button('Send')\n"


@pytest.mark.parametrize(
    "pages",
    ['st.Page(Path("views", "order.py"))', "*(st.Page(spec.path) for spec in catalog())"],
)
def test_a_page_that_only_a_text_names_is_played_and_not_accused(pages: str) -> None:
    frame = f"""\
import streamlit as st
from pathlib import Path
from catalog import catalog
st.navigation([{pages}]).run()
"""
    catalog = "import streamlit as st\ndef catalog():\n    return [entry for entry in load()] + ['views/order.py']\n"
    order = f"import streamlit as st\n{FORM}st.write(st.session_state.rows)\n"
    files = {"app.py": frame, "catalog.py": catalog, "start.py": START, "views/order.py": order}
    assert look(files).places == [("views/order.py", 3)]


def test_a_page_that_runs_a_navigation_with_itself_is_played_once() -> None:
    frame = "import streamlit as st\nst.navigation([st.Page(path) for path in load()]).run()\n"
    mutual = "import streamlit as st\n{0}st.navigation([st.Page(path) for path in load({1!r})]).run()\n"
    files = {"app.py": frame + "# \nload('a.py', 'b.py')\n"}
    files |= {"a.py": mutual.format(FORM, "b.py"), "b.py": mutual.format("", "a.py")}
    assert look(files).places == [("a.py", 3)]


def test_what_a_thread_of_its_own_class_stores_may_be_there() -> None:
    app = """\
import streamlit as st
from threading import Thread
class Task(Thread):
    def run(self):
        st.session_state.rows = []
if st.button("Start"):
    Task().start()
if "rows" in st.session_state:
    st.write(st.session_state.rows)
    with st.form("order"):
        st.button("Add")
        st.form_submit_button("Send")
"""
    seen = look({"app.py": app})
    assert [(row.site.span.row, row.why) for row in seen.ledger if row.why == "unreachable"] == []
    assert ("app.py", 11) in seen.places
