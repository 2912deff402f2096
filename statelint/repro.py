"""`statelint repro`: the scenario of a finding as a test for pytest, which fails until the bug is fixed.

In: PATH:LINE of a finding. Out: the text of a file that plays the scenario with Streamlit's AppTest.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from statelint.errors import UsageError
from statelint.ir.scenario import CIRCUMSTANCES, UNSET

if TYPE_CHECKING:
    from statelint.findings.model import Finding
    from statelint.ir.scenario import Event, Scenario

WHERE = re.compile(r"(?P<path>.+):(?P<row>\d+)(?::\d+)?")
FILE = '''\
"""Fails while the bug is there, passes once it is fixed.

{place}: {code} {message}
{story}
"""

import sys
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parent / {root!r}
KINDS = (
    "button", "download_button", "text_input", "text_area", "number_input", "chat_input", "checkbox", "toggle",
    "selectbox", "radio", "multiselect", "select_slider", "slider", "button_group",
)


def element(app, name):
    """The widget with this key or label; None if it is not there or cannot be used."""
    for attribute in ("key", "label", "placeholder"):
        for widget in (widget for kind in KINDS for widget in app.get(kind)):
            if getattr(widget, attribute, None) == name:
                return None if getattr(widget, "disabled", False) else widget
    return None


def fine(app):
    assert not app.exception, "\\n".join([app.exception[0].message, *app.exception[0].stack_trace])


def test_{name}(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / {folder!r}))
{steps}
'''
WORK = """\
    widget = element(app, {name!r})
    if widget is None:
        return  # this can no longer happen
    {change}"""


def repro(where: str, folder: Path) -> str:
    """The text of a test file for `folder` that plays the finding at PATH:LINE. Raises UsageError if there is none."""
    finding, root = finding_at(where)
    return test_file(finding, os.path.relpath(root, folder), entry_of(finding, root))


def finding_at(where: str) -> tuple[Finding, str]:
    """The finding at PATH:LINE, and the root that its paths start from. Raises UsageError if there is none."""
    from statelint.config import load
    from statelint.engine import check
    from statelint.source.discover import project_root

    found = WHERE.fullmatch(where)
    if not found:
        raise UsageError(f"{where}: name a finding by its place, as in app.py:20")
    report = check([found["path"]], load(project_root([found["path"]])))
    path = os.path.relpath(found["path"], report.root).replace(os.sep, "/")
    here = [f for f in report.findings if (f.place.path, f.place.span.row) == (path, int(found["row"]))]
    for finding in here:
        if plays(finding):
            return finding, report.root
    rows = [str(f.place.span.row) for f in report.findings if f.place.path == path and plays(f)]
    known = f"; there are some in line {', '.join(rows)}" if rows else ""
    raise UsageError(f"{where}: {'this finding has no scenario that fails' if here else 'no finding'} here{known}")


def plays(finding: Finding) -> bool:
    """Does the scenario of a finding end in an exception, so that a test can fail?"""
    from statelint.findings.model import Severity

    return finding.scenario is not None and finding.severity is Severity.ERROR


def entry_of(finding: Finding, root: str) -> str:
    """The script that the app is started with, if the first event opens a page beside it; "" else."""
    from statelint.config import load
    from statelint.engine import explorer_of, whole_project
    from statelint.run import Run

    assert finding.scenario is not None
    first, config = finding.scenario.acts[0], load(root)
    if first.kind != "open":
        return ""
    apps = explorer_of(Run(whole_project(root, config), None, 1), config).project.apps
    return next((app.entry for app in apps if first.target in app.pages), "")


def test_file(finding: Finding, root: str, entry: str) -> str:
    """The text of the file; `root` is the way from its folder to the root of the finding's paths, `entry` what the app
    is started with if that is another script than the first one. Raises UsageError for a scenario that AppTest cannot
    play."""
    from statelint.report.scenario import line

    assert finding.scenario is not None
    script = script_of(finding.scenario)
    folder = script.rpartition("/")[0]
    return FILE.format(
        place=f"{finding.place.path}:{finding.place.span.row}",
        code=finding.code,
        message=finding.message.replace("\\", "\\\\"),
        story=line(finding.scenario).replace("\\", "\\\\"),
        root=root.replace(os.sep, "/"),
        folder=folder.removesuffix("pages").rstrip("/") if folder.rpartition("/")[2] == "pages" else folder,
        name=re.sub(r"\W+", "_", f"{finding.key or finding.name}_at_line_{finding.place.span.row}"),
        steps="\n".join(played(finding.scenario, script, entry)),
    )


def script_of(scenario: Scenario) -> str:
    """The script that the first event runs."""
    first = scenario.acts[0]
    if not first.target.endswith(".py"):
        raise UsageError(f"AppTest cannot open the page `{first.target}` of st.navigation by its URL")
    return first.target


def played(scenario: Scenario, script: str, entry: str) -> Iterator[str]:
    """The statements for all events; what must be set is, and a page is opened in the app that it belongs to."""
    so = [event for event in scenario.events if event.kind in CIRCUMSTANCES]
    for name, value in ((event.target, event.value) for event in so if event.kind == "variable"):
        change = f"delenv({name!r}, raising=False)" if value == UNSET else f'setenv({name!r}, "1")'
        yield f"    monkeypatch.{change}"
    given = [f'    app.secrets[{event.target!r}] = "1"' for event in so if event.kind == "secret"]
    if entry:
        given.append(f"    app.switch_page(str(ROOT / {script!r}))")
    for event in scenario.acts:
        yield from steps(event, entry or script, given)


def steps(event: Event, script: str, given: Sequence[str] = ()) -> Iterator[str]:
    """The statements for one event; those of `given` come before the first run of a session."""
    if event.dialog:
        raise UsageError(
            f"AppTest cannot work `{event.key or event.target}`: a dialog runs alone, which it does not play"
        )
    match event.kind:
        case "visit" | "open" | "second":
            yield f"    app = AppTest.from_file(str(ROOT / {script!r}), default_timeout=30)"
            yield from given
            yield "    app.run()"
        case "page":
            yield f"    app.switch_page(str(ROOT / {event.target!r})).run()"
        case "click" | "submit":
            yield WORK.format(name=event.key or event.target, change="widget.click().run()")
        case "set":
            if event.value is None:
                raise UsageError(f"AppTest cannot give `{event.key or event.target}` a value that nobody names")
            yield WORK.format(name=event.key or event.target, change=f"widget.set_value({literal(event)}).run()")
        case _:
            yield "    app.run()"
    yield "    fine(app)"


def literal(event: Event) -> str:
    """The value of an event as Python writes it."""
    value = event.value or ""
    return value if value in ("True", "False", "None") else repr(value)
