"""Whether what is said of a file depends on which others are named with it: random parts of projects against the whole.

    python tools/subsets.py NUMBER PROJECT...

In: how many parts to try, and project folders, which are copied. Out: a line for each project, and exit code 1 if any
part was told anything else of its files than the whole was. So that there is much to tell, the copies are spoiled, and
everything is reported that is possible at all. The parts share a cache, as one commit after another does; the whole has
nothing to do with it.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from statelint.config import Config
from statelint.engine import check, inputs_of
from statelint.report.model import Report

CONFIG = Config(select=("ALL",), min_confidence="possible")

ASSIGNED = re.compile(rb"""(session_state(?:\.|\[["']))(\w+)((?:["']\])?\s*=[^=])""")
DRAWN = b"""
import streamlit as _st
if _st.button("press", key=f"press {__name__}"):
    _st.write(_st.session_state.never_set)
_st.session_state.setdefault("set", 0)  # statelint: ignore[LSS101] nothing to hide
"""


def spoil(project: Path, chance: random.Random) -> None:
    """Draw a button that fails in every file that draws, and give the keys of some files another name where they are
    assigned: in all of them, apps would fail before they come to anything else."""
    for path in sorted(project.rglob("*.py")):
        if path.is_file():
            data = path.read_bytes()
            data = ASSIGNED.sub(rb"\1\2_otherwise\3", data) if chance.random() < 0.2 else data
            path.write_bytes(data + DRAWN if b"streamlit" in data else data)


def said(report: Report, paths: set[str]) -> list[str]:
    """Everything that is said of some files."""
    return [repr(finding) for finding in report.findings if finding.place.path in paths]


def differing(project: Path, number: int, chance: random.Random) -> tuple[int, int, list[list[str]]]:
    """How many findings the whole has, how many all parts together, and the parts that were told something else."""
    names = inputs_of([str(project)], CONFIG).chosen
    whole = check([str(project)], replace(CONFIG, no_cache=True))
    told, wrong = 0, []
    for _ in range(number if names else 0):
        part = chance.sample(names, chance.randint(1, max(1, len(names) // 2)))
        findings = said(check([str(project / name) for name in part], CONFIG), set(part))
        told += len(findings)
        if findings != said(whole, set(part)):
            wrong.append(part)
    return len(whole.findings), told, wrong


def main(number: int, sources: list[str]) -> int:
    """Try `number` parts, shared out among the projects."""
    chance = random.Random(number)
    failed = 0
    for count, source in enumerate(sources):
        parts = number * (count + 1) // len(sources) - number * count // len(sources)
        with tempfile.TemporaryDirectory() as temporary:
            project = Path(shutil.copytree(source, os.path.join(temporary, "project"), symlinks=True))
            (project / ".git").mkdir(exist_ok=True)
            spoil(project, chance)
            os.chdir(project)
            whole, told, wrong = differing(project, parts, chance)
            os.chdir("/")
        print(f"{Path(source).name}: {whole} findings, {told} in {parts} parts, {len(wrong)} parts differ", flush=True)
        for part in wrong[:3]:
            print("  ", *part)
        failed += len(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
