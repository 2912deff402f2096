"""Baselines, comments that are added, standard input, files of output: the command as it is used every day."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from statelint.cli import main

READ = "st.write(st.session_state.{})\n"
HEAD = "import streamlit as st\n\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two apps; each has one finding."""
    (tmp_path / "statelint.toml").write_text("no-cache = true\n")
    (tmp_path / "one.py").write_text(HEAD + READ.format("a"))
    (tmp_path / "two.py").write_text(HEAD + READ.format("b"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, stdin: bytes = b"") -> Result:
    """The command in this process, with its exit code and what it printed."""
    from click import Command

    class Whole(Command):
        def main(self, args: object = None, *more: object, **options: object) -> None:
            main(list(words))

    return CliRunner().invoke(Whole("statelint"), input=stdin)


def codes(result: Result) -> list[str]:
    return [
        f"{each['filename']} {each['key'] if 'key' in each else each['message'].split('`')[1]}"
        for each in json.loads(result.stdout)
    ]


def found(*words: str) -> list[str]:
    return codes(run("--output-format=json", *words))


def test_a_baseline_hides_what_it_lists_and_nothing_else(project: Path) -> None:
    made = run("--baseline=known.json", "--update-baseline")
    assert made.stderr == "statelint: known.json lists 2 findings, 0 removed\n"
    assert (made.exit_code, made.stdout) == (0, "Nothing new in 2 files; 2 findings in the baseline.\n")
    assert found("--baseline=known.json") == []
    (project / "one.py").write_text(HEAD + "x = 1\n\n\n" + READ.format("a"))
    assert found("--baseline=known.json") == []
    (project / "one.py").write_text(HEAD + READ.format("c") + READ.format("a"))
    assert found("--baseline=known.json") == ["one.py c"]
    (project / "one.py").write_text(HEAD + READ.format("a").replace("write", "text"))
    assert found("--baseline=known.json") == ["one.py a"]


def test_equal_findings_are_counted(project: Path) -> None:
    twice = "def f():\n    {0}def g():\n    {0}if st.button('x'):\n    f()\nelse:\n    g()\n".format(READ.format("a"))
    (project / "one.py").write_text(HEAD + "if st.checkbox('c'):\n    " + READ.format("a"))
    (project / "two.py").unlink()
    (project / "one.py").write_text(HEAD + twice)
    total = len(found())
    assert total >= 1
    run("--baseline=known.json", "--update-baseline")
    listed = json.loads((project / "known.json").read_text())["findings"]
    assert sum(each["count"] for each in listed) == total
    listed[0]["count"] += 1
    (project / "known.json").write_text(json.dumps({"version": 1, "findings": listed}))
    assert (
        "1 finding of known.json no longer occurs; --update-baseline removes what is gone"
        in run("--baseline=known.json").stderr
    )


def test_an_update_forgets_what_is_gone_and_keeps_what_was_not_checked(project: Path) -> None:
    run("--baseline=known.json", "--update-baseline")
    (project / "one.py").write_text(HEAD)
    assert (
        "1 finding of known.json no longer occurs; --update-baseline removes what is gone"
        in run("--baseline=known.json").stderr
    )
    assert run("--baseline=known.json", "two.py").stderr == ""
    updated = run("--baseline=known.json", "--update-baseline", "one.py")
    assert updated.stderr == "statelint: known.json lists 1 finding, 1 removed\n"
    assert [each["path"] for each in json.loads((project / "known.json").read_text())["findings"]] == ["two.py"]
    (project / "two.py").unlink()
    run("--baseline=known.json", "--update-baseline", "one.py")
    assert json.loads((project / "known.json").read_text()) == {"version": 1, "findings": []}


def test_a_baseline_of_the_settings_lies_beside_them(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "statelint.toml").write_text('no-cache = true\nbaseline = "known.json"\n')
    assert run("--update-baseline").exit_code == 0
    (project / "sub").mkdir()
    monkeypatch.chdir(project / "sub")
    assert found("..") == []
    assert not list((project / "sub").iterdir())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "known.json: no such file or directory; --update-baseline makes the file"),
        ("{", "known.json:1: not JSON: "),
        ("[]", "known.json: not a baseline of statelint"),
        ('{"version": 2}', "known.json: a baseline of version 2; this statelint reads 1"),
        ('{"version": 1, "findings": [{"path": 1}]}', "known.json: not a baseline of statelint"),
        ('{"version": 1, "findings": 3}', "known.json: not a baseline of statelint"),
    ],
)
def test_what_is_no_baseline_is_named(project: Path, text: str | None, message: str) -> None:
    if text is not None:
        (project / "known.json").write_text(text)
    ran = run("--baseline=known.json")
    assert ran.exit_code == 2
    assert ran.stderr.startswith(f"statelint: {message}")
    assert ran.stderr.count("\n") == 1


def test_an_update_needs_a_file_and_all_findings(project: Path) -> None:
    assert run("--update-baseline").stderr.startswith("statelint: --update-baseline needs to know the file")
    narrowed = run("--update-baseline", "--baseline=known.json", "--select=LSS1")
    assert narrowed.exit_code == 2
    assert "leave out --select" in narrowed.stderr
    assert not (project / "known.json").exists()


def test_comments_are_added_once_and_hide_everything(project: Path) -> None:
    (project / "one.py").write_text(
        HEAD + "st.write(\n    st.session_state.a,\n)\nst.write(st.session_state.b)  # kept\n"
    )
    before = (project / "two.py").read_bytes()
    added = run("--add-ignore=until the rewrite", "one.py")
    assert (added.exit_code, added.stdout) == (0, "Ignored 1 finding.\n") or "Ignored 2" in added.stdout
    assert (project / "one.py").read_text().splitlines()[4] == ")  # statelint: ignore[LSS101] until the rewrite"
    assert (project / "two.py").read_bytes() == before
    while found("one.py"):
        assert run("--add-ignore", "one.py").exit_code == 0
    once = (project / "one.py").read_bytes()
    assert run("--add-ignore", "one.py").stdout == "Ignored 0 findings.\n"
    assert (project / "one.py").read_bytes() == once
    assert run("one.py").exit_code == 0


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("mark", "cookie", "codec"),
    [(b"", "", "utf-8"), (b"\xef\xbb\xbf", "", "utf-8"), (b"", "# -*- coding: latin-1 -*-\n", "latin-1")],
)
def test_every_other_byte_stays(project: Path, end: str, mark: bytes, cookie: str, codec: str) -> None:
    if end == "\r" and cookie:
        pytest.skip("the parser sees no declaration in a file with such ends")
    text = f"{cookie}# é\nimport streamlit as st\n\nst.write(st.session_state.a)   \nx = 'é'\t"
    before = mark + text.replace("\n", end).encode(codec)
    (project / "one.py").write_bytes(before)
    assert run("--add-ignore", "one.py").stdout == "Ignored 1 finding.\n"
    expected = before.replace(b"state.a)   ", b"state.a)  # statelint: ignore[LSS101]")
    assert (project / "one.py").read_bytes() == expected


def test_a_code_joins_the_comment_that_is_there(project: Path) -> None:
    (project / "one.py").write_text(HEAD + READ.format("a").rstrip() + "  # statelint: ignore[LSS104] old\n")
    assert run("--add-ignore", "one.py").exit_code == 1  # the unused LSS104 stays to be told
    assert (project / "one.py").read_text().endswith("  # statelint: ignore[LSS104, LSS101] old\n")


def test_a_reason_cannot_end_the_comment(project: Path) -> None:
    assert run("--add-ignore=one\nimport os\r\x1b[0m", "one.py").exit_code == 0
    assert (project / "one.py").read_text().endswith("  # statelint: ignore[LSS101] one import os [0m\n")


def test_a_syntax_error_cannot_be_hidden_that_way(project: Path) -> None:
    (project / "two.py").write_text(HEAD + "def f(:\n")
    added = run("--add-ignore")
    assert (added.exit_code, added.stdout) == (1, "Ignored 1 finding; 1 left, which no comment hides.\n")


def test_standard_input_is_judged_in_its_app(project: Path) -> None:
    (project / "app.py").write_text(HEAD + "import helper\n\nst.session_state.a = 1\nhelper.show()\n")
    helper = f"{HEAD}def show():\n    {READ.format('a')}"
    (project / "helper.py").write_text("raise SystemExit  # what is on the disk does not count\n")
    good = run("--output-format=json", "-", "--stdin-filename=helper.py", stdin=helper.encode())
    assert json.loads(good.stdout) == []
    bad = run("--output-format=json", "-", "--stdin-filename=helper.py", stdin=helper.replace(".a", ".b").encode())
    assert codes(bad) == ["helper.py b"]
    unnamed = run("-", stdin=(HEAD + READ.format("c")).encode())
    assert unnamed.stdout.startswith("stdin.py:3:10: LSS101 `c`")
    new = run("--output-format=json", "-", "--stdin-filename=new/app.py", stdin=(HEAD + READ.format("c")).encode())
    assert codes(new) == ["new/app.py c"]
    left_out = run("-", "--stdin-filename=venv/x.py", "--force-exclude", stdin=helper.encode())
    assert (left_out.exit_code, left_out.stdout) == (0, "All checks passed in 0 files.\n")
    told = "statelint: standard input stands for the only file; it cannot be checked together with others\n"
    assert run("-", "one.py").stderr == told
    assert run("--stdin-filename=helper.py", stdin=helper.encode()).stdout == "All checks passed in 1 file.\n"


def test_reports_go_to_several_files(project: Path) -> None:
    ran = run("-o", "json:a.json", "-o", "sarif:sub.sarif", "-o", "plain.txt", "-q")
    assert ran.exit_code == 1
    assert len(json.loads((project / "a.json").read_text())) == 2
    assert len(json.loads((project / "sub.sarif").read_text())["runs"][0]["results"]) == 2
    assert (project / "plain.txt").read_text() == ran.stdout
    assert ran.stdout.count("\n") == 2
    gone = run("-o", "json:nowhere/a.json")
    assert (gone.exit_code, gone.stderr) == (2, "statelint: nowhere/a.json: no such file or directory\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_named(project: Path) -> None:
    ran = run("-o", "json:/dev/full")
    assert (ran.exit_code, ran.stderr) == (2, "statelint: /dev/full: no space left on device\n")


def test_exit_zero_and_quiet(project: Path) -> None:
    assert run("--exit-zero").exit_code == 0
    assert run("-e", "nowhere").exit_code == 2
    assert "Found" not in run("-q").stdout


def test_files_can_be_listed_and_left_out(project: Path) -> None:
    (project / "tests").mkdir()
    (project / "tests" / "app.py").write_text(HEAD + READ.format("c"))
    (project / ".gitignore").write_text("two.py\n")
    (project / ".git").mkdir()
    assert run("--show-files").stdout.split() == ["one.py", "tests/app.py"]
    assert run("--show-files", "--no-respect-gitignore").stdout.split() == ["one.py", "tests/app.py", "two.py"]
    assert run("--show-files", "--exclude=tests").stdout.split() == ["one.py"]
    assert run("--show-files", "--extend-exclude=./tests/app.py").stdout.split() == ["one.py"]
    assert run("--show-files", "--exclude=one.py", "one.py").stdout.split() == ["one.py"]
    assert run("--show-files", "--exclude=one.py", "--force-exclude", "one.py").stdout == ""
    assert run("--show-files", "--extend-exclude=tests", "--force-exclude", "tests/app.py").stdout == ""


def test_settings_are_shown_with_their_places(project: Path) -> None:
    (project / "statelint.toml").write_text('no-cache = true\nper-file-ignores = {"two.py" = ["LSS1"]}\n')
    lines = run("--show-settings", "--select=LSS1", "--config=jobs=2").stdout.splitlines()
    shown = [tuple(line.split("  # ")) for line in lines]
    assert ('select = ["LSS1"]', "command line") in [(a.strip(), b) for a, b in shown]
    assert ("no-cache = true", "statelint.toml:1") in [(a.strip(), b) for a, b in shown]
    assert ('per-file-ignores = {"two.py" = ["LSS1"]}', "statelint.toml:2") in [(a.strip(), b) for a, b in shown]
    assert ("jobs = 2", "--config jobs=2") in [(a.strip(), b) for a, b in shown]
    assert ("baseline = (not set)", "default") in [(a.strip(), b) for a, b in shown]
    assert any(line.startswith("exclude = [") and line.endswith("# default") for line in lines)


def test_rules_are_ignored_per_file_and_levels_are_set(project: Path) -> None:
    assert found("--per-file-ignores=two.py:LSS1") == ["one.py a"]
    assert found("--config", 'per-file-ignores={"!two.py" = ["LSS101"]}') == ["two.py b"]
    assert found("--config=severity.LSS101=info") == []
    levelled = json.loads(run("--output-format=json", "--config=severity.LSS1=warning").stdout)
    assert {each["severity"] for each in levelled} == {"warning"}
    assert run("--per-file-ignores=two.py").exit_code == 2


def test_the_output_format_can_come_from_the_environment(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATELINT_OUTPUT_FORMAT", "github")
    assert run().stdout.startswith("::error ")
    assert run("--output-format=concise").stdout.startswith("one.py:3:10: ")


def test_clean_removes_the_cache_and_only_a_cache(project: Path) -> None:
    (project / "statelint.toml").write_text("")
    run()
    if (project / ".statelint_cache").is_dir():
        assert run("clean").stdout == "Removed .statelint_cache.\n"
    assert not (project / ".statelint_cache").exists()
    assert run("clean").stdout == "There is no cache at .statelint_cache.\n"
    (project / "statelint.toml").write_text('cache-dir = "precious"\n')
    (project / "precious").mkdir()
    refused = run("clean")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("statelint: precious: not a cache of statelint")
    assert (project / "precious").is_dir()


@pytest.mark.parametrize(
    ("words", "position", "offered"),
    [
        ("statelint --select LSS10", 2, "LSS101"),
        ("statelint --select LSS1,uninitialized-r", 2, "LSS1,uninitialized-read"),
        ("statelint --output-format g", 2, "gitlab"),
        ("statelint --show-", 1, "--show-settings"),
        ("statelint ru", 1, "rule"),
        ("statelint check --show-", 2, "--show-settings"),
        ("statelint rule uninitialized-r", 2, "uninitialized-read"),
        ("statelint debug cov", 2, "coverage"),
    ],
)
def test_a_shell_can_complete(words: str, position: int, offered: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_STATELINT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(position))
    assert f"plain,{offered}" in run().stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_is_printed(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_STATELINT_COMPLETE", f"{shell}_source")
    assert "_STATELINT_COMPLETE" in run().stdout
