"""The scenario that a finding carries is played on real Streamlit: it must end at that line with that exception."""

from __future__ import annotations

from pathlib import Path

import pytest

from statelint.spec import apptest, pages
from statelint.spec.linter import entry, lint, steps
from statelint.spec.model import Example

pytest.importorskip("streamlit")

KEY_CODES = ("LSS101", "LSS103", "LSS104")
BAD = [
    pytest.param(example, id=f"{page.code} {example.title}")
    for page in pages.load()
    for example in page.of_kind("bad")
    if page.code in KEY_CODES
]


@pytest.mark.parametrize("example", BAD)
def test_the_scenario_ends_where_the_finding_stands(example: Example, tmp_path: Path) -> None:
    apptest.write(example, tmp_path)
    findings = [finding for finding in lint(tmp_path) if finding.code in KEY_CODES]
    assert findings
    for finding in findings:
        assert finding.scenario is not None
        *before, last = apptest.play(tmp_path, steps(finding.scenario), entry(finding.scenario))
        assert [end.exception for end in before] == [""] * len(before)
        promised = finding.caption.split()[0]
        assert (last.exception, last.path, last.row) == (promised, finding.place.path, finding.place.span.row)
