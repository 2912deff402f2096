"""The player in the browser: what it does with every kind of step, and what it says without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from statelint.spec import browser
from statelint.spec.parse import step

WIDGETS = """\
import streamlit as st

st.write(st.text_input("Text", key="text"))
st.write(f"{st.number_input('Number', 0, 9)} {st.slider('Slider', 0, 9)}")
st.write(st.select_slider("Options", [2, 4, 8], 4))
st.write(f"{st.checkbox('Box')} {st.toggle('Switch')}")
st.write(f"{st.selectbox('One', ['a', 'b'])} {st.radio('Radio', ['c', 'd'])} {st.multiselect('Some', ['e', 'f'])}")
st.write(f"{st.pills('Pills', ['g', 'h'])} {st.text_area('Area')} {st.chat_input('Chat')}.")
if st.button("Press", key="press"):
    st.session_state["missing"]
"""
PAGE = "import streamlit as st\n\nst.write(f'page {sorted(st.session_state)}')\n"
WALK = [
    'run -> ok, shows "False False"',
    'type "text" "Ann" -> ok, shows "Ann"',
    'set "Number" "4" -> ok, shows "4 0"',
    'set "Slider" "3" -> ok, shows "4 3"',
    'choose "Options" "8" -> ok, shows "8"',
    'choose "Options" "2" -> ok, shows "2"',
    'check "Box" -> ok, shows "True False"',
    'check "Switch" -> ok, shows "True True"',
    'uncheck "Box" -> ok, shows "False True"',
    'choose "One" "b" -> ok, shows "b c []"',
    'choose "Radio" "d" -> ok, shows "b d []"',
    'choose "Some" "f" -> ok, shows "b d [\'f\']"',
    'choose "Pills" "h" -> ok, shows "h None."',
    'type "Area" "long" -> ok, shows "h long None."',
    'type "Chat" "hello" -> ok, shows "h long hello."',
    'rerun -> ok, shows "h long None."',
    'click "press" -> KeyError at app.py:10',
    'rerun -> ok, shows "Ann"',
    'page pages/1_Other.py -> ok, shows "page []"',
    'page app.py -> ok, shows "0 0"',
    'open pages/1_Other.py -> ok, shows "page []"',
    'reload -> ok, shows "page []"',
    'second -> ok, shows "0 0"',
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    if browser.missing():
        pytest.skip(browser.missing())
    (tmp_path / "pages").mkdir()
    (tmp_path / "app.py").write_text(WIDGETS)
    (tmp_path / "pages" / "1_Other.py").write_text(PAGE)
    return tmp_path


def test_every_kind_of_step(folder: Path) -> None:
    steps = [step("walk", number, line) for number, line in enumerate(WALK, 1)]
    seen = browser.play(folder, steps)
    assert [f"{s} -> {s.outcome if s.outcome.met_by(end) else end}" for s, end in zip(steps, seen, strict=True)] == WALK


@pytest.mark.parametrize("line", ['click "Nothing" -> ok', 'type "Nothing" "x" -> ok', "page pages/None.py -> ok"])
def test_an_element_that_is_not_there_is_an_error(folder: Path, line: str) -> None:
    (folder / "app.py").write_text("import streamlit as st\n")
    with pytest.raises(LookupError, match=r"no (element|link)"):
        browser.play(folder, [step("walk", 1, "run -> ok"), step("walk", 2, line)])


def test_without_a_browser_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)
    monkeypatch.setattr(browser.importlib.util, "find_spec", lambda name: name)
    assert browser.missing() == "no browser: none of chromium, chromium-browser, google-chrome is installed"
    monkeypatch.setattr(browser.importlib.util, "find_spec", lambda name: None)
    assert browser.missing() == "no browser: the package streamlit is not installed"


@pytest.mark.parametrize(
    ("page", "path"),
    [("pages/2_Report.py", "Report"), ("views/home.py", "home"), ("pages/1_📝_My_page.py", "My_page"), ("7.py", "7")],
)
def test_the_address_of_a_page(page: str, path: str) -> None:
    assert browser.slug(page) == path


def test_an_outcome_holds_the_deepest_line_of_the_app(tmp_path: Path) -> None:
    visitor = browser.Visitor(None, tmp_path, "app.py", "")
    trace = f'File "/lib/run.py", line 9\nFile "{tmp_path}/app.py", line 2\nFile "{tmp_path}/a/b.py", line 5'
    assert (visitor.deepest(trace), visitor.deepest("none")) == (("a/b.py", 5), ("", 0))
