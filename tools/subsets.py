"""Whether what is said of a file depends on which others are named with it: random parts of projects against the whole.

    python tools/subsets.py NUMBER PROJECT...

In: how many parts to try, and project folders, which are copied. Out: a line for each project, and exit code 1 if any
part was told anything else of its files than the whole was. So that there is much to tell, the copies set no key that
they read any more, and everything is reported that is possible at all.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
import tempfile
from pathlib import Path

from statelint.config import Config
from statelint.engine import check, inputs_of
from statelint.report.model import Report

CONFIG = Config(select=("ALL",), min_confidence="possible")


ASSIGNED = re.compile(rb"""(session_state(?:\.|\[["']))(\w+)((?:["']\])?\s*=[^=])""")


def unset(project: Path) -> None:
    """Give every key another name where it is assigned."""
    for path in project.rglob("*.py"):
        if path.is_file():
            path.write_bytes(ASSIGNED.sub(rb"\1\2_otherwise\3", path.read_bytes()))


def said(report: Report, paths: set[str]) -> list[str]:
    """Everything that is said of some files."""
    return [repr(finding) for finding in report.findings if finding.place.path in paths]


def differing(project: Path, number: int, chance: random.Random) -> tuple[int, int, list[list[str]]]:
    """How many findings the whole has, how many all parts together, and the parts that were told something else."""
    names = inputs_of([str(project)], CONFIG).chosen
    whole = check([str(project)], CONFIG)
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
            unset(project)
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
