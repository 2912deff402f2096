"""Every example of every rule page, given to the linter: the marked lines are reported, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from statelint.spec import apptest, pages
from statelint.spec.linter import lint
from statelint.spec.model import Example

EXAMPLES = [
    pytest.param(page.code, example, id=f"{page.code} {example.title}")
    for page in pages.load()
    for example in page.examples
]


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_the_linter_reports_the_marked_lines(code: str, example: Example, tmp_path: Path) -> None:
    apptest.write(example, tmp_path)
    found = [(finding.code, finding.place.path, finding.place.span.row) for finding in lint(tmp_path, code)]
    assert found == [(code, path, row) for path, row in example.markers]
