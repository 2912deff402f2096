"""What is kept of one project: whole reports, the findings of apps, lowered modules. Each in, each out.

A report is named by the settings and by the names and contents of every file that could have a say in it, so an
unchanged project is recognised without parsing anything; the others by what they were made from, so that after a change
only what it touches is done again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from statelint.cache.contents import Contents
from statelint.cache.store import FOLDER, Store, digest
from statelint.cache.tool import tool
from statelint.report.model import Report
from statelint.source.text import SourceFile

if TYPE_CHECKING:
    from statelint.findings.model import Finding
    from statelint.ir.stmt import ModuleIR, SyntaxProblem
    from statelint.source.inputs import Inputs


def open_store(root: str, folder: str | None = None) -> Store | None:
    """The entries of this statelint in `folder`, by default a folder of the project; none where a project holds a link
    in its place, which could lead anywhere."""
    default = os.path.join(root, FOLDER)
    return None if folder is None and os.path.islink(default) else Store(folder or default, tool())


class ProjectCache:
    """The cache for one run over `inputs`; `settings` is a text that changes with every option that can matter.

    `steady` is whether every file that the run has read held what it did at the start.
    """

    def __init__(self, store: Store, inputs: Inputs, settings: str) -> None:
        self._store = store
        self._inputs = inputs
        self._contents = Contents(self._store, inputs.root, inputs.reader, inputs.overlay)
        listed = digest(*(os.fsencode(path) for path in (*inputs.listing, "", *inputs.beside)))
        chosen = digest(*(os.fsencode(path) for path in inputs.chosen))
        holds = self._contents.of_all((*inputs.listing, *inputs.settings))
        self._listed = listed
        self._report = digest(settings.encode(), chosen.encode(), listed.encode(), holds.encode())
        self.steady = True

    def alone(self) -> AbstractContextManager[None]:
        """A block that one process at a time goes through, so that the others find its report."""
        return self._store.alone()

    def report(self) -> Report | None:
        """The report of an earlier run over the same."""
        kept = self._store.get("report", self._report)
        try:
            findings = _findings(kept["findings"])
            files, urls = int(kept["files"]), dict(kept["urls"])
            sources = {path: SourceFile(path, self._inputs.reader(path)) for path in kept["sources"]}
            beside = dict(kept["beside"])
        except (LookupError, TypeError, ValueError, OSError):
            return None
        if any(digest(source.data) != self._contents.of(path) for path, source in sources.items()):
            return None
        if any(held != self._contents.of(path) for path, held in beside.items()):
            return None
        rests_on = tuple(os.path.join(self._inputs.root, path) for path in beside)
        return Report(findings, self._inputs.root, files, sources, urls, rests_on=rests_on)

    def saw(self, path: str, data: bytes) -> None:
        """Hear what a file held when the run came to it: one that changed meanwhile makes its results nobody's."""
        self.steady = self.steady and digest(data) == self._contents.of(path)

    def keep_report(self, report: Report, beside: Iterable[str]) -> None:
        """Keep a report that follows from the files of the project and from some that are left out of it."""
        if not self.steady or report.faults:
            return
        named = {place.path for finding in report.findings for place in _places(finding)}
        value = {
            "findings": _plain(report.findings),
            "files": report.files,
            "urls": dict(report.urls),
            "sources": sorted(named.intersection(report.sources)),
            "beside": {path: self._contents.of(path) for path in sorted(beside)},
        }
        self._store.put("report", self._report, value)

    def findings(self, app: str, modules: Sequence[str]) -> tuple[Finding, ...] | None:
        """What was said of an app (by its description) when the modules that it can run held the same."""
        kept = self._store.get("app", self._app_key(app, modules))
        try:
            return None if kept is None else _findings(kept)
        except ValueError:
            return None

    def keep_findings(self, app: str, modules: Sequence[str], findings: tuple[Finding, ...]) -> None:
        if self.steady:
            self._store.put("app", self._app_key(app, modules), _plain(findings))

    def lowered(self, path: str, data: bytes) -> ModuleIR | SyntaxProblem | None:
        """The lowered form of these bytes, as the file at `path`."""
        from dataclasses import replace

        from statelint.ir.codec import decode

        kept = self._store.get("module", digest(data))
        try:
            return None if kept is None else replace(decode(kept), path=path)
        except ValueError:
            return None

    def keep_lowered(self, data: bytes, encoded: Any) -> None:
        self._store.put("module", digest(data), encoded)

    def close(self) -> None:
        """Write down what `stat` said, and make room."""
        self._contents.keep()
        self._store.close()

    def _app_key(self, app: str, modules: Sequence[str]) -> str:
        described = app.encode(errors="surrogateescape")
        return digest(described, self._listed.encode(), self._contents.of_all(modules).encode())


def _findings(encoded: Any) -> tuple[Finding, ...]:
    """Findings from plain values; without any, what they are made of is not even imported."""
    if encoded == []:
        return ()
    from statelint.cache.reports import decode

    return decode(encoded)


def _plain(findings: tuple[Finding, ...]) -> list[Any]:
    from statelint.cache.reports import encode

    return encode(findings)


def _places(finding: Finding) -> list[Any]:
    return [finding.place, *(label.place for label in finding.labels), *finding.also_at]
