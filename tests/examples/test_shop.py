"""The example shop: each planted bug shows on Streamlit; the linter reports those that it can find, and no more."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import tomli

from statelint.spec import apptest
from statelint.spec.linter import lint
from statelint.spec.model import ENTRY, Step
from statelint.spec.parse import step

ROOT = Path(__file__).parents[2]
SHOP = ROOT / "examples" / "shop"
TABLE = tomli.loads((Path(__file__).parent / "shop_findings.toml").read_text(encoding="utf-8"))
PLANTED = [pytest.param(bug, id=f"{bug['code']} {bug['place']}") for bugs in TABLE.values() for bug in bugs]
APPS = ("app.py", "admin.py", "kiosk.py", "labels.py", "stock.py", "till.py")


def rows(kind: str) -> list[tuple[str, str]]:
    return sorted((bug["place"], bug["code"]) for bug in TABLE[kind])


def play(entry: str, *lines: str) -> list[str]:
    """Each step with what it showed: as expected where that is met, else as seen."""
    pytest.importorskip("streamlit")
    steps = [step("scenario", number, line) for number, line in enumerate(lines, 1)]
    seen = apptest.play(SHOP, steps, entry)
    return [
        told(step, step.outcome if step.outcome.met_by(end) else end) for step, end in zip(steps, seen, strict=True)
    ]


def told(step: Step, outcome: object) -> str:
    return f"{step} -> {outcome}"


def test_the_linter_reports_what_it_can_find_and_nothing_else() -> None:
    found = [(f"{f.place.path.removeprefix('examples/shop/')}:{f.place.span.row}", f.code) for f in lint(SHOP)]
    assert sorted(found) == rows("found")


@pytest.mark.parametrize("bug", PLANTED)
def test_a_planted_bug_shows_on_streamlit(bug: dict[str, Any]) -> None:
    script = bug["place"].partition(":")[0]
    assert play(script if script in APPS else ENTRY, *bug["scenario"]) == bug["scenario"]


def test_the_front_page_and_its_pages_open() -> None:
    walk = [
        'run -> ok, shows "Corner shop"',
        'click "Surprise me" -> ok, shows "Last surprise: jam"',
        'click "To the basket" -> ok, shows "1 × Plum jam"',
        'click "remove_jam" -> ok, shows "Your basket is empty"',
        'click "To the catalogue" -> ok, shows "Catalogue"',
        'type "Search" "rye" -> ok, shows "Rye bread: 2.80 EUR"',
        "page pages/4_Account.py -> ok",
        'type "Name" "Ann" -> ok',
        'click "Log in" -> ok, shows "Logged in as Ann"',
        'type "Address" "Main Street 1" -> ok',
        'click "Save" -> ok, shows "We deliver to Main Street 1"',
        'page pages/3_Checkout.py -> ok, shows "Deliver to: Main Street 1"',
        'check "Express" -> ok',
        'click "Order" -> ok, shows "Ordered: 0 items for 0.00 EUR, delivery today"',
        'click "Forward" -> ok, shows "The bill goes to Main Street 1"',
        'page pages/4_Account.py -> ok, shows "Logged in as Ann"',
        'click "Log out" -> ok, shows "Account"',
    ]
    assert play(ENTRY, *walk) == walk


def test_the_readme_names_every_planted_bug() -> None:
    readme = (SHOP / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| (LSS\d+) \| (\S+:\d+) \| .+ \|$", readme, re.MULTILINE)
    assert sorted((place, code) for code, place in named) == sorted(rows("found") + rows("not-yet-found"))
