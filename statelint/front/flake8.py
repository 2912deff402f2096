"""The plugin for flake8. In: a file as flake8 has read it. Out: findings as rows, columns and texts.

    app.py:6:14: LSS101 `df` is read before anything has set it

flake8 asks file by file, in as many processes as it likes; each file is judged with the rest of its project.
"""

from __future__ import annotations

import ast
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from statelint import __version__
from statelint.front.index import Index
from statelint.source.text import wants_lowering

FAULT = "LSS999"
OPTIONS = {
    "select": ("RULES", "Rules to report; those of level info are reported only if they are named here."),
    "min-confidence": ("CONFIDENCE", "Least confidence to report: certain, reachable or possible."),
    "target-streamlit": ("RELEASE", "The Streamlit release to judge by."),
    "entrypoints": ("PATHS", "The scripts that `streamlit run` is given."),
    "known-keys": ("KEYS", "Keys that something outside the project sets."),
}


class Plugin:
    """One per file; flake8 chooses among the codes, everything else is configured as for the command."""

    name = "statelint"
    version = __version__
    index: ClassVar[Index] = Index()

    def __init__(self, tree: ast.AST, filename: str, lines: Sequence[str]) -> None:
        self._filename = filename
        self._text = "".join(lines)

    @staticmethod
    def add_options(manager: Any) -> None:
        for name, (value, text) in OPTIONS.items():
            manager.add_option(f"--statelint-{name}", default="", metavar=value, parse_from_config=True, help=text)

    @classmethod
    def parse_options(cls, options: Namespace) -> None:
        values = {name: getattr(options, f"statelint_{name.replace('-', '_')}") for name in OPTIONS}
        cls.index = Index([f"{name}={_joined(value)}" for name, value in values.items() if value])

    def run(self) -> Iterator[tuple[int, int, str, type[Any]]]:
        answer = self.index.ask(self._filename, self._text)
        for finding in answer.findings:
            span = finding.place.span
            yield span.row, span.column, f"{finding.code} {finding.message}", type(self)
        if answer.fault and wants_lowering(self._text.encode("utf-8", "replace")):
            yield 1, 0, f"{FAULT} not checked: {answer.fault}", type(self)


def _joined(value: str) -> str:
    """A value that may stand on several lines of a configuration file, as on one."""
    return ",".join(value.replace(",", " ").split())
