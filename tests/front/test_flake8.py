"""The plugin in the real flake8, beside flake8-bugbear: what it says, and that nothing makes it fail."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
SHOP = CHECKOUT / "examples" / "shop"
APP = 'import streamlit as st\nimport helper\n\nst.title("Shop")\nhelper.show()\n'
HELPER = "import streamlit as st\n\n\ndef show():\n    st.write(st.session_state.n)\n"
SETS = "import streamlit as st\nimport helper\n\nst.session_state.n = 1\nhelper.show()\n"
FOUND = "helper.py:5:14: LSS101 `n` is read before anything has set it\n"

Flake8 = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "helper.py").write_text(HELPER)
    return tmp_path


def test_it_is_enabled_where_it_is_installed_and_stands_beside_other_plugins(project: Path, flake8: Flake8) -> None:
    (project / "other.py").write_text("import os\n\n\ndef f(x=[]):\n    assert False\n")
    ran = flake8(".")
    assert FOUND in ran.stdout.replace("./", "")
    assert {"LSS101", "F401", "B006", "B011"} == set(re.findall(r": ([A-Z]+\d+) ", ran.stdout))
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "streamlit-statelint: " in flake8("--version").stdout.replace("\n", " ")


def test_a_module_is_judged_with_the_scripts_that_run_it(project: Path, flake8: Flake8) -> None:
    assert flake8("helper.py").stdout == FOUND
    (project / "app.py").write_text(SETS)
    assert flake8("helper.py").stdout == ""


def test_it_says_what_the_command_says_with_any_number_of_jobs(flake8: Flake8) -> None:
    words = [sys.executable, "-m", "statelint", "--no-cache", "--output-format=json", "."]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    printed = subprocess.run(words, cwd=SHOP, env=environment, capture_output=True, text=True, check=False).stdout
    told = sorted(
        f"./{each['filename']}:{each['location']['row']}:{each['location']['column']}: {each['code']} {each['message']}"
        for each in json.loads(printed)
    )
    assert len(told) > 5
    outputs = [flake8("--select=LSS", f"-j{jobs}", ".", cwd=SHOP) for jobs in (1, 2, 4)]
    assert [sorted(ran.stdout.splitlines()) for ran in outputs] == [told] * 3
    assert {ran.stderr for ran in outputs} == {""}


def test_standard_input_stands_for_the_file_that_it_is_named_after(project: Path, flake8: Flake8) -> None:
    named = ("--stdin-display-name=helper.py", "-")
    assert flake8(*named, stdin=HELPER).stdout == FOUND
    assert flake8(*named, stdin=HELPER.replace(".n)", ".get('n'))")).stdout == ""
    assert flake8(*named, stdin="\n\n" + HELPER.replace(".n)", ".m)")).stdout.splitlines()[-1] == FOUND.replace(
        ":5:", ":7:"
    ).replace("`n`", "`m`").rstrip("\n")
    (project / "app.py").write_text(SETS)
    assert flake8(*named, stdin=HELPER).stdout == ""
    assert "stdin:5:14" in flake8("-", stdin=HELPER.replace("def show():", "if True:")).stdout


def test_flake8_chooses_and_silences_by_code_and_comment(project: Path, flake8: Flake8) -> None:
    assert flake8("--extend-ignore=LSS", "helper.py").stdout == ""
    assert flake8("--ignore=LSS101", "helper.py").stdout == ""
    assert flake8("--per-file-ignores=helper.py:LSS1", "helper.py").stdout == ""
    (project / "helper.py").write_text(HELPER.replace(".n)", ".n)  # noqa: LSS101"))
    assert flake8("helper.py").stdout == ""


def test_the_settings_of_the_project_hold(project: Path, flake8: Flake8) -> None:
    (project / "pyproject.toml").write_text('[tool.statelint]\nknown-keys = ["n"]\n')
    assert flake8(".").stdout == ""
    (project / "pyproject.toml").write_text('[tool.statelint]\nextend-exclude = ["helper.py"]\n')
    assert flake8(".").stdout == ""


@pytest.mark.parametrize(
    "option", ["known-keys = m,\n    n", "entrypoints = helper.py", "select = LSS3", "min-confidence = certain"]
)
def test_options_are_read_from_flake8_s_configuration(project: Path, flake8: Flake8, option: str) -> None:
    (project / ".flake8").write_text(f"[flake8]\nstatelint-{option}\n")
    kept = "certain" in option
    assert flake8(".", "-j2").stdout == ("./" + FOUND if kept else "")


def test_a_wrong_option_is_told_where_it_matters_and_stops_no_other_plugin(project: Path, flake8: Flake8) -> None:
    (project / "other.py").write_text("import os\n")
    ran = flake8("--statelint-min-confidence=sure", ".")
    lines = sorted(ran.stdout.splitlines())
    assert [line.split()[:2] for line in lines] == [
        ["./app.py:1:1:", "LSS999"],
        ["./helper.py:1:1:", "LSS999"],
        ["./other.py:1:1:", "F401"],
    ]
    assert 'must be one of certain, reachable, possible, not "sure"' in lines[0]
    (project / "pyproject.toml").write_text("[tool.statelint]\nselekt = []\n")
    assert 'did you mean "select"?' in flake8(".").stdout


@pytest.mark.parametrize("place", ["explore.Explorer.app", "engine.whole_project", "engine.cache_of"])
def test_a_fault_of_ours_becomes_a_finding(project: Path, flake8: Flake8, place: str) -> None:
    (project / "broken").mkdir()
    (project / "broken" / "sitecustomize.py").write_text(
        f"import statelint.{place.partition('.')[0]}\n\ndef fail(*given): raise SystemError('boom')\n\n"
        f"statelint.{place} = fail\n"
    )
    (project / "other.py").write_text("import os\n")
    ran = flake8(".", "--exclude=broken", first=str(project / "broken"))
    assert "./other.py:1:1: F401" in ran.stdout
    assert "./app.py:1:1: LSS999 not checked: internal error: SystemError: boom" in ran.stdout
    assert "Traceback" not in ran.stdout + ran.stderr


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfimport streamlit as st\nst.write(st.session_state.n)\n",
        b"import streamlit as st\r\nst.write(st.session_state.n)\r\n",
        b"import streamlit as st\rst.write(st.session_state.n)\r",
        b"# coding: latin-1\nimport streamlit as st\nst.write(st.session_state.n)  # \xe9\n",
        b"import streamlit as st\nst.write(st.session_state.n)  # \xe9\n",
        b"# coding: nonsense\nimport streamlit as st\nst.write(st.session_state.n)\n",
        b"import streamlit as st\n\x0cst.write(st.session_state.n)",
        b"import streamlit as st\ndef f(:\n",
        b"import streamlit\n\x00",
        b"",
    ],
)
def test_no_file_makes_it_fail(project: Path, flake8: Flake8, data: bytes) -> None:
    (project / "odd.py").write_bytes(data)
    ran = flake8("--select=LSS,E9", "odd.py")
    assert "Traceback" not in ran.stdout + ran.stderr
    assert "LSS999" not in ran.stdout
    if data.count(b"session_state") and b"nonsense" not in data and (b"\xe9" not in data or b"latin-1" in data):
        row = 3 if b"coding" in data else 2
        assert re.search(rf"^odd\.py:{row}:\d+: LSS101 ", ran.stdout, re.MULTILINE)
