"""How much of what fails the linter reports, and whether what it reports fails: on random apps, played exhaustively.

    python tests/explore/completeness.py NUMBER SEED

In: how many apps, and which. Out: what fails within four events after a first visit, what of it is not reported, and
what is reported and does not fail; exit code 1 if any report is wrong or less than 99 % is reported. The apps are
those of random_apps.py; the reference runtime judges.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, seed, settings
from kit import look
from random_apps import apps
from test_random_apps import missed, unsound
from visits import Visits, lay

GOAL = 0.99


class Tally:
    """What was counted, and an app for each thing that is wrong."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.wrong: list[tuple[dict[str, str], str]] = []

    def app(self, files: dict[str, str]) -> None:
        """One more app."""
        seen = look(files)
        with TemporaryDirectory() as name:
            folder = lay(files, Path(name).resolve())
            false = [told for finding in seen.findings if (told := unsound(folder, finding))]
            visits = Visits(folder).walk()
        silent = missed(seen, visits)
        self.count.update(apps=1, runs=visits.runs, failing=len(visits.failing), missed=len(silent), unsound=len(false))
        self.count.update({"apps played in part": not visits.whole, "reports": len(seen.findings)})
        self.wrong.extend((files, told) for told in (*silent, *false))

    @property
    def share(self) -> float:
        """How much of what fails is reported."""
        return 1 - self.count["missed"] / max(self.count["failing"], 1)


def main(number: int, start: int) -> int:
    tally = Tally()

    @seed(start)
    @settings(
        max_examples=number, phases=[Phase.generate], deadline=None, database=None, suppress_health_check=HealthCheck
    )
    @given(apps())
    def play(files: dict[str, str]) -> None:
        tally.app(files)

    play()
    for files, told in sorted(tally.wrong, key=lambda one: sum(map(len, one[0].values())))[:5]:
        print(told, *(f"# {name}\n{text}" for name, text in files.items()), sep="\n")
    print(", ".join(f"{count} {name}" for name, count in tally.count.items()), f"{tally.share:.1%} reported", sep="; ")
    return int(tally.share < GOAL or tally.count["unsound"] > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
