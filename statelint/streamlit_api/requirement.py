"""Finds the statements about `streamlit` in one dependency file of an app, and which modules it asks for.

In: a path, which tells the format, and the file's bytes. Out: a `Requirement` per statement, names of modules; none for
a file that says nothing or that cannot be read (whoever installs from broken TOML or JSON hears of it there).
"""

from __future__ import annotations

import codecs
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from statelint.record import dataclass

Version = tuple[int, int]  # major and minor

_STATEMENT = re.compile(r"streamlit(?![\w.-])\s*(?:\[[^\]]*\])?\s*(?P<range>[^;#\\@]*)", re.I)
_CONDA = re.compile(r"""^\s*-\s*["']?(?:[\w./-]+::)?(?P<statement>streamlit\b[^"'#\n]*)""", re.I | re.M)
# Entries of TOML lock files and conda-lock.yml, and the package addresses in pixi.lock.
_LOCKED = re.compile(
    r"""\bname\s*[=:]\s*["']?streamlit["']?\s*\n\s*version\s*[=:]\s*["']?(?P<entry>\d+\.\d+)"""
    r"""|/streamlit-(?P<address>\d+\.\d+)[\d.]*-"""
)
_CLAUSE = re.compile(
    r"(?P<operator>===|==|~=|>=|<=|!=|=|\^|~|>|<|)v?(?P<major>\d+)(?:\.(?P<minor>\d+))?(?:\.(?P<patch>\d+))?"
)
# The name of a distribution at the beginning of a line or an entry.
_NAMED = re.compile(r"\s*(?:-\s+)?([A-Za-z][\w.-]*)\s*(?:$|[\[=<>~!@;,#(])")
# Modules that the names of their distributions do not tell, and that could be anybody's.
PROVIDED = {"openai_agents": "agents"}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One statement: its text after the name, and the lowest and highest release it allows (None: no such bound)."""

    text: str
    lower: Version | None = None
    upper: Version | None = None

    @property
    def looseness(self) -> int:
        """0 for exactly one release, 1 for a lower bound, 2 for an upper bound only, 3 for any release."""
        if self.lower is None:
            return 3 if self.upper is None else 2
        return 0 if self.lower == self.upper else 1


def requirements(path: str, content: bytes) -> list[Requirement]:
    """What the file says about `streamlit`; files of other kinds say nothing."""
    name, text = PurePosixPath(path).name.lower(), _text(content)
    if name in ("pyproject.toml", "pipfile"):
        return list(_in_document(_parsed(tomllib.loads, text)))
    if name == "pipfile.lock":
        return list(_in_document(_parsed(json.loads, text)))
    if name.endswith(".lock") or name.startswith(("conda-lock.", "pylock.")):
        return [parse("==" + (found["entry"] or found["address"])) for found in _LOCKED.finditer(text)]
    if name.endswith((".yml", ".yaml")) and name.startswith("env"):
        return [each for found in _CONDA.finditer(text) for each in _in_line(found["statement"])]
    if name.endswith((".txt", ".in")) and "requirements" in path.lower():
        return [each for line in text.splitlines() for each in _in_line(line)]
    return []


def modules(path: str, content: bytes) -> frozenset[str]:
    """The modules, in small letters, that what the file asks for is known or likely to install."""
    name, text = PurePosixPath(path).name.lower(), _text(content)
    if name in ("pyproject.toml", "pipfile"):
        asked = set(_asked_in(_parsed(tomllib.loads, text)))
    elif name.startswith("env") or (name.endswith((".txt", ".in")) and "requirements" in path.lower()):
        asked = {found[1] for found in map(_NAMED.match, text.splitlines()) if found}
    else:
        return frozenset()
    names = {re.sub(r"[-.]+", "_", each.lower()) for each in asked}
    return frozenset(names.union(PROVIDED[each] for each in names & PROVIDED.keys()))


def _asked_in(value: Any, key: str = "") -> Iterator[str]:
    """Strings in lists of a parsed document, and the keys of tables of dependencies or packages."""
    if isinstance(value, dict):
        yield from value if key.endswith(("dependencies", "packages")) else ()
        for name, inner in value.items():
            yield from _asked_in(inner, name)
    elif isinstance(value, list):
        for item in value:
            found = _NAMED.match(item) if isinstance(item, str) else None
            yield from [found[1]] if found else _asked_in(item, key)


def _text(content: bytes) -> str:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # as PowerShell redirects `pip freeze`
    return content.decode("utf-16" if wide else "utf-8-sig", errors="replace")


def parse(text: str) -> Requirement:
    """The bounds in ">=1.30,<2", "^1.42", "~=1.45.0", "1.45.*" or "*"; of alternatives by `|` the first."""
    text = text.strip()
    lowers, uppers = [], []
    for clause in re.split(r"[,\s]+", re.sub(r"(?<=[<>=~^!])\s+", "", text.split("|")[0])):
        if found := _CLAUSE.match(clause):
            lower, upper = _bounds(found)
            lowers += [lower] if lower else []
            uppers += [upper] if upper else []
    return Requirement(text, max(lowers, default=None), min(uppers, default=None))


def _bounds(clause: re.Match[str]) -> tuple[Version | None, Version | None]:
    """The lowest and highest release of one clause; patch releases belong to their minor release."""
    major, minor, patch = (int(clause[part]) if clause[part] else None for part in ("major", "minor", "patch"))
    version = (major or 0, minor or 0)
    match clause["operator"]:
        case "!=":
            return None, None
        case "<=":
            return None, version
        case "<":
            return None, version if patch else _before(version)
        case ">=" | ">" | "^":
            return version, None
        case "~=" if patch is None:
            return version, None
        case _:
            return version, version if minor is not None else None


def _before(version: Version) -> Version:
    major, minor = version
    return (major, minor - 1) if minor else (major - 1, 10**6)


def _in_line(line: str) -> list[Requirement]:
    """The statement of a line such as `streamlit[auth]>=1.42; python_version > "3.9"`."""
    found = _STATEMENT.match(line.strip())
    return [parse(found["range"].partition(" --")[0])] if found else []


def _in_document(value: Any, key: str = "") -> Iterator[Requirement]:
    """The statements of a parsed document: strings in lists, and `streamlit` in tables of dependencies or packages."""
    if isinstance(value, dict) and key == "streamlit":
        yield from [parse(str(value["version"]))] if "version" in value else []
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name == "streamlit" and isinstance(inner, str):
                yield from [parse(inner)] if key.endswith(("dependencies", "packages")) else []
            else:
                yield from _in_document(inner, name)
    elif isinstance(value, list):
        for item in value:
            yield from _in_line(item) if isinstance(item, str) else _in_document(item, key)


def _parsed(parser: Any, text: str) -> Any:
    try:
        return parser(text)
    except ValueError:
        return {}
