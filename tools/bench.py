"""Processor time of statelint beside ruff and flake8 on a folder of apps, measured in turn so that ratios hold.

    python tools/bench.py FOLDER [ROUNDS]

In: a folder, which is copied. Out: a table of medians, each with its ratio to the linter that it is compared with.
Wants statelint, ruff and flake8 in the environment that runs it.
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

LINT = [sys.executable, "-m", "statelint", "."]
RUFF = ["ruff", "check", "--isolated", "--select", "F632", "."]
FLAKE8 = [sys.executable, "-m", "flake8", "--isolated", "-j1", "."]
IDLE = "from statelint.front.flake8 import Plugin; Plugin.run = lambda self: (); from flake8.main.cli import main; "
ALONE = [sys.executable, "-c", IDLE + "raise SystemExit(main(['--isolated', '-j1', '.']))"]
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
            if "unchanged" in name:  # what was only just written is not trusted, so it takes a run to settle
                time.sleep(2.1)
                seconds(words, folder)
                seconds(words, folder)
            times[name].append(seconds(words, folder))
    return {name: each[1:] for name, each in times.items()}


def main(source: str, rounds: int) -> None:
    """Measure a copy of `source` and print the table."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(shutil.copytree(source, os.path.join(temporary, "apps")))
        (folder / "pyproject.toml").touch()
        shutil.rmtree(folder / CACHE, ignore_errors=True)
        times = {name: statistics.median(each) for name, each in measure(folder, rounds).items()}
        files = list(folder.rglob("*.py"))
        print(f"{len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB, {rounds} rounds")
        for name, (_, _, other) in cases(folder).items():
            ratio = f"{times[name] / times[other]:5.2f} x {other}" if other else ""
            print(f"{times[name]:8.3f} s  {name:36}  {ratio}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5)
