"""The real command in a process of its own: what it prints, and how it exits."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from statelint import __version__
from statelint.cli import ISSUES

CHECKOUT = Path(__file__).parents[2]
GOOD = "import streamlit as st\n\nst.session_state.n = 1\nst.write(st.session_state.n)\n"
BAD = 'import streamlit as st\n\nif st.button("Load"):\n    st.session_state.n = 1\n\nst.write(st.session_state["n"])\n'
BROKEN = "import streamlit as st\n\ndef f(:\n"


def statelint(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return python("-m", "statelint", *words, cwd=cwd, **environment)


def python(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "STATELINT_DEBUG")}
    return subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env={**inherited, "PYTHONPATH": str(CHECKOUT), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with an app that is right and one that is wrong."""
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "good.py").write_text(GOOD)
    (tmp_path / "bad.py").write_text(BAD)
    return tmp_path


def test_findings_are_one_line_each_when_piped_and_exit_with_1(project: Path) -> None:
    ran = statelint(cwd=project)
    first, *_, last = ran.stdout.splitlines()
    assert first.startswith("bad.py:6:10: LSS101 `n` is read before anything has set it")
    assert first.endswith("(first visit)")
    assert last == "Found 1 error in 2 files."
    assert (ran.returncode, ran.stderr) == (1, "")


def test_a_clean_run_says_so_and_exits_with_0(project: Path) -> None:
    ran = statelint("good.py", cwd=project)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "All checks passed in 1 file.\n", "")


def test_full_output_shows_the_source(project: Path) -> None:
    printed = statelint("--output-format", "full", "bad.py", cwd=project).stdout
    assert '6 | st.write(st.session_state["n"])\n  |          ^^^^^^^^^^^^^^^^^^^^^ KeyError on' in printed


def test_json_is_the_shape_of_ruff_s_and_ours(project: Path) -> None:
    (sub := project / "sub").mkdir()
    ran = statelint("--output-format=json", "..", cwd=sub)
    assert ran.returncode == 1
    (found,) = json.loads(ran.stdout)
    assert found["help"]
    del found["help"]
    assert found == {
        "code": "LSS101",
        "name": "uninitialized-read",
        "message": "`n` is read before anything has set it",
        "severity": "error",
        "confidence": "certain",
        "filename": "../bad.py",
        "location": {"row": 6, "column": 10},
        "end_location": {"row": 6, "column": 31},
        "scenario": ["first visit"],
        "also_at": [],
        "url": "https://github.com/streamlit-statelint/statelint/blob/main/rules/LSS101-uninitialized-read.md",
        "fix": None,
    }


def test_json_of_a_clean_run_is_an_empty_list(project: Path) -> None:
    ran = statelint("--output-format=json", "--statistics", "good.py", cwd=project)
    assert json.loads(ran.stdout) == []
    assert "seconds" in ran.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--selekt", "X"], "no such option '--selekt'"),
        (["nowhere"], "nowhere: no such file or folder"),
        (["--select", "LSS1O1"], 'unknown rule "LSS1O1" in select; did you mean "LSS101"?'),
        (["--ignore=LSS101,uninitialised-read"], 'unknown rule "uninitialised-read" in ignore; did you mean "uninit'),
        (["--min-confidence", "sure"], "invalid value for '--min-confidence'"),
        (["--config", "selekt=1"], '--config selekt=1: unknown option "selekt"; did you mean "select"?'),
        (["--config", "gone.toml"], "gone.toml: no such file or directory"),
        (["rule", "LSS1O1"], 'unknown rule "LSS1O1"; did you mean "LSS101"?'),
        (["rule", "LSS1"], '"LSS1" is more than one rule'),
        (["rule"], "name a rule by its code or name"),
        (["clean", "gone"], "gone: no such file or folder"),
        (["-o", "jsno:a.json"], '--output-file jsno:a.json: unknown format "jsno"; did you mean "json"?'),
        (["-o", "xml:a.xml"], '--output-file xml:a.xml: unknown format "xml"; there are full, concise, json'),
        (["-o", "json:"], "--output-file json:: name a file"),
        (["-o", "json:-"], "--output-file json:-: name a file; --output-format is for standard output"),
        (["--target-streamlit=1.2"], '"target-streamlit" is 1.2; the oldest release that is known is 1.28'),
        (["--config=entrypoints=gone.py"], '"entrypoints" names gone.py, which is no Python file of the project'),
        (["--stdin-filename=bad.py", "good.py"], "standard input stands for the only file"),
        (["--add-ignore", "-"], "--add-ignore edits files"),
        (["new-rule", "LSS101"], "missing argument 'NAME'"),
        (["new-rule", "LSS198", "x"], "a rule is started at the top of a checkout"),
        (["debug", "ir", "gone.py"], "gone.py: no such file or directory"),
        (["debug"], "missing command"),
        (["debug", "nothing"], "no such command 'nothing'"),
    ],
)
def test_a_mistake_of_the_user_is_one_line_and_exits_with_2(project: Path, words: list[str], message: str) -> None:
    ran = statelint(*words, cwd=project)
    assert ran.stderr.startswith(f"statelint: {message}")
    assert ran.stderr.count("\n") == 1
    assert (ran.returncode, ran.stdout) == (2, "")


def test_an_unknown_setting_is_named_with_its_line(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.statelint]\n\nselekt = ["LSS1"]\n')
    ran = statelint(cwd=project)
    expected = 'statelint: pyproject.toml:3: unknown option "selekt" in [tool.statelint]; did you mean "select"?\n'
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", expected)


def test_settings_select_and_the_command_line_wins(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.statelint]\nignore = ["LSS1"]\n')
    assert statelint(cwd=project).returncode == 0
    assert statelint("--select", "LSS101", "--ignore", "LSS3,LSS9", cwd=project).returncode == 1
    assert statelint("--config", "ignore=LSS3", cwd=project).returncode == 1


def test_a_broken_file_is_a_finding_and_the_others_are_checked(project: Path) -> None:
    (project / "broken.py").write_text(BROKEN)
    ran = statelint(cwd=project)
    assert [line.split()[1] for line in ran.stdout.splitlines()[:-1]] == ["LSS101", "LSS900"]
    assert "broken.py:3:" in ran.stdout
    assert (ran.returncode, ran.stderr) == (1, "")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_that_may_not_be_read_is_reported_and_the_others_are_checked(project: Path) -> None:
    (project / "secret.py").touch(mode=0)
    ran = statelint(cwd=project)
    assert "LSS101" in ran.stdout
    assert (ran.returncode, ran.stderr) == (2, "statelint: secret.py: permission denied\n")


def test_a_fault_of_ours_names_the_file_and_leaves_the_others_checked(project: Path) -> None:
    script = """
import statelint.lower
from statelint.cli import main
real = statelint.lower.lower
def lower(path, data):
    if path == "good.py":
        raise RuntimeError("two\\nlines")
    return real(path, data)
statelint.lower.lower = lower
main(["."])
"""
    ran = python("-c", script, cwd=project)
    assert ran.returncode == 2
    assert "bad.py:6:10: LSS101" in ran.stdout
    assert ran.stderr.startswith(
        "statelint: internal error in good.py: RuntimeError: two\N{REPLACEMENT CHARACTER}lines; "
    )
    assert ran.stderr.endswith("the other files were checked; please report it at " + ISSUES + "\n")
    assert "Traceback" in python("-c", script, cwd=project, STATELINT_DEBUG="1").stderr


def test_no_python_files_is_said(tmp_path: Path) -> None:
    ran = statelint(cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "statelint: no Python files found\n")


@pytest.mark.parametrize(
    ("words", "environment", "colour"),
    [
        ([], {}, False),
        (["--color=always"], {}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color=never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_only_where_wanted(project: Path, words: list[str], environment: dict[str, str], colour: bool) -> None:
    assert ("\x1b[" in statelint(*words, cwd=project, **environment).stdout) is colour


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_output_that_goes_nowhere_is_no_crash(project: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    for _ in range(3):  # the last of them is answered from what was kept
        for redirection, code, said in ((">&-", 1, ""), (">/dev/full", 2, "standard output: no space left on device")):
            words = ["sh", "-c", f'exec "$0" -m statelint . {redirection}', sys.executable]
            ran = subprocess.run(words, cwd=project, env=environment, capture_output=True, text=True, check=False)
            assert (ran.returncode, ran.stderr) == (code, f"statelint: {said}\n" if said else "")
        time.sleep(1.2)


def test_the_version_is_told(tmp_path: Path) -> None:
    ran = statelint("--version", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, f"statelint {__version__}\n")


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_help_and_version_import_next_to_nothing(option: str, tmp_path: Path) -> None:
    script = (
        "import sys\nfrom statelint.cli import main\n"
        f"try: main([{option!r}])\nexcept SystemExit: pass\n"
        "print(sorted(m for m in sys.modules if m.startswith(('statelint', 'libcst', 'tomli', 'pathspec'))))"
    )
    ran = python("-c", script, cwd=tmp_path)
    assert ran.stdout.splitlines()[-1] == str(
        [
            "statelint",
            "statelint.cache",
            "statelint.cache.again",
            *("statelint.cli", "statelint.cli.check", "statelint.cli.entry", "statelint.cli.options"),
            "statelint.errors",
        ]
    )


def test_help_shows_every_option_in_a_group(tmp_path: Path) -> None:
    from statelint.cli.check import check

    printed = statelint("--help", cwd=tmp_path).stdout
    titles = re.findall(r"^([A-Z][\w ]+):$", printed, re.MULTILINE)
    assert titles == ["Rules", "Files", "Output", "Known findings", "Speed", "Settings", "This command"]
    for option in (name for each in check.params for name in each.opts if name.startswith("-")):
        assert option in printed
    assert printed.index("Settings:") < printed.index("--show-files") < printed.index("This command:")
    assert printed.index("This command:") < printed.index("--version") < printed.index("--help")


def test_a_rule_is_explained_by_code_and_by_name(tmp_path: Path) -> None:
    by_code, by_name = (statelint("rule", word, cwd=tmp_path) for word in ("lss101", "uninitialized-read"))
    assert by_code.returncode == 0
    assert by_code.stdout == by_name.stdout
    assert by_code.stdout.startswith("LSS101 uninitialized-read\n")
    assert "Why is this bad" in by_code.stdout


def test_all_rules_are_listed(tmp_path: Path) -> None:
    lines = statelint("rule", "--all", cwd=tmp_path).stdout.splitlines()
    assert "LSS101  error    uninitialized-read" in lines
    assert len(lines) == len(list((CHECKOUT / "rules").glob("LSS*.md")))


def test_a_path_named_like_a_sub_command_is_reached_with_a_dot(project: Path) -> None:
    (project / "rule").mkdir()
    (project / "rule" / "app.py").write_text(GOOD)
    assert statelint("./rule", cwd=project).stdout == "All checks passed in 1 file.\n"


def test_check_is_what_is_done_without_a_sub_command(project: Path) -> None:
    assert statelint("check", "bad.py", cwd=project).stdout == statelint("bad.py", cwd=project).stdout
    assert statelint("check", "-h", cwd=project).stdout == statelint("--help", cwd=project).stdout


def test_debug_shows_the_ir_the_observations_and_the_ledger(project: Path) -> None:
    assert "session_state" in statelint("debug", "ir", "bad.py", cwd=project).stdout
    assert "KeyFailure(" in statelint("debug", "explore", ".", cwd=project).stdout
    ledger = statelint("debug", "coverage", cwd=project).stdout.splitlines()
    assert ledger[0] == "reads of the state that can fail, in 2 apps"
    assert "      1   50.0 %  reported" in ledger
    assert ledger[-1] == "      2  100.0 %  total"


def test_a_helper_named_alone_is_judged_with_its_app(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "helper.py").write_text("import streamlit as st\n\ndef show():\n    st.write(st.session_state.n)\n")
    (tmp_path / "app.py").write_text("import streamlit as st\nimport helper\nst.session_state.n = 1\nhelper.show()\n")
    assert statelint("helper.py", cwd=tmp_path).stdout == "All checks passed in 1 file.\n"
    (tmp_path / "app.py").write_text("import streamlit as st\nimport helper\nhelper.show()\n")
    assert "helper.py:4:14: LSS101" in statelint("helper.py", cwd=tmp_path).stdout
    assert "helper.py:4:14: LSS101" in statelint("app.py", "helper.py", cwd=tmp_path).stdout


def test_json_is_the_same_for_any_hash_seed_locale_and_order(project: Path) -> None:
    (project / "third.py").write_text(BAD.replace('"n"', '"é"'), encoding="utf-8")
    runs = [
        statelint("--output-format=json", "--no-cache", *names, cwd=project, PYTHONHASHSEED=seed, LC_ALL=locale)
        for seed, locale, names in (
            ("0", "C", ["bad.py", "third.py"]),
            ("1", "C.UTF-8", ["third.py", "bad.py"]),
            ("42", "POSIX", ["./bad.py", "third.py", "bad.py"]),
        )
    ]
    assert len({ran.stdout for ran in runs}) == 1
    assert len(json.loads(runs[0].stdout)) == 2
