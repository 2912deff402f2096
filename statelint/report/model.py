"""What a run of the linter leaves behind: the findings, the files that they are in, and what went wrong on the way."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from statelint.record import dataclass

if TYPE_CHECKING:
    from statelint.findings.model import Finding
    from statelint.source.text import SourceFile


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure of ours or of the disk at one file or app; the others were checked. `trace` is empty for the disk's."""

    path: str
    message: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """`root` is absolute and every path relative to it; `files` is how many were checked; `timings` are in seconds;
    `known` findings are left out because a baseline lists them. `rests_on` are the files and folders that it follows
    from, absolute."""

    findings: tuple[Finding, ...]
    root: str
    files: int
    sources: Mapping[str, SourceFile]
    urls: Mapping[str, str]
    timings: tuple[tuple[str, float], ...] = ()
    faults: tuple[Fault, ...] = ()
    known: int = 0
    rests_on: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        return sum(seconds for _, seconds in self.timings)

    def uri(self, path: str) -> str:
        """A path for other programs: relative to the working directory, or to the root if that is not above it."""
        shown = self.shown(path)
        return path if shown.startswith("../") or os.path.isabs(shown) else shown

    def shown(self, path: str) -> str:
        """A path as the user would type it: relative to the working directory."""
        full = os.path.join(self.root, path)
        try:
            return os.path.relpath(full).replace(os.sep, "/")
        except ValueError:  # another drive on Windows
            return full
