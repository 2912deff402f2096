"""Files, names, settings and links that are broken or hostile: everything else is checked, nothing leaks."""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from statelint.config import FORMATS, Config, load
from statelint.engine import check
from statelint.errors import UsageError
from statelint.report.formats import render
from statelint.report.model import Report
from statelint.report.terminal import Style

APP = "import streamlit as st\n\n# é\n'é'; st.write(st.session_state.n)\n"
UNCACHED = Config(no_cache=True)


def lint(*paths: Path, config: Config = UNCACHED) -> Report:
    return check([str(path) for path in paths], config)


BAD = {
    "syntax": b"def f(:\n",
    "python2": b"print 'x'\n",
    "null": b"x = '\x00'\n",
    "not utf-8": b"x = '\xe9'\n",
    "both": b"\xff\xfe\x00streamlit session_state",
    "deep": b"x = " + b"(" * 100_000 + b"\n",
    "long": b"x = " + b" + ".join([b"a"] * 500) + b"\n",
    "tabs": b"if x:\n\ty\n        z\n",
    "half": b"s = '''",
}


def test_bad_files_cost_no_other_file_its_results(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    for number in range(200):
        (tmp_path / f"good{number}.py").write_text(APP, encoding="utf-8")
    for number, data in zip(range(20), itertools.cycle(BAD.values()), strict=False):
        (tmp_path / f"bad{number}.py").write_bytes(b"import streamlit as st\n" + data)
    for name, data in {"empty": b"", "blank": b"\n \n\t", "utf16": "import streamlit\n".encode("utf-16")}.items():
        (tmp_path / f"{name}.py").write_bytes(data)
    for config in (UNCACHED, Config(no_cache=True, jobs=3), Config(jobs=1), Config(jobs=1)):
        report = lint(tmp_path, config=config)
        found = [(f.place.path, f.code) for f in report.findings]
        assert report.faults == ()
        assert sorted(path for path, code in found if code == "LSS101") == sorted(f"good{n}.py" for n in range(200))
        bad = {path for path, code in found if code == "LSS900"}
        assert bad - {"utf16.py"} == {f"bad{n}.py" for n in range(20) if n % len(BAD) != list(BAD).index("long")}


COOKIE = "# -*- coding: {} -*-\n"
ENCODED = {
    "utf-8": APP.encode(),
    "byte order mark": b"\xef\xbb\xbf" + APP.encode(),
    "latin-1": (COOKIE.format("latin-1") + APP).encode("latin-1"),
    "cp1252": (COOKIE.format("cp1252") + APP).encode("cp1252"),
    "utf-8 declared": (COOKIE.format("utf-8") + APP).encode(),
    "carriage returns": APP.replace("\n", "\r").encode(),
    "both": APP.replace("\n", "\r\n").encode(),
    "mixed": APP.replace("\n", "\r\n", 2).encode(),
    "form feed": ("\f" + APP).encode(),
    "no end of line": APP.rstrip("\n").encode(),
}
UNREADABLE = {
    "unknown encoding": (COOKIE.format("no-such") + APP).encode(),
    "utf-16": APP.encode("utf-16"),
    "invalid utf-8": APP.encode("latin-1"),
    "null": APP.encode() + b"\x00",
}


@pytest.mark.parametrize("name", ENCODED)
def test_places_are_those_of_the_twin_in_utf_8(tmp_path: Path, name: str) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "app.py").write_bytes(ENCODED[name])
    for config in (UNCACHED, Config(), Config()):
        (found,) = lint(tmp_path, config=config).findings
        shift = 1 if b"coding" in ENCODED[name] else 0
        assert (found.code, found.place.span.row, found.place.span.column) == ("LSS101", 4 + shift, 14)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_decoded_is_one_finding(tmp_path: Path, name: str) -> None:
    (tmp_path / "app.py").write_bytes(UNREADABLE[name])
    report = lint(tmp_path / "app.py")
    assert report.faults == ()
    assert [finding.code for finding in report.findings] in (["LSS900"], [])
    (tmp_path / "empty.py").write_bytes(b"")
    assert lint(tmp_path / "empty.py").findings == ()


ODD_NAMES = (
    "new\nline.py",
    "esc\x1b[31m.py",
    'quo"te.py',
    "spa ce.py",
    "co:lon.py",
    "com,ma.py",
    "per%cent%0A.py",
    "not-utf8-\udcff.py",
    "x" * 252 + ".py",
    "-x.py",
    "::error file=x::.py",
    "bidi\u202e.py",
    "back\\slash.py",
    "é.py",
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A folder with every odd name, and with what is no file or leads nowhere."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "pyproject.toml").touch()
    for name in ODD_NAMES:
        (folder / name).write_text(APP, encoding="utf-8")
    (folder / "folder.py").mkdir()
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "dangling.py").symlink_to(folder / "gone.py")
    (folder / "self.py").symlink_to(folder / "self.py")
    os.mkfifo(folder / "pipe.py")
    with socket.socket(socket.AF_UNIX) as server:
        before = os.getcwd()
        os.chdir(folder)
        server.bind("socket.py")
        os.chdir(before)
    report = lint(folder)
    for config in (Config(jobs=3), Config()):
        assert render(lint(folder, config=config), "json", Style()) == render(report, "json", Style())
    return report


@pytest.mark.parametrize("output_format", FORMATS)
def test_odd_names_are_reported_without_a_control_character(odd: Report, output_format: str) -> None:
    assert odd.faults == ()
    assert sorted(finding.place.path for finding in odd.findings) == sorted(ODD_NAMES)
    printed = render(odd, output_format, Style())
    assert CONTROL.findall(printed) == []
    if output_format in ("json", "gitlab", "sarif"):
        assert json.loads(printed)
    if output_format in ("jsonl", "github", "concise"):
        assert printed.count("\n") == len(ODD_NAMES)


def test_a_file_that_vanishes_is_a_fault_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from statelint.source import inputs

    (tmp_path / "a.py").write_text(APP)
    (tmp_path / "b.py").write_text(APP)
    real = inputs.discover

    def vanish(*words: object, **options: object) -> object:
        found = real(*words, **options)  # type: ignore[arg-type]
        (tmp_path / "a.py").unlink()
        return found

    monkeypatch.setattr(inputs, "discover", vanish)
    report = lint(tmp_path)
    assert [finding.place.path for finding in report.findings] == ["b.py"]
    assert [(fault.path, fault.trace) for fault in report.faults] == [("a.py", "")]


WRONG_SETTINGS = (
    ("selekt = 1", 'unknown option "selekt"; did you mean "select"?'),
    ("Select = []", 'unknown option "Select"; did you mean "select"?'),
    ("min_confidence = 'certain'", 'unknown option "min_confidence"; did you mean "min-confidence"?'),
    ("zzz = 1", 'unknown option "zzz"'),
    ('"\\u001b[31m" = 1', 'unknown option "'),
    ("select = 1", '"select" must be a list of strings'),
    ("select = ['LSS1O1']", 'unknown rule "LSS1O1" in select; did you mean "LSS101"?'),
    ("ignore = ['E501']", 'unknown rule "E501" in ignore'),
    ("extend-select = ['LSS4X']", 'unknown rule "LSS4X" in extend-select'),
    ("severity = {LSS1O1 = 'info'}", 'unknown rule "LSS1O1" in severity; did you mean "LSS101"?'),
    ("severity = {LSS101 = 'loud'}", '"severity.LSS101" must be one of error, warning, info, not "loud"'),
    ("severity = {LSS101 = 1}", '"severity.LSS101" must be a string'),
    ("severity = []", '"severity" must be a table'),
    ("per-file-ignores = []", '"per-file-ignores" must be a table'),
    ("per-file-ignores = {'a.py' = 'LSS1'}", '"per-file-ignores.a.py" must be a list of strings'),
    ("per-file-ignores = {'a.py' = ['nope']}", 'unknown rule "nope" in per-file-ignores'),
    ("min-confidence = 'sure'", '"min-confidence" must be one of certain, reachable, possible, not "sure"'),
    ("output-format = 'xml'", '"output-format" must be one of full, concise'),
    ("target-streamlit = 1.5", '"target-streamlit" must be a string'),
    ("target-streamlit = 'newest'", '"target-streamlit" must be a release like "1.50", not "newest"'),
    ("preview = 1", '"preview" must be true or false'),
    ("serializable = 'yes'", '"serializable" must be true or false'),
    ("jobs = 0", '"jobs" must be a whole number from 1'),
    ("jobs = 1.5", '"jobs" must be a whole number from 1'),
    ("baseline = true", '"baseline" must be a string'),
    ("exclude = 'x'", '"exclude" must be a list of strings'),
    ("extend = 'gone.toml'", '"extend" names gone.toml, which is no file'),
    ("extend = ['a']", '"extend" must be a string'),
    ("known-keys = [1]", '"known-keys" must be a list of strings'),
    ("select = [", ""),
    ("a = 1\na = 2", ""),
    ("select = 'unclosed", ""),
)


@pytest.mark.parametrize(("text", "message"), WRONG_SETTINGS)
def test_a_wrong_setting_is_one_line_with_its_place(
    tmp_path: Path, text: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "statelint.toml").write_text(f"# a comment\n{text}\n")
    with pytest.raises(UsageError) as error:
        check(["."], replace(load("."), no_cache=True))
    assert re.match(r"statelint\.toml:[1234]: ", str(error.value))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def outside(folder: Path) -> Path:
    """A project beside a file that it must not read."""
    (folder / "secret.py").write_text(APP.replace(".n", ".secret"))
    (folder / "secret.toml").write_text("preview = true\n")
    (project := folder / "project").mkdir()
    (project / ".git").mkdir()
    return project


@pytest.mark.parametrize("setting", ["extend", "baseline", "cache-dir"])
@pytest.mark.parametrize("path", ["../secret.toml", "/etc/passwd", "sub/../../secret.toml", "link.toml"])
def test_settings_do_not_lead_out_of_the_repository(
    tmp_path: Path, setting: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = outside(tmp_path)
    monkeypatch.chdir(project)
    (project / "sub").mkdir()
    (project / "link.toml").symlink_to(tmp_path / "secret.toml")
    (project / "statelint.toml").write_text(f'{setting} = "{path}"\n')
    with pytest.raises(UsageError, match=r"statelint\.toml:1: .* leads out of the repository"):
        load(".")


@pytest.mark.parametrize("page", ["../secret.py", "/etc/passwd", "sub/../../secret.py"])
def test_code_does_not_lead_out_of_the_project(tmp_path: Path, page: str) -> None:
    project = outside(tmp_path)
    (project / "app.py").write_text(f'import streamlit as st\n\nst.navigation([st.Page("{page}")]).run()\n')
    report = lint(project)
    assert (report.findings, report.faults) == ((), ())
    assert all(not path.startswith(("/", "..")) for path in report.sources)


def test_links_to_folders_outside_are_not_followed(tmp_path: Path) -> None:
    project = outside(tmp_path)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "app.py").write_text(APP)
    (project / "more").symlink_to(tmp_path / "more", target_is_directory=True)
    (project / "app.py").write_text("import streamlit as st\nimport more.app\n")
    assert lint(project).findings == ()


def test_the_order_of_paths_and_the_folder_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abcdefgh":
        (tmp_path / f"{name}.py").write_text(APP.replace(".n", f".{name}"), encoding="utf-8")
    (tmp_path / "statelint.toml").touch()
    paths = [tmp_path / f"{name}.py" for name in "abcdefgh"]
    monkeypatch.chdir(tmp_path)
    first = render(lint(*paths), "json", Style())
    shuffled = random.Random(7)
    for number in range(12):
        shuffled.shuffle(paths)
        monkeypatch.chdir(tmp_path)
        given = [Path(path.name) for path in paths] if number % 2 else paths
        assert render(lint(*given), "json", Style()) == first
    assert first.count('"code"') == 8


def test_no_format_tells_where_the_project_lies(tmp_path: Path) -> None:
    (home := tmp_path / "home" / "somebody").mkdir(parents=True)
    (home / "app.py").write_text(APP)
    report = lint(home)
    for output_format in ("github", "gitlab", "sarif"):
        printed = render(report, output_format, Style())
        assert "app.py" in printed
        assert "somebody" not in printed
