"""What a session does beside what the facts show: pages, reloads, modules that stay, what is left behind."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from both import lay

from statelint.runtime import Session

FRAME = """\
import streamlit as st

st.session_state.runs = st.session_state.get("runs", 0) + 1
st.navigation([st.Page("one.py"), st.Page("two.py")]).run()
"""
PAGE = "import streamlit as st\n\nst.text_input('Text', key='text')\nst.write(f'NAME {st.session_state.runs}')\n"


def test_a_reload_is_a_new_session_on_the_same_page(tmp_path: Path) -> None:
    folder = lay(
        {"app.py": FRAME, "one.py": PAGE.replace("NAME", "one"), "two.py": PAGE.replace("NAME", "two")}, tmp_path
    )
    session = Session(folder / "app.py")
    assert session.run().shows == ("one 1",)
    assert session.page("two.py").shows == ("two 2",)
    assert session.reload().shows == ("two 1",)
    assert session.second().shows == ("one 1",)
    assert session.open("two.py").shows == ("two 1",)


def test_going_to_the_page_one_is_on_forgets_nothing(tmp_path: Path) -> None:
    folder = lay({"app.py": FRAME, "one.py": PAGE, "two.py": PAGE}, tmp_path)
    session = Session(folder / "app.py")
    session.run()
    session.type("Text", "kept")
    session.page("one.py")
    assert session.state["runs"] == 3


def test_modules_stay_for_the_next_visitor_and_nothing_is_left_behind(tmp_path: Path) -> None:
    files = {
        "app.py": "import streamlit as st\nimport guest_book\n\nst.write(guest_book.count())\n",
        "guest_book.py": "seen = []\n\n\ndef count():\n    seen.append(1)\n    return f'{len(seen)} visits'\n",
    }
    before = sys.modules.get("streamlit"), list(sys.path), sys.modules.get("__main__")
    session = Session(lay(files, tmp_path) / "app.py")
    seen = [session.run(), session.second()]
    assert [(run.shows, run.exception) for run in seen] == [(("1 visits",), ""), (("2 visits",), "")]
    assert (sys.modules.get("streamlit"), sys.path, sys.modules.get("__main__")) == before
    assert "guest_book" not in sys.modules


def test_a_bare_expression_is_shown(tmp_path: Path) -> None:
    session = Session(lay({"app.py": '"""Not this."""\n\nx = 1\nx\n"and", "this"\n'}, tmp_path) / "app.py")
    assert session.run().shows == ("`1`", "and this")


def test_an_app_without_an_end_ends(tmp_path: Path) -> None:
    session = Session(lay({"app.py": "import streamlit as st\n\nst.rerun()\n"}, tmp_path) / "app.py")
    assert session.run().exception == "EndlessRerun"


def test_a_script_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.py: no such script"):
        Session("nowhere.py")


def test_a_disabled_button_cannot_be_pressed(tmp_path: Path) -> None:
    app = "import streamlit as st\n\nst.button('Go', disabled=True)\n"
    session = Session(lay({"app.py": app}, tmp_path) / "app.py")
    session.run()
    with pytest.raises(LookupError, match="'Go' is disabled"):
        session.click("Go")


def test_a_test_can_set_the_state_first(tmp_path: Path) -> None:
    app = "import streamlit as st\n\nst.write(st.session_state.user)\n"
    session = Session(lay({"app.py": app}, tmp_path) / "app.py")
    session.state["user"] = "Ann"
    assert session.run().shows == ("Ann",)


def test_an_event_in_a_fragment_runs_only_the_fragment(tmp_path: Path) -> None:
    app = """\
import streamlit as st

ss = st.session_state
ss.script = ss.get("script", 0) + 1


@st.fragment
def part():
    ss.part = ss.get("part", 0) + 1
    st.button("Go")


part()
"""
    session = Session(lay({"app.py": app}, tmp_path) / "app.py")
    session.run()
    session.click("Go")
    assert dict(session.state) == {"script": 1, "part": 2}
