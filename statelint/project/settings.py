"""What configuration says of an app. In: Options, the bytes of settings files. Out: Settings, problems.

Streamlit reads the `.streamlit/config.toml` beside the script and the one in the working directory, which the folders
above the script stand for; the nearest that decides an option wins. So does the nearest folder whose dependency files
name Streamlit: an app below a project may have requirements of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import tomli

from statelint.ir.stmt import Span, SyntaxProblem
from statelint.project.imports import ancestors, folder_of, join
from statelint.project.model import Options, Settings
from statelint.streamlit_api.loader import nearest
from statelint.streamlit_api.requirement import modules
from statelint.streamlit_api.target import Target, target_release

CONFIG_FILE = ".streamlit/config.toml"


class ConfigFiles:
    """The settings files of a project, parsed once; `problems` tells which `config.toml` are not valid TOML."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.problems: list[SyntaxProblem] = []
        self._documents: dict[str, dict[str, Any]] = {}
        self._dependencies: dict[str, dict[str, bytes]] = {}
        self._targets: dict[str, Target] = {}
        self._modules: dict[str, frozenset[str]] = {}
        for path, data in sorted(files.items()):
            if path.endswith(CONFIG_FILE):
                self._parse(path, data)
            else:
                self._dependencies.setdefault(folder_of(path), {})[path] = data

    def settings(self, entry: str, options: Options) -> Settings:
        """The settings of the app that starts at `entry`."""
        serializable = options.serializable
        if serializable is None:
            serializable = self._option(entry, "runner", "enforceSerializableSessionState") is True
        target = self._target(entry, options.target_streamlit)
        installed = frozenset[str]().union(*map(self._modules_of, ancestors(folder_of(entry))))
        known = options.known_keys
        sidebar = self._option(entry, "client", "showSidebarNavigation") is not False
        note, newest = target.note, target.newest
        return Settings(target.release, serializable, known, note, newest, tuple(sorted(installed)), sidebar)

    def _modules_of(self, folder: str) -> frozenset[str]:
        """The modules that the dependency files of one folder ask for."""
        if folder not in self._modules:
            files = self._dependencies.get(folder, {}).items()
            try:
                self._modules[folder] = frozenset[str]().union(*(modules(path, data) for path, data in files))
            except (RecursionError, ValueError):
                self._modules[folder] = frozenset()
        return self._modules[folder]

    def _target(self, entry: str, configured: str | None) -> Target:
        """The known release that the app at `entry` is judged by, and, as its note, where it comes from."""
        if configured is not None:
            return Target(nearest(configured), f"`target-streamlit` is {configured}")
        for folder in ancestors(folder_of(entry)):
            target = self._target_in(folder)
            if target.source:
                return replace(target, note=target.note or f"pinned in `{target.source}`")
        return Target(nearest(None), "no file asks for `streamlit`: the newest release known")

    def _target_in(self, folder: str) -> Target:
        """What the dependency files of one folder say; nothing where their nesting or numbers are beyond reading."""
        if folder not in self._targets:
            try:
                self._targets[folder] = target_release(self._dependencies.get(folder, {}))
            except (RecursionError, ValueError):
                self._targets[folder] = Target(nearest(None))
        return self._targets[folder]

    def _parse(self, path: str, data: bytes) -> None:
        try:
            self._documents[path] = tomli.loads(data.decode("utf-8-sig"))
        except tomli.TOMLDecodeError as error:
            self._report(path, error.lineno, error.colno, error.msg)
        except UnicodeDecodeError as error:
            self._report(path, data[: error.start].count(b"\n") + 1, 1, "not UTF-8")

    def _option(self, entry: str, section: str, name: str) -> object:
        for folder in ancestors(folder_of(entry)):
            table = self._documents.get(join(folder, CONFIG_FILE), {}).get(section)
            if isinstance(table, dict) and name in table:
                return table[name]
        return None

    def _report(self, path: str, row: int, column: int, reason: str) -> None:
        message = f"not valid TOML: {reason[:1].lower() + reason[1:]}"
        self.problems.append(SyntaxProblem(path, message, Span(row, column - 1, row, column)))
