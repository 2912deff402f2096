"""A Config -> the text of --show-settings: every option as TOML, and where it was set."""

from __future__ import annotations

import json
import os
from typing import Any

from statelint.config.model import OPTIONS, Config


def settings(config: Config) -> str:
    """One line for each option: `select = ["LSS1"]  # pyproject.toml:3`."""
    lines = [(f"{option} = {_toml(_value(config, option))}", config.origin(option)) for option in OPTIONS]
    width = min(max(len(line) for line, _ in lines), 60)
    return "".join(f"{line:<{width}}  # {origin}\n" for line, origin in lines)


def _value(config: Config, option: str) -> Any:
    value = getattr(config, option.replace("-", "_"))
    if option in ("per-file-ignores", "extend-per-file-ignores", "severity"):
        return {_relative(key): entry for key, entry in value}
    if isinstance(value, tuple):
        return [_relative(item) for item in value]
    return _relative(value) if isinstance(value, str) else value


def _relative(text: str) -> str:
    """An absolute pattern or path as seen from the working directory, so that no home folder is printed."""
    sign, path = ("!", text[1:]) if text.startswith("!") else ("", text)
    return sign + os.path.relpath(path).replace(os.sep, "/") if os.path.isabs(path) else text


def _toml(value: Any) -> str:
    match value:
        case None:
            return "(not set)"
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)} = {_toml(entry)}" for key, entry in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(_toml(item) for item in value) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)
