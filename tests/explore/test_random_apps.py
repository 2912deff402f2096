"""Random apps: what the linter reports is what fails when the reference runtime plays them."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, note, seed, settings
from kit import Seen, look
from random_apps import apps
from visits import Visits, failures, lay

from statelint.findings.model import Finding
from statelint.report.scenario import line
from statelint.runtime import Session
from statelint.spec.linter import steps

CASES = 100
RAISED = re.compile(r"[A-Z]\w*(Error|Exception)\b")


@pytest.mark.parametrize("part", range(3))
def test_what_is_reported_fails_and_what_fails_is_reported(part: int) -> None:
    @seed(part)
    @settings(max_examples=CASES, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(apps())
    def agree(files: dict[str, str]) -> None:
        for name, text in files.items():
            note(f"# {name}\n{text}")
        seen = look(files)
        with TemporaryDirectory() as name:
            folder = lay(files, Path(name).resolve())
            assert [broken for finding in seen.findings if (broken := unsound(folder, finding))] == []
            assert missed(seen, Visits(folder).walk()) == []

    agree()


DELETED = """\
import streamlit as st

if st.checkbox("On", key="on"):
    st.write("on")
elif "asked" in st.session_state:
    st.write(st.session_state.answer)
if st.button("Ask"):
    st.session_state.asked = True
    del st.session_state["on"]
"""


def test_the_browser_sends_again_what_a_widget_shows_whose_key_was_deleted(tmp_path: Path) -> None:
    findings = look({"app.py": DELETED}).findings
    assert [(finding.code, finding.key) for finding in findings] == [("LSS101", "answer")]
    assert unsound(lay({"app.py": DELETED}, tmp_path), findings[0]) == ""


NESTED = """\
import streamlit as st

@st.dialog("Inner")
def inner():
    st.write(st.session_state.answer)

@st.dialog("Outer")
def outer():
    if st.button("More"):
        show()

def show():
    inner()

if st.button("Ask"):
    outer()
"""


@pytest.mark.parametrize(("last", "keys"), [("", []), ("if st.button('Show'):\n    show()\n", ["answer"])])
def test_a_dialog_that_another_opens_is_refused_before_it_reads(last: str, keys: list[str], tmp_path: Path) -> None:
    findings = look({"app.py": NESTED + last}).findings
    assert [finding.key for finding in findings] == keys
    folder = lay({"app.py": NESTED + last}, tmp_path)
    assert [unsound(folder, finding) for finding in findings] == [""] * len(keys)


HEAD = "import streamlit as st\n\nss = st.session_state\n"
IN_FRAGMENT = """
try:
    @st.fragment
    def part():
        st.write(ss["never"])

    part()
except KeyError:
    st.write("never here")
st.write(ss["behind"])
"""
AFTER_STOP = """
def keep():
    ss.c = 2

try:
    if "c" in ss:
        st.write(ss["n"])
    else:
        st.stop()
finally:
    keep()
"""
IN_LOOP = """
for one in ss:
    ss[one] = 1
if ss.get("c") is not None:
    st.write(ss["b"])
ss["c"] = 0
"""
NOT_FOLLOWED = """
ss.setdefault("c", 0)
for key in list(ss.keys()):
    del ss[key]
if st.button("Again", key="again"):
    st.write("again")
else:
    st.text_input("Name", key="name", on_change=lambda: ss.c)
"""
REFUSED = """
st.toggle("On", key="on")
try:
    for one in ss:
        ss[one] = 1
except KeyError:
    st.write("never here")
st.write(ss["c"])
"""
SUBMITTER = """
with st.form("f"):
    st.form_submit_button("Send")
for one in ss:
    ss[one] = 1
st.write(ss["c"])
"""
PART_OF_A_PART = """
ss.setdefault("a", 0)

@st.fragment
def part():
    if st.button("More", disabled="a" not in ss):
        st.text_input("Name", on_change=lambda: ss["a"])
    st.checkbox("On", on_change=lambda: ss.pop("a", None))

part()
"""
OWN_OF_A_PART = """
@st.fragment
def part():
    if "gone" not in ss and st.button("More"):
        st.text_input("Name", key="name")
    if st.button("Less") and "name" in ss:
        ss["gone"] = True

part()
if "gone" in ss and "name" in ss:
    st.write(ss["b"])
"""
BESIDE_A_PART = """
ss["on"] = st.checkbox("On", on_change=lambda: ss.pop("a", None))

@st.fragment
def part():
    if st.button("Go") and ss["on"]:
        ss["a"] = 1

part()
if st.button("Show") and ss["on"] and "a" in ss:
    st.write(ss["b"])
"""
BEHIND_A_STOP = """
if st.button("Stop") and ss.get("on"):
    ss["a"] = 1
    st.stop()
ss["on"] = st.checkbox("On")
if ss["on"] and "a" in ss:
    st.write(ss["b"])
"""
IN_DIALOG_OF_A_PART = """
@st.fragment
def part():
    @st.dialog("Ask")
    def ask():
        st.write(ss["never"])

    if st.button("Ask"):
        ask()

part()
"""
RERUN_IN_CALLBACK = """
def again():
    ss["asked"] = True
    st.rerun()

if st.button("Ask", on_click=again):
    st.write(ss["never"])
if "asked" in ss:
    st.write(ss["b"])
"""
SENT_AGAIN = """
st.text_input("Name", key="name", on_change=lambda: ss.pop("cleared", None))
if st.button("Clear"):
    del ss["name"]
    ss["cleared"] = True
if "cleared" in ss and st.button("Show"):
    st.write(ss["b"])
"""
UNFIT = """
ss["name"] = 1
st.text_input("Name", key="name")
st.write(ss["c"])
"""
UNFIT_IN_LOOP = """
for one in ss:
    ss[one] = 1
st.text_input("Name", key="name")
if st.button("Show"):
    st.write(ss["c"])
"""
UNFIT_CAUGHT = """
ss["on"] = None
try:
    st.checkbox("On", key="on")
except TypeError:
    st.write(ss["c"])
"""
ANOTHER = """
on = st.checkbox("On", "c" in ss)
if on:
    ss["c"] = 1
elif "c" in ss and st.button("Show"):
    st.write(ss["b"])
"""
OPENED_INSIDE = """
@st.dialog("Inner")
def inner():
    st.write("inner")

@st.dialog("Outer")
def outer():
    ss["opened"] = True
    inner()

if st.button("Ask"):
    outer()
if "opened" in ss:
    st.write(ss["b"])
"""
ADDED = """
ss.setdefault("n", 0)
try:
    ss["n"] += 1
    st.stop()
except KeyError:
    st.write("never here")
st.write(ss["c"])
"""
HERE = """
st.checkbox("On", key="on", on_change=lambda: ss.pop("went", None))
if st.button("Home"):
    ss["went"] = True
    st.switch_page("app.py")
if ss["on"] and "went" in ss:
    st.write(ss["b"])
"""
WOKEN = """
ss.setdefault("b", 0)

@st.fragment
def part():
    st.write(ss["b"])
    st.text_input("Name")

part()
st.checkbox("On", on_change=lambda: ss.pop("b", None))
if st.button("Drop"):
    del ss["b"]
"""
TAKEN = """
def ask():
    ss["a"] = 1

asked = "a" in ss
if asked:
    for one in list(ss):
        del ss[one]
if st.button("Go", key="go", on_click=ask):
    st.write(ss["never"])
elif asked:
    st.write(ss["b"])
"""
NOT_TAKEN = """
ss.setdefault("b", True)
if st.text_input("Name", disabled=not ss["b"]):
    st.write(ss["c"])
else:
    ss["b"] = False
"""
SENT_ONCE = """
if st.radio("Which", ["x", "y"], key="which") == "x":
    ss["a"] = 0
else:
    ss.clear()
if "a" not in ss and st.checkbox("Again"):
    st.rerun()
"""
BEFORE_ITS_HANDLER = """
@st.dialog("Ask")
def ask():
    st.write(ss["never"])

try:
    if st.button("Ask"):
        ask()
except Exception:
    st.write(ss["behind"])
"""
# The clash would be seen in a session that has shown an error before.
BEHIND_A_CRASH = """
if ss.get("name") == "again":
    st.rerun()
if st.button("Go"):
    st.text_input("Name", key="name")
    ss["name"] = "x"
@st.fragment
def count():
    ss["n"] += 1
count()
"""
LATER = [
    (BEFORE_ITS_HANDLER, ["never"]),
    (NOT_TAKEN, []),
    (SENT_ONCE, []),
    (TAKEN, ["b"]),
    (WOKEN, ["b"]),
]
LATER += [(SENT_AGAIN, []), (UNFIT, []), (UNFIT_IN_LOOP, []), (UNFIT_CAUGHT, ["c"])]
LATER += [(ANOTHER, ["b"]), (OPENED_INSIDE, []), (ADDED, []), (HERE, ["b"])]
PARTS = [
    (SUBMITTER, ["FormSubmitter:f-Send"]),
    *((PART_OF_A_PART, []), (OWN_OF_A_PART, []), (BESIDE_A_PART, ["b"]), (IN_DIALOG_OF_A_PART, ["never"])),
]
FOUND = [
    *PARTS,
    *LATER,
    (BEHIND_A_STOP, ["b"]),
    (RERUN_IN_CALLBACK, ["b"]),
    (REFUSED, ["on"]),
    (IN_FRAGMENT, ["never"]),
    (BEHIND_A_CRASH, ["n"]),
    (AFTER_STOP, []),
    (IN_LOOP, ["b"]),
    (NOT_FOLLOWED, ["c"]),
]


@pytest.mark.parametrize(("text", "keys"), FOUND)
def test_apps_in_which_the_linter_and_the_runtime_once_differed(text: str, keys: list[str], tmp_path: Path) -> None:
    seen = look({"app.py": HEAD + text})
    assert [finding.key for finding in seen.findings] == keys
    folder = lay({"app.py": HEAD + text}, tmp_path)
    assert [unsound(folder, finding) for finding in seen.findings] == [""] * len(keys)
    assert missed(seen, Visits(folder).walk()) == []


FRAME = """
if "a" not in ss:
    ss["a"] = 1
    st.rerun()
st.navigation([st.Page("views/one.py", default=True), st.Page("views/two.py")]).run()
"""


def test_a_rerun_before_the_navigation_forgets_which_page_was_asked_for(tmp_path: Path) -> None:
    files = {"app.py": HEAD + FRAME, "views/one.py": HEAD, "views/two.py": HEAD + "ss.pop('b')\n"}
    seen = look(files)
    folder = lay(files, tmp_path)
    assert [(finding.code, finding.key, unsound(folder, finding)) for finding in seen.findings] == [("LSS103", "b", "")]
    assert missed(seen, Visits(folder).walk()) == []


AROUND = """
ss["on"] = st.checkbox("On")
if ss["on"]:
    ss["ticked"] = True
st.navigation([st.Page("views/one.py", default=True), st.Page("views/two.py")]).run()
"""
TWO = """
if "ticked" in ss and not ss["on"]:
    st.write(ss["gone"])
"""


def test_what_the_script_around_the_pages_draws_keeps_its_value(tmp_path: Path) -> None:
    files = {"app.py": HEAD + AROUND, "views/one.py": HEAD, "views/two.py": HEAD + TWO}
    seen = look(files)
    folder = lay(files, tmp_path)
    assert [(finding.key, unsound(folder, finding)) for finding in seen.findings] == [("gone", "")]
    assert missed(seen, Visits(folder).walk()) == []


EMPTIED = """
ss["a"] = 0
st.navigation([st.Page("views/one.py", default=True), st.Page("views/two.py")]).run()
"""
EMPTYING = """
for key in ("c", "d"):
    st.write(ss["a"])
    for one in list(ss):
        del ss[one]
    if ss:
        ss["a"] = 0
st.write(ss["c"])
"""
FORM = """
with st.form("f"):
    st.form_submit_button("Send")
"""


def test_a_page_takes_the_keys_of_its_widgets_with_it(tmp_path: Path) -> None:
    files = {"app.py": HEAD + EMPTIED, "views/one.py": HEAD + EMPTYING, "views/two.py": HEAD + FORM}
    folder = lay(files, tmp_path)
    assert [(finding.key, unsound(folder, finding)) for finding in look(files).findings] == [("a", "")]


DISABLED = """\
import streamlit as st

st.session_state.setdefault("start", 1)
if st.button("Go", disabled="start" not in st.session_state or "gone" in st.session_state):
    del st.session_state["step"]
    st.session_state.gone = True
    st.stop()
st.session_state.step = 1
"""


def test_a_button_that_its_own_run_disables_is_not_pressed(tmp_path: Path) -> None:
    assert [
        finding
        for finding in look({"app.py": DISABLED}).findings
        if unsound(lay({"app.py": DISABLED}, tmp_path), finding)
    ] == []


def unsound(folder: Path, finding: Finding) -> str:
    """What the reference runtime shows instead of what a finding promises, "" if it shows that."""
    scenario, promised = finding.scenario, RAISED.match(finding.caption)
    if scenario is None or scenario.branches or not (promised or finding.code == "LSS403"):
        return ""
    session = Session(folder / "app.py")
    try:
        *before, _ = [session.take(step.action, step.target, step.value) for step in steps(scenario)]
    except LookupError as error:
        return f"{finding.code}, {line(scenario)}: {error}"
    last, crashed = failures(session), [outcome.exception for outcome in before if outcome.exception]
    expected = (promised[0], finding.place.path, finding.place.span.row) if promised else ("EndlessRerun", "", 0)
    shown = [(outcome.exception, outcome.path, outcome.row) for outcome in last]
    return (
        ""
        if not crashed and expected in shown
        else f"{finding.code} in {expected}, {line(scenario)}: {crashed} {shown}"
    )


def missed(seen: Seen, visits: Visits) -> list[str]:
    """What fails and is not reported, or even called safe."""
    told = {
        (place.path, place.span.row, finding.key)
        for finding in seen.findings
        for place in (finding.place, *finding.also_at)
    }
    return [
        f"{failing}: {visits.failing[failing]}"
        for failing in visits.failing
        if (failing.path, failing.row, failing.key) not in told
    ]
