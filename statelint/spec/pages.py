"""The rule pages: found in the wheel or the checkout, parsed, compared with their rules, printed for a terminal."""

from __future__ import annotations

import textwrap
from functools import cache
from pathlib import Path

from statelint.rules.base import all_rules
from statelint.spec.model import Example, Page
from statelint.spec.parse import MARKER, parse

PACKAGE = Path(__file__).parent.parent
WIDTH = 88
BOLD, DIM, RED, END = "\033[1m", "\033[2m", "\033[31m", "\033[0m"


def folder() -> Path:
    """Where the pages lie: `statelint/_pages` in an installed wheel, `rules/` in a checkout."""
    installed = PACKAGE / "_pages"
    return installed if installed.is_dir() else PACKAGE.parent / "rules"


@cache
def load() -> tuple[Page, ...]:
    """Every page, by code; a PageError names the line that breaks the form."""
    files = sorted(folder().glob("LSS*.md"))
    return tuple(parse(file.name, file.read_text(encoding="utf-8")) for file in files)


def render(page: Page, color: bool) -> str:
    """The text of `statelint rule CODE`: the page without Markdown, examples indented, marked lines red."""
    paint = Paint(color)
    blocks = [
        paint.bold(f"{page.code} {page.name}") + "\n" + page.status.replace("*", ""),
        paint.bold("What it does") + "\n" + wrapped(page.what),
        paint.bold("Why is this bad") + "\n" + wrapped(page.why),
        *(render_example(example, paint) for example in page.examples),
        *(rule.url for rule in all_rules() if rule.code == page.code),
    ]
    return "\n\n".join(blocks) + "\n"


def render_example(example: Example, paint: Paint) -> str:
    parts = [paint.bold(f"{example.kind.capitalize()}: {example.title}")]
    if example.prose:
        parts.append(wrapped(example.prose))
    for file in example.files:
        lines = (paint.red(line) if MARKER.search(line) else line for line in file.text.splitlines())
        name = [paint.dim(f"{file.name}:")] if len(example.files) > 1 else []
        parts.append("\n".join([*name, *(f"    {line}".rstrip() for line in lines)]))
    steps = example.newest.steps
    parts += ["\n".join(paint.dim(f"    {step} -> {step.outcome}") for step in steps)] if steps else []
    return "\n\n".join(parts)


def wrapped(prose: str) -> str:
    """Paragraphs filled to the width of a terminal."""
    return "\n\n".join(textwrap.fill(paragraph, WIDTH) for paragraph in prose.split("\n\n"))


class Paint:
    """Colours for a terminal, or none."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def bold(self, text: str) -> str:
        return self.wrap(BOLD, text)

    def dim(self, text: str) -> str:
        return self.wrap(DIM, text)

    def red(self, text: str) -> str:
        return self.wrap(RED, text)

    def wrap(self, code: str, text: str) -> str:
        return f"{code}{text}{END}" if self.color else text
