"""How scenarios are played on Streamlit, and how those of findings become steps."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from statelint.ir.scenario import Event, Scenario
from statelint.spec.apptest import play
from statelint.spec.linter import entry, steps
from statelint.spec.model import Outcome, Step

pytest.importorskip("streamlit")

WIDGETS = """\
import streamlit as st

st.write(st.text_input("Text", key="text"))
st.write(f"{st.number_input('Number', 0, 9)} {st.slider('Slider', 0.0, 1.0, key='slider')}")
st.write(f"{st.checkbox('Box')} {st.toggle('Switch')}")
st.write(f"{st.selectbox('One', ['a', 'b'])} {st.radio('Radio', ['c', 'd'])} {st.multiselect('Some', ['e', 'f'])}")
st.write(f"{st.pills('Pills', ['g', 'h'])} {st.chat_input('Chat')} {st.button('Press', key='press')}")
"""

FORM = """\
import streamlit as st

with st.form("f"):
    name = st.text_input("Name")
    sent = st.form_submit_button("Send")
st.write(f"{sent} {name}")
"""


def app(folder: Path, text: str, name: str = "app.py") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        (Step("type", "Text", "Ann"), "Ann"),
        (Step("type", "text", "Ann"), "Ann"),
        (Step("set", "Number", "4"), "4 0.0"),
        (Step("set", "slider", "0.5"), "0 0.5"),
        (Step("check", "Box"), "True False"),
        (Step("uncheck", "Box"), "False False"),
        (Step("check", "Switch"), "False True"),
        (Step("set", "Switch", "True"), "False True"),
        (Step("choose", "One", "b"), "b c []"),
        (Step("choose", "Radio", "d"), "a d []"),
        (Step("choose", "Some", "f"), "a c ['f']"),
        (Step("choose", "Pills", "h"), "h None False"),
        (Step("type", "Chat", "Hello"), "None Hello False"),
        (Step("click", "press"), "None None True"),
        (Step("click", "Press"), "None None True"),
    ],
    ids=str,
)
def test_every_kind_of_step(step: Step, shown: str, tmp_path: Path) -> None:
    [_, after] = play(app(tmp_path, WIDGETS), [Step("run"), step])
    assert shown in after.shows


def test_a_field_of_a_form_waits_for_the_submit_button(tmp_path: Path) -> None:
    seen = play(app(tmp_path, FORM), [Step("run"), Step("type", "Name", "Ann"), Step("submit", "Send")])
    assert [end.shows for end in seen] == [("False",), (), ("True Ann",)]


def test_an_element_that_is_not_there_is_an_error_that_names_the_others(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"no element 'Sent'; there are \['Send'\]"):
        play(app(tmp_path, FORM), [Step("run"), Step("click", "Sent")])


def test_an_exception_stands_at_the_innermost_line_of_the_app(tmp_path: Path) -> None:
    app(tmp_path, "import streamlit as st\n\n\ndef read():\n    return st.session_state['x']\n", "helper.py")
    [end] = play(app(tmp_path, "import helper\n\nhelper.read()\n"), [Step("run")])
    assert end == Outcome("KeyError", "helper.py", 5)


def test_pages_are_opened_by_path_in_a_session_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    app(tmp_path, "import streamlit as st\n\nst.write(st.session_state.user)\n", "pages/1_Report.py")
    app(tmp_path, "import streamlit as st\n\nst.session_state.user = 'Ann'\n")
    seen = play(tmp_path, [Step("run"), Step("page", "pages/1_Report.py"), Step("open", "pages/1_Report.py")])
    assert seen == (Outcome(), Outcome(shows=("Ann",)), Outcome("AttributeError", "pages/1_Report.py", 3))


def test_the_second_visitor_finds_a_warm_process(tmp_path: Path) -> None:
    app(tmp_path, "import streamlit as st\n\nst.session_state.setdefault('count', 0)\n", "start.py")
    app(tmp_path, "import start\nimport streamlit as st\n\nst.write(str(st.session_state.count))\n")
    seen = play(tmp_path, [Step("run"), Step("rerun"), Step("second")])
    assert seen == (Outcome(shows=("0",)), Outcome(shows=("0",)), Outcome("AttributeError", "app.py", 4))


def test_nothing_of_an_app_stays_in_the_process(tmp_path: Path) -> None:
    paths = list(sys.path)
    app(tmp_path, "NAME = 'first'\n", "helper_of_one_app.py")
    app(tmp_path, "import helper_of_one_app as helper\nimport streamlit as st\n\nst.write(helper.NAME)\n")
    assert play(tmp_path, [Step("run")])[0].shows == ("first",)
    assert "helper_of_one_app" not in sys.modules
    assert sys.path == paths


def test_a_scenario_becomes_steps() -> None:
    scenario = Scenario(
        (
            Event("visit", "admin.py"),
            Event("set", "Name", key="name", value="Ann"),
            Event("click", "Show"),
            Event("page", "pages/2_Report.py"),
            Event("fragment"),
            Event("submit", "Send", value="Name=Ann; agree=True"),
            Event("second"),
        )
    )
    told = ["run", 'set "name" "Ann"', 'click "Show"', "page pages/2_Report.py", "rerun"]
    told += ['set "Name" "Ann"', 'set "agree" "True"', 'submit "Send"', "second"]
    assert [str(step) for step in steps(scenario)] == told
    assert entry(scenario) == "admin.py"
    assert entry(Scenario((Event("open", "pages/2_Report.py"),))) == "app.py"
