"""Plays every scenario of the project by three witnesses; a table of their disagreements, and a count, out.

    python tools/witnesses.py

The scenarios are those of the rule pages, the first visits of tests/fixtures, the bugs of examples/shop, and the one
that each finding in any of them carries. The witnesses are the linter, the reference runtime, and real Streamlit:
AppTest, or a browser where a page asks for one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomli

from statelint.findings.model import Finding
from statelint.spec import apptest, browser, linter, pages, reference
from statelint.spec.model import ENTRY, Outcome, Play, Step
from statelint.spec.parse import step

ROOT = Path(__file__).parent.parent
FIXTURES, SHOP = ROOT / "tests" / "fixtures", ROOT / "examples" / "shop"
EXPECTED = FIXTURES / "expected.toml"
PLANTED = ROOT / "tests" / "examples" / "shop_findings.toml"
RAISED = re.compile(r"[A-Z]\w*(Error|Exception)\b")


@dataclass(frozen=True, slots=True)
class App:
    """An app with its scenarios, and the places that the linter must report in it."""

    name: str
    folder: Path
    plays: tuple[tuple[str, Play], ...]
    places: tuple[tuple[str, str, int], ...]
    code: str = ""  # of the rule that its page is about


@dataclass(frozen=True, slots=True)
class Row:
    """A disagreement: what was expected, or promised by the linter, and what each player saw."""

    where: str
    promised: object
    runtime: object
    streamlit: object


def apps(scratch: Path) -> Iterator[App]:
    """Every app of the project; examples of pages are written below `scratch`."""
    for page in pages.load():
        for number, example in enumerate(page.examples):
            folder = scratch / page.code / str(number)
            apptest.write(example, folder)
            places = tuple((page.code, path, row) for path, row in example.markers)
            played = ((ENTRY, example.newest),) if example.newest.steps else ()
            yield App(f"{page.code} {example.title}", folder, played, places, page.code)
    for name, table in read(EXPECTED).items():
        opened = [f"run -> {table.get('ends', 'ok')}", *(f"open {line}" for line in table.get("opened", []))]
        places = tuple(found(line.split()[0], line.split()[1]) for line in table.get("findings", []))
        yield App(name, FIXTURES / name, tuple((table["entry"], play(line)) for line in opened), places)
    bugs = read(PLANTED)
    plays = tuple((starts(bug), play(*bug["scenario"])) for kind in bugs.values() for bug in kind)
    yield App("shop", SHOP, plays, tuple(found(bug["code"], bug["place"]) for bug in bugs["found"]))


def read(path: Path) -> dict[str, Any]:
    return tomli.loads(path.read_text(encoding="utf-8"))


def found(code: str, place: str) -> tuple[str, str, int]:
    path, _, row = place.partition(":")
    return code, path, int(row)


def starts(bug: dict[str, Any]) -> str:
    """The script that a planted bug is played from: its own, where that stands beside the main script."""
    script = str(bug["place"]).partition(":")[0]
    return ENTRY if "/" in script else script


def play(*lines: str) -> Play:
    """A scenario from lines; the path of a page may have any characters."""
    steps = []
    for number, line in enumerate(lines, 1):
        action, _, rest = line.partition(" ")
        if action == "open":
            target, _, end = rest.partition(" -> ")
            steps.append(Step("open", target, "", step("scenario", number, f"run -> {end}").outcome))
        else:
            steps.append(step("scenario", number, line))
    return Play(tuple(steps))


def compare(app: App) -> Iterator[Row]:
    """Where the witnesses disagree about one app; one that no page can play is only given to the linter."""
    prefix = app.folder.relative_to(ROOT).as_posix() + "/" if app.folder.is_relative_to(ROOT) else ""
    findings = linter.lint(app.folder, app.code)
    reported = [(f.code, f.place.path.removeprefix(prefix), f.place.span.row) for f in findings]
    if sorted(reported) != sorted(app.places):
        yield Row(f"{app.name}: findings", sorted(app.places), sorted(reported), "")
    for entry, scenario in app.plays:
        yield from differences(app, entry, scenario, "")
    for finding in findings:
        if finding.scenario is not None and app.plays:
            visited = finding.scenario.events[0].kind == "visit"
            entry = linter.entry(finding.scenario).removeprefix(prefix) if visited else app.plays[0][0]
            yield from differences(app, entry, promise(finding, prefix), finding.code)


def promise(finding: Finding, prefix: str) -> Play:
    """The scenario that a finding carries; its last step must end as the caption says, if that names an exception."""
    assert finding.scenario is not None
    steps = [replace(step, target=step.target.removeprefix(prefix)) for step in linter.steps(finding.scenario)]
    raised = RAISED.match(finding.caption)
    if raised:
        place = finding.place
        end = Outcome(raised[0], place.path.removeprefix(prefix), place.span.row)
        steps[-1] = replace(steps[-1], outcome=end)
    return Play(tuple(steps))


def differences(app: App, entry: str, scenario: Play, code: str) -> Iterator[Row]:
    """Steps after which the expected outcome, the runtime and Streamlit are not one."""
    if scenario.browser and browser.missing():
        return
    streamlit = browser if scenario.browser else apptest
    try:
        seen = zip(
            reference.play(app.folder, scenario.steps, entry),
            streamlit.play(app.folder, scenario.steps, entry),
            strict=True,
        )
        for number, (step, (one, other)) in enumerate(zip(scenario.steps, seen, strict=True), 1):
            shown = sorted(one.shows) == sorted(other.shows) or not other.shows or bool(scenario.browser)
            wanted = (
                Outcome(other.exception, other.path, other.row) if code and step.outcome == Outcome() else step.outcome
            )
            if not (wanted.met_by(one) and wanted.met_by(other) and shown):
                yield Row(f"{app.name}: {code} {number}. {step}", step.outcome, one, other)
    except LookupError as error:
        yield Row(f"{app.name}: {code}", "", error, error)


def table(rows: list[Row]) -> str:
    """The disagreements as Markdown, or ""."""
    lines = [f"| {row.where} | {row.promised} | {row.runtime} | {row.streamlit} |" for row in rows]
    return "\n".join(["| scenario | expected | runtime | Streamlit |", "|---|---|---|---|", *lines]) if rows else ""


def judge() -> tuple[int, list[Row]]:
    """How many scenarios were looked at, and every disagreement."""
    rows: list[Row] = []
    count = 0
    with TemporaryDirectory() as scratch:
        for app in apps(Path(scratch)):
            count += len(app.plays)
            rows += compare(app)
    return count, rows


if __name__ == "__main__":
    count, rows = judge()
    print(table(rows) or f"{count} scenarios, and those of the findings: the witnesses agree")
    sys.exit(1 if rows else 0)
