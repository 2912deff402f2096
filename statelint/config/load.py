"""Settings: the nearest file that has any, what it extends, and `--config` on top -> Config.

`.statelint.toml` and `statelint.toml` hold options at the top, `pyproject.toml` in [tool.statelint]. Files are not
merged unless one says `extend`. Raises UsageError with file and line for an option that does not exist or is wrong.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from statelint.config.checks import checked
from statelint.config.lines import line_of, line_of_entry
from statelint.config.model import EXTENDING, KINDS, LISTS, OPTIONS, Config
from statelint.errors import UsageError

NAMES = (".statelint.toml", "statelint.toml", "pyproject.toml")
EXTEND = "extend"
Document = tuple[str, dict[str, Any], str]
"""The text of a file, our table in it, and how messages call that table."""


def load(start: str, overrides: Sequence[str] = (), isolated: bool = False) -> Config:
    """The settings for a folder; an override is `KEY=VALUE` (TOML or a bare word) or a file that replaces them."""
    files = [item for item in overrides if "=" not in item]
    if isolated and files:
        raise UsageError(f"--config {files[-1]} cannot be used together with --isolated")
    config = Config()
    if files:
        config = _from_file(files[-1], os.getcwd())
    elif not isolated and (path := _nearest(start)):
        config = _from_file(path, os.path.dirname(path))
    for item in overrides:
        if "=" in item:
            config = _overridden(config, item)
    return config


def override(config: Config, options: Mapping[str, Any]) -> Config:
    """`config` with what was given on the command line.

    `--select` replaces what the files select and ignore; `--ignore` and the extending options add to it.
    """
    given: dict[str, Any] = {}
    for name, value in options.items():
        if value is not None and value != ():
            key = name.replace("_", "-")
            given[name] = checked(key, _as_in_a_file(key, value), partial(_flag, key), os.getcwd())
    if "select" in given:
        config = replace(config, ignore=(), extend_select=(), extend_ignore=())
    for name in (*(option.replace("-", "_") for option in EXTENDING), *(("ignore",) if "select" not in given else ())):
        if name in given:
            given[name] = (*getattr(config, name), *given[name])
    return _placed(replace(config, **given), {name.replace("_", "-"): "command line" for name in given})


def _flag(key: str, entry: str) -> str:
    """How a message names an option of the command line."""
    return f"--{key}"


def _as_in_a_file(key: str, value: Any) -> Any:
    """What click made of an option, as TOML would have given it."""
    if KINDS[key] == "table of lists":
        table: dict[str, list[str]] = {}
        for pattern, rule in value:
            table.setdefault(pattern, []).append(rule)
        return table
    return list(value) if isinstance(value, tuple) else value


def where(config: Config, option: str, entry: str = "") -> str:
    """Where an option (or one entry of it) was set: `pyproject.toml:3`, or "" if on the command line or nowhere."""
    path, _, number = config.origin(option).rpartition(":")
    if not (path and number.isdigit()):
        return ""
    row = line_of_entry(_read(path, path).decode(errors="replace"), int(number), entry)
    return f"{path}:{row}"


def _nearest(start: str) -> str | None:
    """The settings file of the first folder, from `start` upwards, that has any for us."""
    folder = os.path.abspath(start)
    while True:
        for name in NAMES:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and (name != "pyproject.toml" or _document(path) is not None):
                return path
        if os.path.dirname(folder) == folder:
            return None
        folder = os.path.dirname(folder)


def _from_file(path: str, folder: str, before: tuple[str, ...] = ()) -> Config:
    """The settings of one file on top of those that it extends; `before` are the files that led to it."""
    shown = os.path.relpath(path)
    text, table, name = _document(path) or ("", {}, "")
    config = Config()
    if EXTEND in table:
        base = _extended(table.pop(EXTEND), path, f"{shown}:{line_of(text, EXTEND)}", before)
        config = _from_file(base, os.path.dirname(base), (*before, os.path.abspath(path)))
    config = replace(config, files=(*config.files, os.path.abspath(path)))
    return _applied(config, table, shown, folder, text, name)


def _extended(value: Any, path: str, place: str, before: tuple[str, ...]) -> str:
    """The file that an `extend` names: inside the repository, and none that leads back here."""
    if not isinstance(value, str):
        raise UsageError(f'{place}: "extend" must be a string')
    folder = os.path.dirname(os.path.abspath(path))
    base = os.path.realpath(os.path.join(folder, os.path.expanduser(value)))
    if not os.path.isfile(base):
        raise UsageError(f'{place}: "extend" names {value}, which is no file')
    _stay_inside(base, folder, f'{place}: "extend"', "name that file with --config")
    if base in (*before, os.path.abspath(path)):
        raise UsageError(f'{place}: "extend" leads back to {os.path.relpath(base)}')
    return base


def _stay_inside(path: str, folder: str, what: str, instead: str) -> None:
    """Files of a repository do not make us read or write outside of it."""
    top = _repository(folder)
    if os.path.commonpath([os.path.realpath(path), top]) != top:
        raise UsageError(f"{what} leads out of the repository; {instead} instead")


def _repository(folder: str) -> str:
    """The folder of the repository that `folder` is in, else `folder` itself."""
    top = os.path.realpath(folder)
    while not os.path.exists(os.path.join(top, ".git")):
        if os.path.dirname(top) == top:
            return os.path.realpath(folder)
        top = os.path.dirname(top)
    return top


def _document(path: str) -> Document | None:
    """Our table in a file; None if it is a pyproject.toml that has none for us."""
    shown = os.path.relpath(path)
    data = _read(path, shown)
    ours = os.path.basename(path) != "pyproject.toml"
    if not ours and b"statelint" not in data:
        return None
    text, document = _parse(data, shown)
    tool = document.get("tool")
    if not isinstance(tool, dict) or "statelint" not in tool:
        return (text, document, "") if ours else None
    if not isinstance(tool["statelint"], dict):
        raise UsageError(f"{shown}:{line_of(text, 'tool.statelint')}: [tool.statelint] must be a table")
    return text, tool["statelint"], " in [tool.statelint]"


def _read(path: str, shown: str) -> bytes:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise UsageError(f"{shown}: not a file")
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise UsageError(f"{shown}: {(error.strerror or str(error)).lower()}") from None


def _parse(data: bytes, shown: str) -> tuple[str, dict[str, Any]]:
    """A TOML file as text and as a document."""
    import tomli

    try:
        text = data.decode("utf-8-sig")
        return text, tomli.loads(text)
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise UsageError(f"{shown}:{row}: not UTF-8") from None
    except tomli.TOMLDecodeError as error:
        raise UsageError(f"{shown}:{error.lineno}: {error.msg[:1].lower()}{error.msg[1:]}") from None
    except RecursionError:
        raise UsageError(f"{shown}: nested too deeply") from None


def _applied(
    config: Config, table: Mapping[str, Any], shown: str, folder: str, text: str | None = None, name: str = ""
) -> Config:
    """`config` with the options of `table`, each checked; `text` is the file, to find the line of a wrong one."""
    changes: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for key, value in table.items():

        def place(entry: str = "", key: str = key) -> str:
            return f"{shown}:{line_of(text, key, entry)}" if text is not None else shown

        if key not in OPTIONS:
            from difflib import get_close_matches

            near = get_close_matches(key.replace("_", "-"), (*OPTIONS, EXTEND), n=1)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            raise UsageError(f'{place()}: unknown option "{key}"{name}{hint}')
        field = key.replace("-", "_")
        new = checked(key, value, place, folder)
        if KINDS[key] == "path" and text is not None:
            _stay_inside(new, folder, f'{place()}: "{key}"', f"give it as --{key}")
        if key in EXTENDING or key == "severity":
            new = (*getattr(config, field), *new)
        changes[field] = new
        origins[key] = place()
    return _placed(replace(config, **changes), origins)


def _placed(config: Config, origins: Mapping[str, str]) -> Config:
    return replace(config, origins=tuple({**dict(config.origins), **origins}.items()))


def _overridden(config: Config, item: str) -> Config:
    """`config` with one `KEY=VALUE`; a key may be `TABLE.ENTRY`."""
    key, _, text = item.partition("=")
    key = key.strip()
    value = _value(text.strip(), key)
    table, dot, entry = key.partition(".")
    if dot:
        return _applied(config, {table: {entry.strip("\"'"): value}}, f"--config {item}", os.getcwd())
    return _applied(config, {key: value}, f"--config {item}", os.getcwd())


def _value(text: str, key: str) -> Any:
    """A TOML value; what is none, and a number (a release like 1.50) where none is asked for, is a string."""
    import tomli

    try:
        value = tomli.loads(f"value = {text}")["value"]
    except tomli.TOMLDecodeError:
        value = text
    if not isinstance(value, (bool, list, str, dict)) and key != "jobs":
        value = text
    return value.split(",") if key in LISTS and isinstance(value, str) else value
