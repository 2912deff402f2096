"""The example of the README is a test that passes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

README = Path(__file__).parent.parent.parent / "README.md"
BLOCK = re.compile(r"```python\n# (\S+\.py)\n(.+?)```", re.DOTALL)


def test_the_example_of_the_readme_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = dict(BLOCK.findall(README.read_text(encoding="utf-8")))
    # The first line of a block is its name, which counts as a line of the file.
    (tmp_path / "app.py").write_text("# app.py\n" + blocks["app.py"], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(blocks["test_app.py"], names)
    example = names["test_the_rows_can_be_loaded"]
    assert callable(example)
    example()
