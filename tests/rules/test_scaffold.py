from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from statelint.errors import UsageError
from statelint.scaffold import new_rule
from statelint.spec.parse import parse

CHECKOUT = Path(__file__).parents[2]
COMMANDS = re.compile(r"^## Adding a rule$.*?^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The folders that a rule lives in, with one rule."""
    for folder in ("rules", "statelint/rules", "tests/rules"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "rules" / "LSS101-uninitialized-read.md").touch()
    return tmp_path


def test_a_rule_is_a_module_a_page_and_a_test(checkout: Path) -> None:
    made = new_rule("LSS198", "shouted-key", checkout)
    assert [path.as_posix() for path in made] == [
        "statelint/rules/lss198_shouted_key.py",
        "rules/LSS198-shouted-key.md",
        "tests/rules/test_lss198_shouted_key.py",
    ]
    page = parse(made[1].name, (checkout / made[1]).read_text(encoding="utf-8"))
    assert (page.code, page.name, len(page.of_kind("good"))) == ("LSS198", "shouted-key", 2)


@pytest.mark.parametrize(
    ("code", "name", "complaint"),
    [
        ("LSS101", "other-name", "this rule exists: rules/LSS101-uninitialized-read.md"),
        ("LSS198", "uninitialized-read", "this rule exists: rules/LSS101-uninitialized-read.md"),
        ("LS198", "shouted-key", '"LS198" is no code'),
        ("LSS098", "shouted-key", '"LSS098" is no code'),
        ("LSS198", "Shouted_Key", '"Shouted_Key" is no name'),
        ("LSS198", "../key", '"../key" is no name'),
    ],
)
def test_what_is_taken_or_malformed_is_refused(checkout: Path, code: str, name: str, complaint: str) -> None:
    with pytest.raises(UsageError) as error:
        new_rule(code, name, checkout)
    assert str(error.value).startswith(complaint)
    assert not list((checkout / "statelint" / "rules").iterdir())


def test_a_rule_is_only_started_in_a_checkout(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at the top of a checkout"):
        new_rule("LSS198", "shouted-key", tmp_path)


def test_the_walk_through_of_the_contributing_guide_works(tmp_path: Path) -> None:
    for name in ("statelint", "rules", "tests/rules", "tests/spec"):
        shutil.copytree(CHECKOUT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    guide = COMMANDS.search((CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert guide, "CONTRIBUTING.md has no console block below `## Adding a rule`"
    start, *checks = [line.removeprefix("$ ") for line in guide[1].splitlines()]
    assert run(start, tmp_path).returncode == 0
    told = "\n".join(run(check, tmp_path).stdout for check in checks)
    assert "put into `seen` what the rule asks for, then write `check` in statelint/rules/lss198_" in told
    assert "2 failed" in told


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command of the guide; `python` is the one that runs the tests."""
    words = [sys.executable if word == "python" else word for word in command.split()]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
