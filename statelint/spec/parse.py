"""Markdown of a rule page in, a Page out; whatever breaks the form is a PageError with its line.

The form: `# LSS101 name`, one status line, `## What it does`, `## Why is this bad`, `## Bad: …`, two or more
`## Good: …`, `## Limit: …`. An example is its Python and toml blocks (`` `other.py`: `` above a block names it) and one
`run` block, or one for each range of releases: `run until 1.38`, `run since 1.39 until 1.54`, `run since 1.55`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from statelint.spec.model import (
    ACTIONS,
    BROWSER_ONLY,
    ENTRY,
    PAGE_ACTIONS,
    Example,
    File,
    Outcome,
    Page,
    PageError,
    Play,
    Step,
)

KINDS = ("bad", "good", "limit")
LEAST = {"bad": 1, "good": 2}
TITLE = re.compile(r"# (LSS\d{3}) ([a-z][a-z0-9-]*)")
FILE_NAME = re.compile(r"`([^`]+)`:")
MARKER = re.compile(r"#\s*error\s*$")
RUN = re.compile(r"run(?: since (\d+)\.(\d+))?(?: until (\d+)\.(\d+))?")
BROWSER = re.compile(r"browser: (\w+)")
UNPLAYED = re.compile(r"run: none, because (.+)")
STEP = re.compile(
    r'(?P<action>\w+)(?: "(?P<label>[^"]+)"| (?P<page>[\w./-]+\.py))?(?: "(?P<value>[^"]*)")?\s+-> (?P<end>.+)'
)
OUTCOME = re.compile(
    r'(?:ok|(?P<exception>[A-Z]\w+)(?: at (?P<path>[\w./-]+):(?P<row>\d+))?)(?P<shows>(?:, shows "[^"]+")*)'
)


@dataclass(slots=True)
class Fence:
    """A fenced block; `name` is the file name on the line above it, `row` that of its first line of content."""

    info: str
    name: str
    row: int
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    title: str
    row: int
    prose: list[str] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.prose).strip()


def parse(path: str, text: str) -> Page:
    """A page from its text; `path` is its file name, which must be made of code and name."""
    head, *sections = split(path, text)
    title = TITLE.fullmatch(head.title)
    if not title or path != f"{title[1]}-{title[2]}.md":
        raise PageError(path, 1, f"the title must be the code and name of the file, not `{head.title}`")
    if len(sections) < 2 or [s.title for s in sections[:2]] != ["## What it does", "## Why is this bad"]:
        raise PageError(path, head.row, "the page must go on with `## What it does` and `## Why is this bad`")
    what, why, *rest = sections
    examples = tuple(example(path, section) for section in rest)
    kinds = [example.kind for example in examples]
    if kinds != sorted(kinds, key=KINDS.index):
        raise PageError(path, rest[0].row, "the examples must come in the order Bad, Good, Limit")
    for kind, least in LEAST.items():
        if kinds.count(kind) < least:
            raise PageError(path, why.row, f"the page needs {least} or more `## {kind.capitalize()}: …`")
    return Page(path, title[1], title[2], head.text, what.text, why.text, examples)


def split(path: str, text: str) -> list[Section]:
    """The page cut at its headings; the first section is the title."""
    sections: list[Section] = []
    fence: Fence | None = None
    for row, line in enumerate(text.splitlines(), 1):
        if fence is not None:
            if line.startswith("```"):
                fence = None
            else:
                fence.lines.append(line)
        elif line.startswith("#"):
            sections.append(Section(line, row))
        elif not sections:
            raise PageError(path, row, "the page must open with its title")
        elif line.startswith("```"):
            fence = Fence(line[3:].strip(), file_name(sections[-1]), row + 1)
            sections[-1].fences.append(fence)
        else:
            sections[-1].prose.append(line)
    if fence is not None or not sections:
        raise PageError(path, fence.row - 1 if fence else 1, "block without an end" if fence else "the page is empty")
    return sections


def file_name(section: Section) -> str:
    """Takes the `` `name.py`: `` line off the end of the prose, if there is one."""
    while section.prose and not section.prose[-1].strip():
        section.prose.pop()
    named = FILE_NAME.fullmatch(section.prose[-1].strip()) if section.prose else None
    if named:
        section.prose.pop()
        return named[1]
    return ""


def example(path: str, section: Section) -> Example:
    """A `## Bad: …`, `## Good: …` or `## Limit: …` section."""
    kind, colon, title = section.title.removeprefix("## ").partition(": ")
    if kind.lower() not in KINDS or not colon:
        raise PageError(path, section.row, f"unknown heading `{section.title}`")
    files, markers, plays = app(path, section)
    if (kind == "Bad") != bool(markers):
        raise PageError(path, section.row, "a Bad example marks its lines with `# error`, the others mark none")
    return Example(kind.lower(), title, section.row, section.text, files, markers, plays)


def app(path: str, section: Section) -> tuple[tuple[File, ...], tuple[tuple[str, int], ...], tuple[Play, ...]]:
    """The files of an example, the places that are marked in them, and its plays."""
    files: list[File] = []
    markers: list[tuple[str, int]] = []
    plays: list[Play] = []
    for fence in section.fences:
        releases = RUN.fullmatch(fence.info)
        if releases:
            plays.append(scenario(path, fence, releases))
        elif fence.info in ("python", "toml"):
            name = fence.name or (ENTRY if fence.info == "python" else "pyproject.toml")
            files.append(File(name, "".join(f"{line}\n" for line in fence.lines)))
            markers += [(name, row) for row, line in enumerate(fence.lines, 1) if MARKER.search(line)]
        else:
            raise PageError(path, fence.row - 1, f"a block must be `python`, `toml` or `run`, not `{fence.info}`")
    if ENTRY not in [file.name for file in files] or not plays:
        raise PageError(path, section.row, f"an example needs a Python block for {ENTRY} and one `run` block")
    if any(before.until >= after.since for before, after in pairwise(plays)):
        raise PageError(path, section.row, "the `run` blocks must be for releases that follow one another")
    return tuple(files), tuple(markers), tuple(plays)


def scenario(path: str, fence: Fence, releases: re.Match[str]) -> Play:
    """The steps of a `run` block, or the reason why it has none."""
    bounds = [int(number) if number else None for number in releases.groups()]
    since = (bounds[0] or 0, bounds[1] or 0)
    until = (99 if bounds[2] is None else bounds[2], 99 if bounds[3] is None else bounds[3])
    unplayed = UNPLAYED.fullmatch(" ".join(line.strip() for line in fence.lines))
    if unplayed:
        return Play((), unplayed[1], since=since, until=until)
    lines = [(row, line) for row, line in enumerate(fence.lines, fence.row) if line.strip()]
    browser = BROWSER.fullmatch(lines[0][1].strip()) if lines else None
    if browser and browser[1] not in BROWSER_ONLY:
        raise PageError(path, fence.row, f"`browser: {browser[1]}` is none of {', '.join(BROWSER_ONLY)}")
    steps = tuple(step(path, row, line) for row, line in (lines[1:] if browser else lines))
    if not steps or steps[0].action not in ("run", "open"):
        raise PageError(path, fence.row, "a scenario begins with `run` or `open`")
    return Play(steps, "", browser[1] if browser else "", since, until)


def step(path: str, row: int, line: str) -> Step:
    """One line of a `run` block: `click "Show" -> KeyError at app.py:9`."""
    found = STEP.fullmatch(line.strip())
    outcome = OUTCOME.fullmatch(found["end"].strip()) if found else None
    if not found or not outcome or found["action"] not in ACTIONS:
        raise PageError(path, row, f'not a step: `{line.strip()}`; write `action "label" "value" -> outcome`')
    if bool(found["page"]) != (found["action"] in PAGE_ACTIONS):
        raise PageError(path, row, f"`{found['action']}` takes {'no ' if found['page'] else ''}path of a page")
    shows = tuple(re.findall(r'shows "([^"]+)"', outcome["shows"]))
    end = Outcome(outcome["exception"] or "", outcome["path"] or "", int(outcome["row"] or 0), shows)
    return Step(found["action"], found["label"] or found["page"] or "", found["value"] or "", end)
