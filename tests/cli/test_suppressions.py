"""Comments that hide findings, on whole runs: what is left, and what is said of comments that hide nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from statelint.config import Config
from statelint.engine import check
from statelint.project.model import App

READ = "import streamlit as st\n\nst.write(st.session_state.n){}\n"
SAFE = "import streamlit as st\n\nst.session_state.n = 1\nst.write(st.session_state.n){}\n"


def codes(folder: Path, **options: object) -> list[str]:
    report = check([str(folder)], Config(no_cache=True, **options))  # type: ignore[arg-type]
    assert report.faults == ()
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("", ["LSS101"]),
        ("  # noqa", []),
        ("  # noqa: LSS101", []),
        ("  # statelint: ignore[LSS101] why", []),
        ("  # statelint: ignore", []),
        ("  # statelint: ignore[LSS103]", ["LSS101", "LSS901"]),
        ("  # statelint: ignore[LSS101, LSS103]", ["LSS901"]),
        ("  # statelint: ignore[LSS1O1]", ["LSS101", "LSS902"]),
        ("  # noqa: E501", ["LSS101"]),
        ("  # noqa: LSS777", ["LSS101", "LSS902"]),
        ("  # noqa: LSS101, LSS103, E501", ["LSS901"]),
        ("  # statelint: ignore[LSS101, LSS901]", []),
        ("\n# statelint: file-ignore[LSS101]", []),
        ("\n# flake8: noqa", []),
    ],
)
def test_a_finding_is_hidden_and_idle_codes_are_told(tmp_path: Path, comment: str, left: list[str]) -> None:
    (tmp_path / "app.py").write_text(READ.format(comment))
    assert codes(tmp_path) == left


@pytest.mark.parametrize("comment", ["# statelint: ignore", "# statelint: ignore[LSS1]", "# noqa: LSS101"])
def test_a_comment_that_hides_nothing_is_told(tmp_path: Path, comment: str) -> None:
    (tmp_path / "app.py").write_text(SAFE.format(f"  {comment}"))
    assert codes(tmp_path) == ["LSS901"]
    (tmp_path / "app.py").write_text(SAFE.format("  # noqa"))
    assert codes(tmp_path) == []


def test_a_comment_counts_as_used_whatever_is_selected(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(READ.format("  # noqa: LSS101"))
    assert codes(tmp_path, select=("LSS9",)) == []
    assert codes(tmp_path, severity=(("LSS101", "info"),)) == []
    assert codes(tmp_path, ignore=("LSS101",)) == []


def test_a_file_that_no_app_runs_is_not_judged(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("import streamlit as st\n\ndef f():\n    st.session_state.n  # noqa: LSS101\n")
    assert codes(tmp_path) == []


def test_the_rules_about_comments_can_be_ignored_like_any(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(SAFE.format("  # noqa: LSS101"))
    assert codes(tmp_path, ignore=("unused-suppression",)) == []


def test_the_comment_is_underlined_and_what_to_do_is_said(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(READ.format("  # statelint: ignore[LSS101, LSS1O3] why"))
    (found,) = check([str(tmp_path)], Config(no_cache=True)).findings
    assert (found.place.span.row, found.place.span.column) == (3, 30)
    assert found.message == "`LSS1O3` is no rule, so this comment does not hide what it should"
    assert found.help == "write `LSS103`"


def test_a_comment_is_not_judged_where_an_app_could_not_be_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from statelint.explore import Explorer

    real = Explorer.app

    def fail(self: Explorer, app: App) -> object:
        if app.entry == "broken.py":
            raise RuntimeError("boom")
        return real(self, app)

    monkeypatch.setattr(Explorer, "app", fail)
    (tmp_path / "statelint.toml").touch()
    for name in ("whole.py", "broken.py"):
        (tmp_path / name).write_text(SAFE.format("  # noqa: LSS101"))
    for paths in ([tmp_path], [tmp_path / "whole.py", tmp_path / "broken.py"]):
        report = check([str(path) for path in paths], Config(no_cache=True, jobs=1))
        assert [fault.path for fault in report.faults] == ["broken.py"]
        assert [(finding.code, finding.place.path) for finding in report.findings] == [("LSS901", "whole.py")]
