"""`statelint repro`: the file that it writes fails on Streamlit while the bug is there, and passes once it is fixed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BUG = """\
import streamlit as st

with st.form("order"):
    st.text_input("Name", key="name")
    if st.form_submit_button("Send") and st.session_state.name == "Ann":
        st.session_state.seen = True
if st.checkbox("Details"):
    st.write(st.session_state.rows)
if st.button("Load"):
    st.session_state.rows = [1]
"""
READ = "    st.write(st.session_state.rows)"


def statelint(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "statelint", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def runs(test: Path) -> int:
    """The exit code of pytest."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test.name]
    return subprocess.run(command, cwd=test.parent, capture_output=True, text=True).returncode


@pytest.mark.parametrize(
    "fixed",
    [
        BUG.replace(READ, '    st.write(st.session_state.get("rows"))'),
        BUG.replace('st.checkbox("Details")', '"rows" in st.session_state and st.checkbox("Details")'),
    ],
    ids=["a default at the read", "the way there is closed"],
)
def test_the_test_fails_until_the_bug_is_fixed(fixed: str, tmp_path: Path) -> None:
    pytest.importorskip("streamlit")
    app, test = tmp_path / "app.py", tmp_path / "tests" / "test_rows.py"
    test.parent.mkdir()
    app.write_text(BUG)
    written = statelint("repro", "app.py:8", "--output", "tests/test_rows.py", folder=tmp_path)
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "")
    assert runs(test) == 1
    app.write_text(fixed)
    assert runs(test) == 0


def test_the_test_sets_what_must_be_set(tmp_path: Path) -> None:
    pytest.importorskip("streamlit")
    app = tmp_path / "app.py"
    gate = 'import os\nimport streamlit as st\nif not (st.secrets.get("KEY") and os.getenv("TOKEN_OF_A_TEST")):\n'
    app.write_text(f"{gate}    st.stop()\nst.write(st.session_state.rows)\n")
    assert statelint("repro", "app.py:5", "--output", "test_rows.py", folder=tmp_path).returncode == 0
    assert runs(tmp_path / "test_rows.py") == 1
    app.write_text(f"{gate}    st.stop()\nst.write(st.session_state.get('rows'))\n")
    assert runs(tmp_path / "test_rows.py") == 0


def test_the_test_takes_away_what_must_not_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("streamlit")
    monkeypatch.setenv("TOKEN_OF_A_TEST", "1")
    app = tmp_path / "app.py"
    gate = 'import os\nimport streamlit as st\nif os.getenv("TOKEN_OF_A_TEST"):\n    st.session_state.rows = []\n'
    app.write_text(f"{gate}if st.button('Show'):\n    st.write(st.session_state.rows)\n")
    assert statelint("repro", "app.py:6", "--output", "test_rows.py", folder=tmp_path).returncode == 0
    assert runs(tmp_path / "test_rows.py") == 1
    app.write_text(f"{gate}if st.button('Show'):\n    st.write(st.session_state.get('rows'))\n")
    assert runs(tmp_path / "test_rows.py") == 0


def test_what_only_a_dialog_shows_is_refused(tmp_path: Path) -> None:
    dialog = '@st.dialog("Note")\ndef note():\n    if st.button("Save"):\n        st.session_state.notes.append(1)\n'
    (tmp_path / "app.py").write_text(f"import streamlit as st\n{dialog}if st.button('Add'):\n    note()\n")
    refused = statelint("repro", "app.py:5", folder=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "statelint: AppTest cannot work `Save`: a dialog runs alone, which it does not play\n"


def test_a_page_is_opened_in_its_app(tmp_path: Path) -> None:
    pytest.importorskip("streamlit")
    (tmp_path / "pages").mkdir()
    (tmp_path / "home.py").write_text("import streamlit as st\n\nst.title('Home')\nst.session_state.rows = []\n")
    page = tmp_path / "pages" / "more.py"
    page.write_text('import streamlit as st\n\nst.page_link("home.py")\nst.write(st.session_state.rows)\n')
    assert statelint("repro", "pages/more.py:4", "--output", "test_rows.py", folder=tmp_path).returncode == 0
    assert runs(tmp_path / "test_rows.py") == 1
    page.write_text(page.read_text().replace(".rows)", '.get("rows"))'))
    assert runs(tmp_path / "test_rows.py") == 0


def test_a_place_without_a_finding_names_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(BUG)
    missed = statelint("repro", "app.py:3", folder=tmp_path)
    assert (missed.returncode, missed.stderr) == (
        2,
        "statelint: app.py:3: no finding here; there are some in line 8\n",
    )


def test_a_place_is_a_path_and_a_line(tmp_path: Path) -> None:
    missed = statelint("repro", "app.py", folder=tmp_path)
    assert (missed.returncode, missed.stderr) == (
        2,
        "statelint: app.py: name a finding by its place, as in app.py:20\n",
    )
