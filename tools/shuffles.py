"""Whether the order of the arguments, the number of processes or the hash seed changes a byte of what is printed.

    python tools/shuffles.py NUMBER PROJECT...

In: how many runs to compare, and project folders, which are copied into one and spoiled as `subsets.py` does. Out: one
line, and exit code 1 if any two runs of the command printed different bytes. Nothing is kept between the runs.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from subsets import spoil

JOBS: tuple[list[str], ...] = (["-j1"], ["-j2"], ["-j4"], [])
COMMAND = [sys.executable, "-m", "statelint", "--no-cache", "--output-format=json", "--select=ALL"]


def printed(folder: Path, names: list[str], jobs: list[str], seed: int) -> bytes:
    """What the command prints on stdout. Raises SystemExit if it says anything besides."""
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    ran = subprocess.run([*COMMAND, *jobs, *names], cwd=folder, env=environment, capture_output=True, check=False)
    if ran.returncode not in (0, 1) or ran.stderr:
        raise SystemExit(ran.stderr.decode(errors="replace"))
    return ran.stdout


def main(number: int, sources: list[str]) -> int:
    """Run the command `number` times and compare."""
    chance = random.Random(number)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "pyproject.toml").touch()
        for source in sources:
            shutil.copytree(source, folder / Path(source).name, symlinks=True)
        spoil(folder, chance)
        names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.py") if path.is_file())
        outputs = set()
        for count in range(number):
            chance.shuffle(names)
            outputs.add(printed(folder, names, JOBS[count % len(JOBS)], chance.randrange(1000)))
        findings = outputs.copy().pop().count(b'"code"')
    print(f"{number} runs over {len(names)} files: {findings} findings, {len(outputs)} different outputs")
    return 1 if len(outputs) > 1 else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
