"""The GitHub action and the snippets of the README are read as their readers would, and what they run is run."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
BAD = "import streamlit as st\n\nst.write(st.session_state.n)\n"


def snippet(name: str) -> Any:
    """The YAML block of the README whose first line names the file that it is for."""
    (text,) = re.findall(rf"```yaml\n# {re.escape(name)}\n(.*?)```", README, re.DOTALL)
    return yaml.safe_load(text)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one finding; `python3 -m venv` and pip are played, so that nothing is downloaded."""
    (tmp_path / "app.py").write_text(BAD)
    (tmp_path / "pyproject.toml").touch()
    (tools := tmp_path / "tools").mkdir()
    python = (
        f'#!/bin/sh\ncase "$*" in *pip*) echo "$@" >> "{tmp_path}/installed";; *) exec "{sys.executable}" "$@";; esac\n'
    )
    venv = f'#!/bin/sh\nmkdir -p "$3/bin" && cp "{tools}/python" "$3/bin/python"\n'
    for name, text in (
        ("python", python),
        ("python3", venv),
        ("pip", f'#!/bin/sh\necho "$@" >> "{tmp_path}/installed"\n'),
    ):
        (tools / name).write_text(text)
        (tools / name).chmod(0o755 | stat.S_IXUSR)
    (tools / "statelint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m statelint "$@"\n')
    (tools / "statelint").chmod(0o755)
    return tmp_path


def bash(script: str, project: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A script as the runners start it."""
    environment = {**os.environ, "PATH": f"{project / 'tools'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    environment |= {"RUNNER_TEMP": str(project / "temp"), "STATELINT_NO_CACHE": "1", **variables}
    bash = shutil.which("bash")
    assert bash
    return subprocess.run(
        [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def act(project: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """All steps of the action, with its inputs."""
    context = {f"inputs.{name}": inputs.get(name, each["default"]) for name, each in ACTION["inputs"].items()}
    context["github.action_path"] = str(ROOT)
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"], "an expression in a script could be a command of whoever wrote the value"
        variables = {
            name: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: context[found[1]], value)
            for name, value in step["env"].items()
        }
        ran = bash(step["run"], project, **variables)
        if ran.returncode:
            break
    return ran


def test_the_action_annotates_and_fails_where_there_is_a_finding(project: Path) -> None:
    ran = act(project)
    assert ran.returncode == 1
    assert ran.stdout.startswith("::error title=LSS101 uninitialized-read,file=app.py,line=3,")
    assert (project / "installed").read_text() == f"-m pip install --quiet {ROOT}\n"


def test_the_action_takes_a_version_options_and_several_paths(project: Path) -> None:
    (project / "sub").mkdir()
    (project / "sub" / "app.py").write_text(BAD)
    ran = act(project, version="1.2.3", args="--select LSS3 --exit-zero", src="sub app.py")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert (project / "installed").read_text() == "-m pip install --quiet streamlit-statelint==1.2.3\n"
    ran = act(project, src="sub/*.py; touch owned $(touch owned)")
    assert ran.returncode == 2
    assert not (project / "owned").exists()


def test_the_workflow_of_the_readme_uses_the_action_as_it_is(project: Path) -> None:
    workflow = snippet(".github/workflows/statelint.yml")
    steps = workflow["jobs"]["statelint"]["steps"]
    (step,) = [step for step in steps if step["uses"].startswith("streamlit-statelint/")]
    assert set(step["with"]) <= set(ACTION["inputs"])
    ran = act(project, **step["with"])
    assert ran.returncode == 1
    assert "::error " in ran.stdout


def test_the_job_for_gitlab_leaves_its_report(project: Path) -> None:
    job = snippet(".gitlab-ci.yml")["statelint"]
    ran = bash("\n".join(job["script"]), project)
    assert ran.returncode == 1
    (issue,) = json.loads((project / job["artifacts"]["reports"]["codequality"]).read_text())
    assert issue["location"]["path"] == "app.py"


def test_ruff_keeps_our_codes_with_the_setting_of_the_readme(project: Path) -> None:
    (setting,) = re.findall(r"```toml\n(\[tool\.ruff\.lint\]\n.*?)```", README, re.DOTALL)
    text = BAD.replace("n)\n", "n)  # noqa: LSS101\n")
    (project / "app.py").write_text(text)
    words = [sys.executable, "-m", "ruff", "check", "-q", "--no-cache", "--fix", "--select=RUF100,RUF102", "--preview"]
    subprocess.run([*words, "app.py"], cwd=project, check=False, capture_output=True)
    assert (project / "app.py").read_text() == BAD
    (project / "app.py").write_text(text)
    (project / "pyproject.toml").write_text(setting)
    subprocess.run([*words, "app.py"], cwd=project, check=False, capture_output=True)
    assert (project / "app.py").read_text() == text


def test_the_completion_of_the_readme_can_be_sourced(project: Path) -> None:
    (line,) = re.findall(r'`(eval "\$\(_STATELINT_COMPLETE=bash_source statelint\)")`', README)
    assert bash(f"{line}\ncomplete -p statelint", project).stdout.startswith("complete ")


def test_the_comment_of_the_readme_hides_its_finding(project: Path) -> None:
    (line,) = re.findall(r"```python\n(st\.write.*?# statelint: ignore.*?)\n```", README)
    (project / "app.py").write_text(f"import streamlit as st\n\n{line}\n")
    assert bash("statelint", project).returncode == 0
