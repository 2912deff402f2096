"""Derives statelint/streamlit_api/api.json from Streamlit's own packages, with pip.

    python tools/derive_api.py --add 1.68      probe one more release and date the facts that it changes
    python tools/derive_api.py --all           probe every release from 1.28 on again
    python tools/derive_api.py --changes 1.45  print what changed after that release; probes nothing

Each release is installed into an environment of its own, and api_probe.py runs there.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from itertools import pairwise
from pathlib import Path

import api_timeline

TOOLS = Path(__file__).resolve().parent
DATA = TOOLS.parent / "statelint" / "streamlit_api" / "api.json"
OLDEST = (1, 28)
# What a release needs besides its own requirements: bounds that it lacks, and what `st.pdf` draws with.
WORDS = ("signature", "is", "identity", "bases", "methods", "underscored")  # facts whose change is told word by word
PINS = {(1, 28): ["pyarrow<20"], (1, 37): [], (1, 49): ["streamlit-pdf<2"], (1, 51): ["streamlit-pdf"]}


def main() -> None:
    arguments = _arguments()
    if arguments.changes:
        print_changes(api_timeline.load(arguments.data.read_text(encoding="utf-8")), arguments.changes)
        return
    history = {} if arguments.all else api_timeline.load(arguments.data.read_text(encoding="utf-8"))
    for release in published() if arguments.all else [arguments.add]:
        history[release] = api_timeline.compact(probe(release, arguments.environments))
        sys.stderr.write(f"{release}: {len(history[release])} names\n")
        ordered = {known: history[known] for known in sorted(history, key=number)}
        arguments.data.write_text(api_timeline.dump(ordered), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--add", metavar="RELEASE", help="probe this release, for example 1.68")
    choice.add_argument("--all", action="store_true", help="probe every published release")
    choice.add_argument("--changes", metavar="RELEASE", help="print the changes after this release")
    parser.add_argument("--data", metavar="FILE", type=Path, default=DATA, help="this data file instead of ours")
    parser.add_argument("--environments", metavar="FOLDER", type=Path, help="keep environments there, use them again")
    return parser.parse_args()


def number(release: str) -> tuple[int, ...]:
    """(1, 68) of "1.68"."""
    return tuple(int(part) for part in release.split("."))


def published() -> list[str]:
    """Every minor release from 1.28 on, oldest first, as the package index knows them."""
    command = [sys.executable, "-m", "pip", "index", "versions", "streamlit"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    minors = {number(version) for version in re.findall(r"\b(\d+\.\d+)\.0\b", text)}
    return [".".join(map(str, minor)) for minor in sorted(minors) if minor >= OLDEST]


def probe(release: str, environments: Path | None) -> api_timeline.Facts:
    """What api_probe.py finds in an environment with this release; a new one, unless `environments` has it already."""
    with tempfile.TemporaryDirectory(prefix="derive-api-") as passing:
        folder = (environments or Path(passing)) / release
        python = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
        if not folder.exists():
            venv.create(folder, with_pip=True)
            _run([python, "-m", "pip", "install", "--quiet", *_requirements(release)])
        found: api_timeline.Facts = json.loads(_run([python, str(TOOLS / "api_probe.py")]).splitlines()[-1])
    return found


def _requirements(release: str) -> list[str]:
    pins = next(pins for since, pins in reversed(PINS.items()) if since <= number(release))
    return [f"streamlit=={release}.0", "plotly", *pins]


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"derive_api: {' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


def print_changes(history: dict[str, api_timeline.Facts], after: str) -> None:
    """One line per name and release: what is new, changed or gone after the release `after`."""
    releases = list(history)
    for before, now in pairwise(releases[releases.index(after) :]):
        for name in sorted(history[before].keys() | history[now].keys()):
            if change := _change(history[before].get(name), history[now].get(name)):
                sys.stdout.write(f"{now}  {name}: {change}\n")


def _change(before: dict[str, object] | None, now: dict[str, object] | None) -> str:
    if before is None:
        return "new"
    if now is None:
        return "gone"
    facts = [fact for fact in sorted(before.keys() | now.keys()) if before.get(fact) != now.get(fact)]
    return "; ".join(f"{fact} {_difference(fact, before.get(fact), now.get(fact))}" for fact in facts)


def _difference(fact: str, before: object, now: object) -> str:
    if fact not in WORDS:
        return f"{json.dumps(before)} -> {json.dumps(now)}"
    old, new = api_timeline.words(fact, before), api_timeline.words(fact, now)
    return " ".join([f"+{word}" for word in new if word not in old] + [f"-{word}" for word in old if word not in new])


if __name__ == "__main__":
    main()
