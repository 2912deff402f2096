"""Settings: [tool.statelint] of the nearest pyproject.toml, or statelint.toml, and `--config` on top -> Config.

Raises UsageError with file and line for an option that does not exist or has the wrong type.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any

from statelint.errors import UsageError

FORMATS = ("full", "concise", "json")
CHOICES = {"min-confidence": ("certain", "reachable", "possible"), "output-format": FORMATS}


@dataclass(frozen=True, slots=True)
class Config:
    """Every option, by its name in the file with `_` for `-`; None is "not set"."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: str = "reachable"
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] = ()
    entrypoints: tuple[str, ...] = ()
    known_keys: tuple[str, ...] = ()
    target_streamlit: str | None = None
    serializable: bool | None = None
    output_format: str | None = None
    no_cache: bool = False
    jobs: int | None = None


OPTIONS = tuple(field.name.replace("_", "-") for field in fields(Config))
LISTS = {"select", "ignore", "exclude", "extend-exclude", "entrypoints", "known-keys"}


def load(start: str, overrides: Sequence[str] = ()) -> Config:
    """The settings for a folder; an override is `KEY=VALUE` (TOML or a bare word) or a file that replaces them."""
    files = [item for item in overrides if "=" not in item]
    config = (_from_file(files[-1], required=True) if files else _nearest(start)) or Config()
    for item in overrides:
        if "=" in item:
            key, _, text = item.partition("=")
            value = _value(text.strip())
            if key.strip() in LISTS and isinstance(value, str):
                value = value.split(",")
            config = _apply(config, {key.strip(): value}, f"--config {item}")
    return config


def _nearest(start: str) -> Config | None:
    """The settings of the first folder, from `start` upwards, that has any."""
    folder = os.path.abspath(start)
    while True:
        for name in ("statelint.toml", "pyproject.toml"):
            path = os.path.join(folder, name)
            if os.path.isfile(path) and (config := _from_file(path)) is not None:
                return config
        if os.path.dirname(folder) == folder:
            return None
        folder = os.path.dirname(folder)


def _from_file(path: str, required: bool = False) -> Config | None:
    """The settings in one file; None if it is a pyproject.toml that has none for us."""
    shown = os.path.relpath(path)
    data = _read(path, shown)
    ours = os.path.basename(path) != "pyproject.toml"
    if not (ours or required or b"statelint" in data):
        return None
    text, document = _parse(data, shown)
    tool = document.get("tool")
    if not isinstance(tool, dict) or "statelint" not in tool:
        return _apply(Config(), document, shown, text) if ours else None
    if not isinstance(tool["statelint"], dict):
        raise UsageError(f"{shown}:{_line(text, 'tool.statelint')}: [tool.statelint] must be a table")
    return _apply(Config(), tool["statelint"], shown, text, " in [tool.statelint]")


def _read(path: str, shown: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise UsageError(f"{shown}: {(error.strerror or str(error)).lower()}") from None


def _parse(data: bytes, shown: str) -> tuple[str, dict[str, Any]]:
    """A TOML file as text and as a document."""
    import tomli

    try:
        text = data.decode()
        return text, tomli.loads(text)
    except UnicodeDecodeError:
        raise UsageError(f"{shown}: not UTF-8") from None
    except tomli.TOMLDecodeError as error:
        raise UsageError(f"{shown}:{error.lineno}: {error.msg[:1].lower()}{error.msg[1:]}") from None


def _apply(config: Config, table: Mapping[str, Any], shown: str, text: str | None = None, where: str = "") -> Config:
    """`config` with the options of `table`, each checked; `text` is the file, to find the line of a wrong one."""
    changes: dict[str, Any] = {}
    for key, value in table.items():
        place = f"{shown}:{_line(text, key)}" if text is not None else shown
        if key not in OPTIONS:
            near = get_close_matches(key.replace("_", "-"), OPTIONS, n=1)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            raise UsageError(f'{place}: unknown option "{key}"{where}{hint}')
        changes[key.replace("-", "_")] = _checked(key, value, place)
    return replace(config, **changes)


def _checked(key: str, value: Any, place: str) -> Any:
    """The value in the type that Config holds."""
    if key in LISTS:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise UsageError(f'{place}: "{key}" must be a list of strings')
        return tuple(value)
    if key == "serializable":
        if not isinstance(value, bool):
            raise UsageError(f'{place}: "{key}" must be true or false')
        return value
    if not isinstance(value, str):
        raise UsageError(f'{place}: "{key}" must be a string')
    if value not in CHOICES.get(key, (value,)):
        raise UsageError(f'{place}: "{key}" must be one of {", ".join(CHOICES[key])}, not "{value}"')
    if key == "target-streamlit" and not re.fullmatch(r"\d+\.\d+(\.\d+)?", value):
        raise UsageError(f'{place}: "{key}" must be a release like "1.50", not "{value}"')
    return value


def _value(text: str) -> Any:
    """A TOML value; what is none, and a number (a release like 1.50), is a string."""
    import tomli

    try:
        value = tomli.loads(f"value = {text}")["value"]
    except tomli.TOMLDecodeError:
        return text
    return value if isinstance(value, (bool, list, str)) else text


def _line(text: str, key: str) -> int:
    """The line in which an option is set, 1 if it cannot be told."""
    ours = not re.search(r"^\s*\[\s*tool\s*\.\s*statelint\b", text, re.MULTILINE)
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*\[", line):
            ours = bool(re.match(r"\s*\[\s*tool\s*\.\s*statelint\b", line))
        elif ours and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""", line):
            return number
    return 1
