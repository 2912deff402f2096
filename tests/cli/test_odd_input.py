"""Odd files and odd names: one of them never costs another file its findings, and places are those of plain text."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from statelint import engine
from statelint.config import Config
from statelint.report.json import render

READ = 'import streamlit as st\n\nst.title("{}")\nst.write(st.session_state.key)\n'
PLAIN = Config(no_cache=True)

BAD = {
    "syntax": b"import streamlit\ndef f(:\n",
    "python2": b"import streamlit\nprint 'x'\n",
    "nul": b"import streamlit\nx = '\x00'\n",
    "utf16": "import streamlit\n".encode("utf-16"),
    "not_utf8": b"import streamlit\nx = '\xe9'\n",
    "bad_cookie": b"# coding: nonsense\nimport streamlit\n",
    "wrong_cookie": b"# coding: utf-8\nimport streamlit\nx = '\xff'\n",
    "deep": b"import streamlit\nx = " + b"(" * 100_000 + b"\n",
    "long": b"import streamlit\nx = " + b" + ".join([b"a"] * 3_000) + b"\n",
    "tabs": b"import streamlit\nif x:\n\ty\n        z\n",
    "empty": b"",
    "blank": b"\n \n\t",
    "half": b"import streamlit\ns = '''",
}


def found(root: Path, config: Config) -> list[tuple[str, str, int, int]]:
    report = engine.check([str(root)], config)
    assert report.faults == ()
    return [(f.place.path, f.code, f.place.span.row, f.place.span.column) for f in report.findings]


def test_bad_files_never_cost_the_good_ones_their_findings(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"good{number:02}.py").write_text(READ.format(number))
    for name, data in BAD.items():
        (tmp_path / f"{name}.py").write_bytes(data)
    first = found(tmp_path, PLAIN)
    assert [each[:2] for each in first if each[0].startswith("good")] == [
        (f"good{number:02}.py", "LSS101") for number in range(40)
    ]
    assert {code for path, code, *_ in first if not path.startswith("good")} == {"LSS900"}
    for config in (Config(no_cache=True, jobs=3), Config(jobs=1), Config(jobs=1)):
        assert found(tmp_path, config) == first


@pytest.mark.parametrize(
    "change",
    {
        "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
        "carriage returns": lambda text: text.replace("\n", "\r").encode(),
        "both line ends": lambda text: text.replace("\n", "\r\n").encode(),
        "mixed line ends": lambda text: text.replace("\n", "\r\n", 2).encode(),
        "no last line end": lambda text: text.rstrip("\n").encode(),
        "latin-1": lambda text: text.replace("# ", "# coding: latin-1 ").encode("latin-1"),
        "cp1252": lambda text: text.replace("# ", "# coding: cp1252 ").encode("cp1252"),
        "utf-8 by name": lambda text: text.replace("# ", "# -*- coding: utf-8 -*- ").encode(),
    }.values(),
)
@pytest.mark.parametrize("cached", [False, True])
def test_places_do_not_depend_on_how_the_text_is_written(tmp_path: Path, change, cached: bool) -> None:
    text = "# app\nimport streamlit as st\n\nst.title('é'); st.write(st.session_state.key)\n"
    config = Config(no_cache=not cached)
    (tmp_path / "app.py").write_text(text, encoding="utf-8", newline="")
    plain = found(tmp_path, config)
    assert [each[2:] for each in plain] == [(4, 24)]
    (tmp_path / "app.py").write_bytes(change(text))
    assert found(tmp_path, config) == plain


NAMES = [
    *("a b.py", "quote'.py", 'double".py', "colon:.py", "comma,.py", "percent%0A.py", "-x.py", "é.py", "new\nline.py"),
    *("esc\x1b[31m.py", "back\\slash.py", "x" * 250 + ".py", "bidi\u202e.py", "::error ::.py"),
]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
class TestNames:
    @pytest.fixture
    def project(self, tmp_path: Path) -> Path:
        """A folder of files with odd names, and of what is no file."""
        (tmp_path / "pyproject.toml").touch()
        for name in NAMES:
            (tmp_path / name).write_text(READ.format("x"))
        with open(os.fsencode(tmp_path) + b"/bytes\xff.py", "w") as file:
            file.write(READ.format("x"))
        (tmp_path / "folder.py").mkdir()
        (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "dangling.py").symlink_to("nowhere.py")
        os.mkfifo(tmp_path / "pipe.py")
        return tmp_path

    @pytest.mark.parametrize("jobs", [1, 3])
    def test_every_file_is_checked_with_and_without_the_cache(self, project: Path, jobs: int) -> None:
        plain = engine.check([str(project)], Config(no_cache=True, jobs=jobs))
        assert plain.faults == ()
        assert len(plain.findings) == len(NAMES) + 1
        for _ in range(2):
            cached = engine.check([str(project)], Config(jobs=jobs))
            assert render(cached) == render(plain)
            assert cached.faults == ()

    def test_a_socket_is_no_file(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(project)
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("socket.py")
            assert len(engine.check(["."], PLAIN).findings) == len(NAMES) + 1

    @pytest.mark.parametrize("form", ["full", "concise", "json"])
    def test_no_control_character_is_printed(self, project: Path, form: str) -> None:
        words = [sys.executable, "-m", "statelint", f"--output-format={form}", "."]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        for _ in range(2):
            ran = subprocess.run(words, cwd=project, env=environment, capture_output=True, check=False, timeout=60)
            assert ran.returncode == 1
            assert not any((byte < 32 and byte != 10) or byte == 127 for byte in ran.stdout + ran.stderr)
            assert "\u202e" not in ran.stdout.decode()

    def test_a_file_that_vanishes_is_told_and_the_others_are_checked(self, project: Path, monkeypatch) -> None:
        real = engine.lower_all

        def late(run: object) -> object:
            (project / "a b.py").unlink()
            return real(run)  # type: ignore[arg-type]

        monkeypatch.setattr(engine, "lower_all", late)
        report = engine.check([str(project)], Config())
        assert [(fault.path, fault.message) for fault in report.faults] == [("a b.py", "No such file or directory")]
        assert len(report.findings) == len(NAMES)
