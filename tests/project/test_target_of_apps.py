"""Which Streamlit release each app targets, and what is said of where that comes from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from statelint.config import Config
from statelint.engine import check, observe
from statelint.project.model import Project
from statelint.run import Run
from statelint.source.ignore import exclusion
from statelint.source.inputs import find
from statelint.streamlit_api.loader import releases

Build = Callable[..., Project]

DRAWS = "import streamlit as st\nst.title('hello')\n"
NEWEST = releases()[-1]
UNSAID = (NEWEST, "no file asks for `streamlit`: the newest release known")


def targets(project: Project) -> dict[str, tuple[str | None, str]]:
    return {app.entry: (app.settings.target_streamlit, app.settings.target_note) for app in project.apps}


def test_a_pin_is_taken_from_the_nearest_folder_that_names_streamlit(project: Build) -> None:
    tree = {"a.py": DRAWS, "sub/b.py": DRAWS, "sub/deep/c.py": DRAWS, "else/d.py": DRAWS}
    tree |= {"requirements.txt": "streamlit==1.45.1\n", "sub/Pipfile": '[packages]\nstreamlit = "==1.40.0"\n'}
    tree |= {"sub/deep/requirements.txt": "pandas==2.2\n"}
    root, sub = ("1.45", "pinned in `requirements.txt`"), ("1.40", "pinned in `sub/Pipfile`")
    assert targets(project(tree)) == {"a.py": root, "sub/b.py": sub, "sub/deep/c.py": sub, "else/d.py": root}


@pytest.mark.parametrize(
    ("line", "release", "note"),
    [
        ("streamlit>=1.30", "1.30", "read as 1.30"),
        ("streamlit", NEWEST, f"read as {NEWEST}"),
        ("streamlit==1.12", "1.28", "read as 1.28, the oldest release known"),
    ],
)
def test_the_note_says_how_a_statement_was_read(project: Build, line: str, release: str, note: str) -> None:
    assert targets(project({"a.py": DRAWS, "requirements.txt": line})) == {
        "a.py": (release, f"`requirements.txt` asks for `{line}`: {note}")
    }


@pytest.mark.parametrize("files", [{}, {"requirements.txt": "numpy\n"}])
def test_without_a_statement_it_is_the_newest(project: Build, files: dict[str, str]) -> None:
    assert targets(project({"a.py": DRAWS, **files})) == {"a.py": UNSAID}


def test_files_below_or_beside_the_folder_of_the_entry_do_not_count(project: Build) -> None:
    tree = {"app/a.py": DRAWS, "app/lib/requirements.txt": "streamlit==1.30", "other/uv.lock": "streamlit==1.30"}
    assert targets(project(tree)) == {"app/a.py": UNSAID}


@pytest.mark.parametrize(("configured", "release"), [("1.50", "1.50"), ("1.50.1", "1.50"), ("1.20", "1.28")])
def test_our_own_setting_wins(project: Build, configured: str, release: str) -> None:
    found = project({"a.py": DRAWS, "requirements.txt": "streamlit==1.45"}, target_streamlit=configured)
    assert targets(found) == {"a.py": (release, f"`target-streamlit` is {configured}")}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", "[project\ndependencies = ['streamlit==1.30']\n"),
        ("Pipfile.lock", "[" * 100_000),
        ("requirements.txt", "streamlit==" + "1" * 5000),
    ],
)
def test_a_file_beyond_reading_says_nothing_and_is_no_problem(project: Build, name: str, text: str) -> None:
    found = project({"sub/a.py": DRAWS, f"sub/{name}": text, "requirements.txt": "streamlit==1.45"})
    assert targets(found) == {"sub/a.py": ("1.45", "pinned in `requirements.txt`")}
    assert found.problems == ()


def test_the_release_is_taken_from_the_disk(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(DRAWS)
    (tmp_path / "requirements.txt").write_text("streamlit==1.45\n")
    (tmp_path / "pyproject.toml").write_text("[broken\n")
    files, app = observe(Run(find([str(tmp_path)], exclusion())), Config())
    assert (app.entry, app.settings.target_streamlit) == ("app.py", "1.45")
    report = check([str(tmp_path)], Config())
    assert (files.problems, report.findings, report.faults, report.files) == ((), (), (), 1)


@pytest.mark.parametrize(
    ("line", "release"),
    [
        ("streamlit>=1.28", "1.36"),
        ("streamlit>=1.40", "1.40"),
        ("streamlit==1.28.0", "1.28"),
        ("streamlit<1.30", "1.29"),
    ],
)
def test_what_the_app_uses_lifts_a_lower_bound(project: Build, line: str, release: str) -> None:
    frame = "import streamlit as st\nfrom pages import more\nst.navigation([more.page]).run()\n"
    tree = {"a.py": frame, "pages/more.py": DRAWS, "requirements.txt": f"{line}\n"}
    [(found, note)] = targets(project(tree)).values()
    assert found == release
    assert note.endswith(", but `st.navigation`, which it uses, came with 1.36") == (line == "streamlit>=1.28")
