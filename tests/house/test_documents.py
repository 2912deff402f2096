"""What the documents say is what the project does."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import tomli

from statelint import __version__
from statelint.findings.model import Severity
from statelint.rules.base import all_rules

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PROJECT = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SET_UP_TESTS = 'python3 -m venv .venv && .venv/bin/pip install -q -e ".[test]" && .venv/bin/python -m pytest -q -n auto'


def rule_table() -> str:
    rows = [
        f"| [{rule.code}](rules/{rule.page}) | {rule.name} | {rule.severity}"
        f"{', off by default' if rule.severity is Severity.INFO else ''} |"
        for rule in all_rules()
    ]
    return "\n".join(["| code | name | level |", "|---|---|---|", *rows])


def test_the_table_of_rules_is_that_of_the_code() -> None:
    written = re.search(r"<!-- rules: .*? -->\n(.*?)\n<!-- end of rules -->", README, re.DOTALL)
    assert written
    assert written[1] == rule_table()


def test_the_finding_in_the_readme_is_what_is_printed(tmp_path: Path) -> None:
    app = re.search(r"```python\n# (app\.py)\n(.*?)```", README, re.DOTALL)
    screen = re.search(r"```text\n\$ statelint (.*?)\n(.*?)```", README, re.DOTALL)
    assert app
    assert screen
    (tmp_path / app[1]).write_text(app[2])
    words = [sys.executable, "-m", "statelint", "--output-format", "full", *shlex.split(screen[1])]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.stdout.startswith("LSS101 ")
    assert ran.stdout == screen[2]


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    for text in (README, CONTRIBUTING, (ROOT / ".ci" / "run").read_text(encoding="utf-8")):
        assert f"\n{SET_UP_TESTS}\n" in text


def test_every_setting_that_the_readme_shows_is_read(tmp_path: Path) -> None:
    from statelint.config import OPTIONS, load

    (shown,) = [block for block in re.findall(r"```toml\n(.*?)```", README, re.DOTALL) if "[tool.statelint]" in block]
    (tmp_path / ".git").mkdir()
    (tmp_path / "base.toml").touch()
    (project := tmp_path / "project").mkdir()
    (project / "pyproject.toml").write_text(shown)
    load(str(project))
    named = set(tomli.loads(shown)["tool"]["statelint"]) | set(re.findall(r"(?:extend|no)-[a-z-]+", shown))
    assert named >= set(OPTIONS)


def test_files_that_the_documents_link_to_exist() -> None:
    for text in (README, CONTRIBUTING):
        for link in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (ROOT / link).exists(), link


def test_every_dependency_has_a_reason() -> None:
    required = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]
    table = CONTRIBUTING[CONTRIBUTING.index("## Dependencies") :]
    for name in (re.split(r"[<>=]", requirement)[0] for requirement in required):
        assert re.search(rf"^\|.*\b{name}\b.*\|", table, re.MULTILINE), name


def test_the_changelog_knows_this_version_or_calls_it_unreleased() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{__version__}]" in changes or "## [Unreleased]" in changes
