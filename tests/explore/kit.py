"""Looks at small apps: files in memory in, findings and ledger out; and a table of apps in Markdown in, cases out.

A table has one section for each case. `#! code` behind a line is what the line is in the broken sibling (`#!` alone
drops it), `# fails` marks the lines that must be reported there. The case as it stands must be silent and all its reads
safe, but for `# silent`, and for `# later`, which fails in a later run and is reported. START, before every script,
lets a later run set the usual keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from statelint.config import Config
from statelint.engine import judge, observe
from statelint.explore.observations import Judged
from statelint.findings.model import Finding
from statelint.findings.selection import Selection
from statelint.rules.base import all_rules
from statelint.run import Run
from statelint.source.inputs import Inputs

IMPORT = "import streamlit as st\n"
START = """\
import streamlit as st

given = st.text_input("Given")
if st.button("Set"):
    st.session_state.update(a=given, b=given, k=given, item=given, role=given, step=given, user=given)

"""
SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
BLOCK = re.compile(r"(?:^`([^`\n]+)`:\n+)?^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SCENARIO = re.compile(r"^```run\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OTHERWISE = re.compile(r" *#!(.*)$")


@dataclass(frozen=True, slots=True)
class Seen:
    """What linting an app gave."""

    findings: tuple[Finding, ...]
    ledger: tuple[Judged, ...]

    @property
    def places(self) -> list[tuple[str, int]]:
        """Where something is reported, and which rows."""
        return sorted((finding.place.path, finding.place.span.row) for finding in self.findings)


def look(files: dict[str, str], config: Config | None = None) -> Seen:
    """Lint files in memory. Raises AssertionError if the linter fails at any of them."""
    config = config or Config()
    names = tuple(sorted(name for name in files if name.endswith(".py")))
    settings = tuple(sorted(files.keys() - names))
    run = Run(Inputs(str(Path.cwd()), names, names, settings, lambda path: files[path].encode()))
    observed = observe(run, config)
    rules = all_rules()
    findings = Selection(config.select, config.ignore, config.min_confidence).apply(judge(run, rules, observed))
    assert not run.faults, run.faults[0].trace or run.faults[0].message
    return Seen(tuple(findings), tuple(row for one in observed for row in one.ledger))


@dataclass(frozen=True, slots=True)
class Case:
    """A section of a table: the files as written, with their markers, and the lines of a scenario if there is one."""

    title: str
    files: tuple[tuple[str, str], ...]
    scenario: tuple[str, ...] = ()

    def app(self, broken: bool = False) -> dict[str, str]:
        """The files of the app as it should be, or of its broken sibling."""
        return {name: "".join(map(sibling if broken else str, text.splitlines(True))) for name, text in self.files}

    @property
    def has_sibling(self) -> bool:
        return any("#!" in text for _, text in self.files)

    def marked(self, marker: str) -> list[tuple[str, int]]:
        """Lines that carry a marker, in order."""
        rows = ((name, row, line) for name, text in self.files for row, line in enumerate(text.splitlines(), 1))
        return sorted((name, row) for name, row, line in rows if f"# {marker}" in line)


def sibling(line: str) -> str:
    """The line of the broken app."""
    found = OTHERWISE.search(line)
    if not found:
        return line
    code, indent = found[1].strip(), line[: len(line) - len(line.lstrip())]
    return f"{indent}{code or 'pass'}\n"


def table(path: Path) -> list[Case]:
    """The cases of a table."""
    parts = SECTION.split(path.read_text(encoding="utf-8"))[1:]
    return [
        Case(title, tuple(blocks(text)), tuple("".join(SCENARIO.findall(text)).splitlines()))
        for title, text in zip(parts[::2], parts[1::2], strict=True)
    ]


def blocks(text: str) -> list[tuple[str, str]]:
    """The files of a section; START comes before a script, IMPORT before others, if they do not import Streamlit."""
    found = []
    for name, code in BLOCK.findall(text):
        start = "" if "import streamlit" in code else IMPORT if name else START
        found.append((name or "app.py", start + code))
    return found
