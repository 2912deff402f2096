"""Every source in golden/ lowers to the dump beside it. STATELINT_UPDATE=1 rewrites the dumps; read the difference."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from statelint.ir.dump import dump
from statelint.ir.stmt import ModuleIR
from statelint.lower import lower

SOURCES = sorted((Path(__file__).parent / "golden").glob("*.py"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_lowers_to_the_dump_beside_it(source: Path) -> None:
    module = lower(source.name, source.read_bytes())
    assert isinstance(module, ModuleIR), module
    expected = source.with_suffix(".ir")
    if os.environ.get("STATELINT_UPDATE") == "1":
        expected.write_text(dump(module), encoding="utf-8")
    assert dump(module) == expected.read_text(encoding="utf-8")
