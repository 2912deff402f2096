"""The project: lowered modules, every path, configuration -> Project with its apps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from statelint.ir.stmt import ModuleIR, SyntaxProblem
from statelint.project.entries import Entries
from statelint.project.evidence import Evidence
from statelint.project.floor import lifted
from statelint.project.imports import Resolver
from statelint.project.model import App, Options, Project
from statelint.project.names import Names
from statelint.project.reach import Graph, Scans
from statelint.project.settings import ConfigFiles

_NO_FILES: Mapping[str, bytes] = MappingProxyType({})
_DEFAULTS = Options()


def build(
    modules: Sequence[ModuleIR],
    problems: Sequence[SyntaxProblem],
    paths: Sequence[str],
    settings_files: Mapping[str, bytes] = _NO_FILES,
    options: Options = _DEFAULTS,
    scans: Scans | None = None,
) -> Project:
    """The apps among the modules; `scans` are those of the modules, if there are any already.

    `paths` are all .py files of the project, POSIX and relative to its root, lowered or not; `settings_files` the
    `.streamlit/config.toml` and dependency files by such a path. One of the former that is not valid TOML becomes a
    problem; whatever cannot be read is otherwise ignored.
    """
    files = ConfigFiles(settings_files)
    resolver = Resolver(paths)
    scans = scans or Scans(modules)
    facts = {path: scans.facts(path) for path in scans.modules}
    graph = Graph(scans, resolver)
    entries = Entries(facts, graph, Evidence(Names(facts, resolver)))
    found = configured(options.entrypoints, facts) if options.entrypoints else entries.find()
    apps = tuple(
        App(
            entry,
            entries.pages(entry),
            resolver.search_of(entry),
            lifted(files.settings(entry, options), [facts[path] for path in graph.reach((entry,)) if path in facts]),
            entries.doubt(entry, found),
        )
        for entry in found
    )
    return Project(
        modules=tuple(sorted(modules, key=lambda module: module.path)),
        apps=apps,
        problems=(*problems, *files.problems),
        paths=tuple(sorted(paths)),
    )


def configured(entrypoints: Sequence[str], paths: Iterable[str]) -> tuple[str, ...]:
    """The paths that the user's globs match; `*` stays inside a folder, `**` crosses folders."""
    shapes = [re.compile(_as_expression(glob.removeprefix("./"))) for glob in entrypoints]
    return tuple(path for path in sorted(paths) if any(shape.fullmatch(path) for shape in shapes))


def _as_expression(glob: str) -> str:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(meaning.get(part) or re.escape(part) for part in parts)
