"""What is said of a file does not depend on which others are named with it: what pre-commit stages is judged right."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from statelint import engine
from statelint.config import Config
from statelint.report.model import Report

CHECKOUT = Path(__file__).parents[2]
CONFIG = Config(select=("ALL",), min_confidence="possible", jobs=1)


def said(report: Report, paths: set[str]) -> list[str]:
    assert report.faults == ()
    return [repr(finding) for finding in report.findings if finding.place.path in paths]


@pytest.mark.parametrize("source", ["examples/shop", "tests/fixtures"])
@pytest.mark.parametrize("cached", [True, False])
def test_any_part_of_a_project_is_told_what_the_whole_is(
    tmp_path: Path, source: str, cached: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Path(shutil.copytree(CHECKOUT / source, tmp_path / "project"))
    (project / ".git").mkdir()
    monkeypatch.chdir(project)
    config = replace(CONFIG, no_cache=not cached)
    whole = engine.check(["."], config)
    names = sorted(path.relative_to(project).as_posix() for path in project.rglob("*.py"))
    assert len(whole.findings) > 5
    chance = random.Random(27)
    for _ in range(12 if cached else 2):
        part = chance.sample(names, chance.randint(1, 8))
        assert said(engine.check(part, config), set(part)) == said(whole, set(part))
