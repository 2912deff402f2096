"""What configuration says of an app. In: Options, the bytes of `.streamlit/config.toml` files. Out: Settings, problems.

Streamlit reads the file beside the script and the one in the working directory, which the folders above the script
stand for; the nearest that decides an option wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomli

from statelint.ir.stmt import Span, SyntaxProblem
from statelint.project.imports import ancestors, folder_of, join
from statelint.project.model import Options, Settings

CONFIG_FILE = ".streamlit/config.toml"


class ConfigFiles:
    """The configuration files of a project, parsed once; `problems` tells which are not valid TOML."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.problems: list[SyntaxProblem] = []
        self._documents: dict[str, dict[str, Any]] = {}
        for path in sorted(files):
            try:
                self._documents[path] = tomli.loads(files[path].decode("utf-8-sig"))
            except tomli.TOMLDecodeError as error:
                self._report(path, error.lineno, error.colno, error.msg)
            except UnicodeDecodeError as error:
                before = files[path][: error.start]
                self._report(path, before.count(b"\n") + 1, 1, "not UTF-8")

    def settings(self, entry: str, options: Options) -> Settings:
        """The settings of the app that starts at `entry`."""
        serializable = options.serializable
        if serializable is None:
            serializable = self._option(entry, "runner", "enforceSerializableSessionState") is True
        return Settings(options.target_streamlit, serializable, options.known_keys)

    def _option(self, entry: str, section: str, name: str) -> object:
        for folder in ancestors(folder_of(entry)):
            table = self._documents.get(join(folder, CONFIG_FILE), {}).get(section)
            if isinstance(table, dict) and name in table:
                return table[name]
        return None

    def _report(self, path: str, row: int, column: int, reason: str) -> None:
        message = f"not valid TOML: {reason[:1].lower() + reason[1:]}"
        self.problems.append(SyntaxProblem(path, message, Span(row, column - 1, row, column)))
