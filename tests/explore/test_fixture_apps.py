"""The apps of tests/fixtures: what is planted is reported, nothing else; Streamlit ends the first visit just so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from statelint.spec import apptest
from statelint.spec.linter import lint
from statelint.spec.model import Step

FIXTURES = Path(__file__).parents[1] / "fixtures"
TABLE: dict[str, dict[str, Any]] = tomli.loads((FIXTURES / "expected.toml").read_text(encoding="utf-8"))


def test_every_folder_has_its_expectations() -> None:
    assert sorted(path.name for path in FIXTURES.iterdir() if path.is_dir()) == sorted(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_what_is_planted_is_reported_and_nothing_else(name: str) -> None:
    start = f"tests/fixtures/{name}/"
    found = [f"{f.code} {f.place.path.removeprefix(start)}:{f.place.span.row} {f.key}" for f in lint(FIXTURES / name)]
    assert found == TABLE[name].get("findings", [])


@pytest.mark.parametrize("name", TABLE)
def test_streamlit_ends_the_first_visit_as_expected(name: str) -> None:
    pytest.importorskip("streamlit")
    [end] = apptest.play(FIXTURES / name, [Step("run")], TABLE[name]["entry"])
    assert str(end).partition(", shows")[0] == TABLE[name].get("ends", "ok")


@pytest.mark.parametrize("opened", TABLE["diary"]["opened"])
def test_streamlit_opens_the_pages_as_expected(opened: str) -> None:
    pytest.importorskip("streamlit")
    page, _, expected = opened.partition(" -> ")
    [end] = apptest.play(FIXTURES / "diary", [Step("open", page)], TABLE["diary"]["entry"])
    assert str(end).partition(", shows")[0] == expected
