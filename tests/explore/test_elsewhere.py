"""Calls of what is not in the project: of a library, and of a module that may be the app's own."""

from __future__ import annotations

import pytest
from kit import look

READ = "st.write(st.session_state.rows)\n"


@pytest.mark.parametrize(
    "call",
    [
        "import prepare\nprepare.start()\n",
        "from prepare import start\nstart()\n",
        "from shared.prepare import start\nready = start('rows')\n",
        "from .prepare import start\nstart()\n",
    ],
)
def test_a_module_that_is_not_here_may_set_any_key(call: str) -> None:
    assert look({"app.py": f"import streamlit as st\n{call}{READ}"}).places == []


@pytest.mark.parametrize(
    "call",
    [
        "import pandas as pd\npd.set_option('display.max_rows', 3)\n",
        "from dotenv import load_dotenv\nload_dotenv()\n",
        "import os.path\nos.path.join('a', 'b')\n",
        "print()\n",
        "from prepare import START\nst.write(START)\n",
    ],
)
def test_a_library_sets_none(call: str) -> None:
    assert look({"app.py": f"import streamlit as st\n{call}{READ}"}).places == [("app.py", len(call.splitlines()) + 2)]


def test_what_is_read_before_the_call_is_reported() -> None:
    assert look({"app.py": f"import streamlit as st\nimport prepare\n{READ}prepare.start()\n"}).places == [
        ("app.py", 3)
    ]


@pytest.mark.parametrize(
    ("header", "places"),
    [
        ("import prepare", []),
        ("from prepare import guard", []),
        ("try:\n    import prepare\nexcept ImportError:\n    st.stop()", []),
        ("try:\n    import prepare\nexcept Exception:\n    pass", [("app.py", 6)]),
        ("if st.toggle('Prepare'):\n    import prepare", [("app.py", 4)]),
    ],
)
def test_nothing_comes_after_the_import_of_what_is_no_python(header: str, places: list[tuple[str, int]]) -> None:
    app, broken = f"import streamlit as st\n{header}\n{READ}", "import streamlit as st\ndef guard(:\n"
    files = {"app.py": app, "prepare.py": broken}
    assert [place for place in look(files).places if place[0] == "app.py"] == places


@pytest.mark.parametrize(("name", "places"), [("switch_page", []), ("other", [("app.py", 9)])])
def test_the_switch_page_of_streamlit_extras_ends_the_run(name: str, places: list[tuple[str, int]]) -> None:
    app = f"""\
import streamlit as st
from streamlit_extras.switch_page_button import {name}

if "rows" not in st.session_state:
    st.session_state.rows = []
if st.button("Restart"):
    del st.session_state.rows
    {name}("more")
st.write(st.session_state.rows)
"""
    page = "import streamlit as st\n\nst.title('More')\n"
    assert look({"app.py": app, "pages/more.py": page}).places == places


@pytest.mark.parametrize(
    ("call", "places"),
    [
        ('go("pages/more.py")', []),
        ('go("more")', [("app.py", 7)]),
        ('gone = go("pages/more.py")', [("app.py", 7)]),
        ('print("pages/more.py")', [("app.py", 7)]),
    ],
)
def test_a_library_that_is_told_a_page_may_go_there(call: str, places: list[tuple[str, int]]) -> None:
    app = f"""\
import streamlit as st
from streamlit_extras.leaving import go

if "rows" not in st.session_state:
    {call}

st.write(st.session_state.rows)
"""
    page = "import streamlit as st\n\nst.title('More')\n"
    assert look({"app.py": app, "pages/more.py": page}).places == places


@pytest.mark.parametrize(("base", "places"), [("type", []), ("object", [("app.py", 10)])])
def test_a_metaclass_may_make_one_object_for_all_runs(base: str, places: list[tuple[str, int]]) -> None:
    header = "class Store(metaclass=One):" if base == "type" else "class Store:"
    app = f"""\
import streamlit as st

class One({base}):
    made = {{}}
    def __call__(cls):
        return cls.made.get(cls) or super().__call__()

{header}
    def __init__(self):
        st.session_state.rows = []

def add():
    st.session_state.rows = [1]

Store()
st.write(len(st.session_state.rows))
st.button("Add", on_click=add)
"""
    assert look({"app.py": app}).places == places


def test_a_widget_of_the_sidebar_is_sent_without_the_form_around_it() -> None:
    app = """\
import streamlit as st

with st.form("f"):
    st.{where}checkbox("More", key="more")
    st.form_submit_button("Go", disabled=True)
if st.session_state.more:
    st.write(st.session_state.rows)
"""
    assert look({"app.py": app.format(where="sidebar.")}).places == [("app.py", 7)]
    assert look({"app.py": app.format(where="")}).places == []
