"""One value from a file or the command line -> the value that Config holds, or a UsageError with what is allowed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

from statelint.config.model import CHOICES, KINDS, LEVELS
from statelint.errors import UsageError

Place = Callable[[str], str]
"""Where an entry of the option stands, for messages; "" for the option itself."""


def checked(key: str, value: Any, place: Place, folder: str) -> Any:
    """`value` of option `key` as Config holds it; what is relative in it means `folder`."""
    match KINDS[key]:
        case "list":
            return _strings(key, value, place)
        case "patterns" | "paths" as kind:
            bare = kind == "patterns"
            return tuple(absolute(pattern, folder, bare) for pattern in _strings(key, value, place))
        case "table of lists":
            table = _table(key, value, place)
            rows = ((pattern, _strings(key, codes, place, pattern)) for pattern, codes in table.items())
            return tuple((_negatable(pattern, folder), codes) for pattern, codes in rows)
        case "table of levels":
            return tuple(
                (rule, _choice(key, level, LEVELS, place, rule)) for rule, level in _table(key, value, place).items()
            )
        case "switch":
            if not isinstance(value, bool):
                raise UsageError(f'{place("")}: "{key}" must be true or false')
            return value
        case "number":
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise UsageError(f'{place("")}: "{key}" must be a whole number from 1')
            return value
        case "choice":
            return _choice(key, value, CHOICES[key], place)
    text = _string(key, value, place)
    if KINDS[key] == "path":
        return os.path.normpath(os.path.join(folder, text))
    if not re.fullmatch(r"\d+\.\d+(\.\d+)?", text):
        raise UsageError(f'{place("")}: "{key}" must be a release like "1.50", not "{text}"')
    return text


def absolute(pattern: str, folder: str, bare: bool = True) -> str:
    """A pattern with a `/`, below `folder`; without one (and where `bare`) it means that name at any depth."""
    pattern = pattern.removeprefix("./").rstrip("/")
    if bare and "/" not in pattern:
        return pattern
    return os.path.normpath(os.path.join(folder, pattern)).replace(os.sep, "/")


def _negatable(pattern: str, folder: str) -> str:
    return "!" + absolute(pattern[1:], folder) if pattern.startswith("!") else absolute(pattern, folder)


def _string(key: str, value: Any, place: Place) -> str:
    if not isinstance(value, str):
        raise UsageError(f'{place("")}: "{key}" must be a string')
    return value


def _strings(key: str, value: Any, place: Place, entry: str = "") -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f'{place(entry)}: "{f"{key}.{entry}" if entry else key}" must be a list of strings')
    return tuple(value)


def _table(key: str, value: Any, place: Place) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f'{place("")}: "{key}" must be a table')
    return value


def _choice(key: str, value: Any, allowed: tuple[str, ...], place: Place, entry: str = "") -> str:
    name = f"{key}.{entry}" if entry else key
    if not isinstance(value, str):
        raise UsageError(f'{place(entry)}: "{name}" must be a string')
    if value not in allowed:
        raise UsageError(f'{place(entry)}: "{name}" must be one of {", ".join(allowed)}, not "{value}"')
    return value
