"""Processor time of statelint beside ruff and flake8 on projects, measured in turn so that ratios hold.

    python tools/bench.py ROUNDS PROJECT...

In: project folders, which are copied. Out: the sums of the medians, each with its ratio to the linter it is compared
with, and the least and the largest ratio of any project. Wants statelint, ruff and flake8 in the environment that runs
it.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flake8_alone import flake8

LINT = [sys.executable, "-m", "statelint", "."]
RUFF = ["ruff", "check", "--isolated", "--select", "F632", "."]
ALONE = [*flake8(), "."]
FLAKE8 = [*flake8("streamlit-statelint"), "."]
CACHE = ".statelint_cache"


def seconds(words: list[str], folder: Path) -> float:
    """User and system time of one process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cases(folder: Path) -> dict[str, tuple[list[str], Callable[[], object], str]]:
    """What is measured: the command, what is done before it, and what it is compared with."""
    largest = max(folder.rglob("*.py"), key=lambda path: b"session_state" in path.read_bytes() and path.stat().st_size)

    def cold() -> None:
        shutil.rmtree(folder / CACHE, ignore_errors=True)

    def change() -> None:
        with largest.open("a") as file:
            file.write("\nmark = 1\n")

    def nothing() -> None:
        return None

    return {
        "ruff, unchanged, nothing to report": (RUFF, nothing, ""),
        "flake8 alone, -j1": (ALONE, nothing, ""),
        "statelint, cold, -j1": ([*LINT, "-j1"], cold, "flake8 alone, -j1"),
        "statelint, unchanged": (LINT, nothing, "ruff, unchanged, nothing to report"),
        "statelint, one file changed": (LINT, change, "statelint, unchanged"),
        "flake8 with the plugin, cold": (FLAKE8, cold, "flake8 alone, -j1"),
        "flake8 with the plugin, unchanged": (FLAKE8, nothing, "flake8 alone, -j1"),
    }


def measure(folder: Path, rounds: int) -> dict[str, list[float]]:
    """The seconds of each round, after one that only warms everything up."""
    measured = cases(folder)
    times: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(rounds + 1):
        for name, (words, before, _) in measured.items():
            before()
            if name.endswith("unchanged"):  # what was only just written is not trusted, so it takes a run to settle
                time.sleep(2.1)
                seconds(words, folder)
            times[name].append(seconds(words, folder))
    return {name: each[1:] for name, each in times.items()}


def medians(source: str, rounds: int) -> dict[str, float]:
    """The seconds of each case on a copy of one project."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(shutil.copytree(source, os.path.join(temporary, "apps"), symlinks=True))
        (folder / "pyproject.toml").touch()
        shutil.rmtree(folder / CACHE, ignore_errors=True)
        return {name: statistics.median(each) for name, each in measure(folder, rounds).items()}


def main(rounds: int, sources: list[str]) -> None:
    """Measure each project and print the table."""
    times = [medians(source, rounds) for source in sources]
    files = [path for source in sources for path in Path(source).rglob("*.py")]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(sources)} projects, {len(files)} files, {size:.1f} MB, {rounds} rounds")
    for name, (_, _, other) in cases(Path(sources[0])).items():
        total = sum(each[name] for each in times)
        ratios = sorted(each[name] / each[other] for each in times) if other else []
        compared = f"{total / sum(each[other] for each in times):6.2f} x {other}" if other else ""
        span = f" ({ratios[0]:.2f} to {ratios[-1]:.2f})" if len(ratios) > 1 else ""
        print(f"{total:8.3f} s  {name:36}  {compared}{span}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
