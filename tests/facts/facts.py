"""The numbered facts about session state: Markdown files of this folder in, facts with their cases out.

A file is `NN-what.md`: the title `# NN What is so`, and a `## case` for each app that shows it, with Python blocks and
`run` blocks as on a rule page; or the title and the line `Not played, because …`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from statelint.spec.model import Example, PageError
from statelint.spec.parse import app, split

FOLDER = Path(__file__).parent
TITLE = re.compile(r"# (\w+) (.+)")
NUMBERS = (*map(str, range(1, 88)), *(f"Q{number}" for number in range(1, 11)), "R1")
HEAD = """\
# Facts about session state

What the linter relies on, shown by `test_facts.py` on Streamlit and by `test_facts_on_runtime.py` on the reference
runtime. Q are those that AppTest alone cannot show, R what newer releases brought. This table is written by
`python tests/facts/facts.py`.
"""
UNPLAYED = re.compile(r"Not played, because (.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, and the apps that show it, or the reason why none does."""

    number: str
    title: str
    path: str
    cases: tuple[Example, ...]
    unplayed: str = ""


def load() -> tuple[Fact, ...]:
    """Every fact, by number."""
    files = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
    return tuple(parse(file.name, file.read_text(encoding="utf-8")) for file in files)


def parse(path: str, text: str) -> Fact:
    head, *sections = split(path, text)
    title = TITLE.fullmatch(head.title)
    if not title or not path.startswith(f"{title[1].lower().zfill(2)}-"):
        raise PageError(path, 1, f"the title must be `# NN what is so` with the number of the file, not `{head.title}`")
    unplayed = UNPLAYED.fullmatch(head.text)
    if bool(unplayed) == bool(sections):
        raise PageError(path, 1, "a fact has cases, or a line `Not played, because …`")
    cases = []
    for section in sections:
        files, markers, plays = app(path, section)
        if markers or not section.title.startswith("## "):
            raise PageError(path, section.row, "a case is `## what it shows` with an app in which nothing is marked")
        cases.append(Example("fact", section.title.removeprefix("## "), section.row, section.text, files, (), plays))
    return Fact(title[1], title[2], path, tuple(cases), unplayed[1] if unplayed else "")


def table() -> str:
    """README.md of this folder: each fact with its cases, and who shows them."""
    rows = [row(fact) for fact in load()]
    return "\n".join([HEAD, "| fact | what is so | cases | shown by |", "|---|---|---|---|", *rows, ""])


def row(fact: Fact) -> str:
    plays = [play for case in fact.cases for play in case.plays]
    witnesses = [
        *(["AppTest"] if any(not play.browser for play in plays) else []),
        *(["browser"] if any(play.browser for play in plays) else []),
        *(["runtime"] if plays else []),
    ]
    shown = f"not played, because {fact.unplayed}" if fact.unplayed else ", ".join(witnesses)
    cells = (f"[{fact.number}]({fact.path})", fact.title, str(len(fact.cases)), " ".join(shown.split()).rstrip("."))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    (FOLDER / "README.md").write_text(table(), encoding="utf-8")
