"""The clauses of rules, one small app each, both ways: what a rule reports is exactly the lines marked `# error`.

A section is `## LSS303: title`, or `## LSS308 until 1.62: title` for an app that targets that release. Streamlit is
imported above each of its files, and all of them enforce that the state can be pickled.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from kit import BLOCK, IMPORT, SECTION, look

from statelint.config import Config

APP = 'import streamlit as st; st.title("App")\n'
TITLE = re.compile(r"(LSS\d{3})(?: until (\d\.\d+))?: (.+)")


def clauses() -> list[object]:
    found = []
    for path in sorted((Path(__file__).parent / "clauses").glob("*.md")):
        parts = SECTION.split(path.read_text(encoding="utf-8"))[1:]
        for title, text in zip(parts[::2], parts[1::2], strict=True):
            named = TITLE.fullmatch(title)
            assert named, title
            files = {name or "app.py": code for name, code in BLOCK.findall(text)}
            found.append(pytest.param(named[1], named[2], files, id=f"{named[1]} {named[3]}"))
    return found


@pytest.mark.parametrize(("code", "release", "files"), clauses())
def test_a_rule_reports_the_marked_lines(code: str, release: str | None, files: dict[str, str]) -> None:
    app = {name: (APP if name == "app.py" else IMPORT) + text for name, text in files.items()}
    findings = look(app, Config(select=(code,), target_streamlit=release, serializable=True)).findings
    rows = ((name, row, line) for name in sorted(app) for row, line in enumerate(app[name].splitlines(), 1))
    marked = [(name, row) for name, row, line in rows if "# error" in line]
    assert sorted((finding.place.path, finding.place.span.row) for finding in findings) == marked
