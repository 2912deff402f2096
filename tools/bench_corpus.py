"""Compares the CPU time of `statelint --no-cache` and `flake8 --isolated -j1` on the same files, both in one run.

    python tools/bench_corpus.py FOLDER [--only TEXT] [--rounds N] [--elapsed]

FOLDER holds repositories. In each of them both linters run on its Python files, one right after the other, so that a
busy machine slows down both; start-up counts. Both are started once beforehand, so that their bytecode is there, as it
is after an installation. With --elapsed, what a user waits for instead: statelint alone, with as many processes as it
takes by itself; that needs a quiet machine.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from flake8_alone import flake8

from statelint.source.ignore import exclusion
from statelint.source.inputs import find

# The command, its stages counted in CPU time.
STATELINT = "import time; time.perf_counter = time.process_time; from statelint.cli import command; command()"
FRONT = ("discover", "read", "lower")
BACK = ("explore", "rules")
# The goals: shares of flake8's time.
GOALS = {"front end": 0.6, "explore + rules": 0.4, "whole": 1.0}


@dataclass(frozen=True, slots=True)
class Row:
    """Seconds in one repository; `stages` are parts of `whole`, the rest is start-up, project and printing."""

    name: str
    whole: float
    flake8: float
    stages: dict[str, float]

    def sum_of(self, names: tuple[str, ...]) -> float:
        return sum(self.stages.get(name, 0.0) for name in names)


def main() -> None:
    """Measure, and print the ratios, the slowest repositories, and how many stay under a second."""
    arguments = _arguments()
    folders = sorted(path for path in Path(arguments.folder).iterdir() if path.is_dir() and arguments.only in path.name)
    if not folders:
        raise SystemExit(f"{arguments.folder}: no repository whose name contains `{arguments.only}`")
    if arguments.elapsed:
        waited(folders[0])
        slowest([waited(folder) for _ in range(arguments.rounds) for folder in folders])
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # neither linter may share its work among processes
    measure(folders[0])
    report([measure(folder) for _ in range(arguments.rounds) for folder in folders])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", help="a folder of repositories")
    parser.add_argument("--only", default="", metavar="TEXT", help="repositories whose name contains this")
    parser.add_argument("--rounds", type=int, default=1, metavar="N", help="how often each repository is measured")
    parser.add_argument("--elapsed", action="store_true", help="seconds that pass, not those of the processor")
    return parser.parse_args()


def measure(folder: Path) -> Row:
    """Both linters in one repository."""
    files = [os.path.relpath(path, folder) for path in _files(folder)]
    whole, printed = cpu([sys.executable, "-c", STATELINT, "--no-cache", "--statistics", "."], folder)
    other, _ = cpu([*flake8(), *files], folder)
    return Row(folder.name, whole, other, _stages(printed))


def waited(folder: Path) -> Row:
    """statelint in one repository, in seconds that pass."""
    begun = time.perf_counter()
    _, printed = cpu([sys.executable, "-m", "statelint", "--no-cache", "--statistics", "."], folder)
    return Row(folder.name, time.perf_counter() - begun, 0.0, _stages(printed))


def _stages(printed: str) -> dict[str, float]:
    """The seconds of each stage, as --statistics tells them."""
    lines = printed.partition("\nseconds\n")[2].splitlines()
    return {line.split()[1]: float(line.split()[0]) for line in lines if line}


def _files(folder: Path) -> list[str]:
    found = find([str(folder)], exclusion())
    return [os.path.join(found.root, path) for path in found.chosen]


def cpu(command: list[str], folder: Path) -> tuple[float, str]:
    """The CPU seconds of a command, and what it printed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        printed = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command[:6])} in {folder} ends with {process.returncode}")
    return used.ru_utime + used.ru_stime, printed


def report(rows: list[Row]) -> None:
    """The ratios of all runs together, and the repositories that take longest."""
    flake8 = sum(row.flake8 for row in rows)
    seconds = {
        "front end": sum(row.sum_of(FRONT) for row in rows),
        "explore + rules": sum(row.sum_of(BACK) for row in rows),
        "whole": sum(row.whole for row in rows),
    }
    print(f"{len(rows)} runs, flake8 {flake8:.1f} s")
    for name, taken in seconds.items():
        print(f"{taken / flake8:>7.3f}  {name} ({taken:.1f} s; goal {GOALS[name]})")
    slowest(rows)


def slowest(rows: list[Row]) -> None:
    """How many repositories take less than a second to explore, and those that take longest."""
    print(f"explore + rules: {sum(1 for row in rows if row.sum_of(BACK) < 1)} of {len(rows)} under 1 s; the slowest:")
    for row in sorted(rows, key=lambda row: -row.sum_of(BACK))[:5]:
        print(f"{row.sum_of(BACK):>7.2f} s of {row.whole:.2f} s  {row.name}")


if __name__ == "__main__":
    main()
