"""Which file leads to which. In: lowered modules and a Resolver. Out: the files that a script can cause to run.

A file leads to what it imports, at its top or inside functions, to what it runs or imports by name, and to the pages
that it registers. This is what files can reach; which functions are called is the explorer's business.
"""

from __future__ import annotations

from collections.abc import Iterable

from statelint.ir.stmt import ImportName, ModuleIR
from statelint.project.facts import ModuleFacts, read_module
from statelint.project.imports import Resolver, folder_of
from statelint.project.model import App, Project
from statelint.project.navigation import Targets, targets
from statelint.project.paths import bases_of

_PAGE_LIST = "streamlit.source_util"  # private: where Streamlit kept the scripts of pages/ up to 1.43


class Graph:
    """The files of a project and their ways to each other; computed for a file when it is first asked for.

    `base` is the folder of the running script, to which the paths that programs name are relative; without it, that of
    each file.
    """

    def __init__(self, scans: Scans, resolver: Resolver, base: str | None = None) -> None:
        self._scans = scans
        self._resolver = resolver
        self._base = () if base is None else (base,)
        self._named: dict[str, Targets] = {}
        self._loads: dict[str, frozenset[str]] = {}

    def named(self, path: str) -> Targets:
        """The files that the file names."""
        if path not in self._named:
            module = self._scans.modules.get(path)
            self._named[path] = self._read_targets(module) if module else Targets()
        return self._named[path]

    def loads(self, path: str) -> frozenset[str]:
        """The files that run inside this one: imported, or run by name."""
        if path not in self._loads:
            imports = self._scans.facts(path).imports if path in self._scans.modules else ()
            imported = {found for name in imports for found in self._resolver.loads(path, name)}
            named = self.named(path)
            self._loads[path] = frozenset(imported.union(named.runs, named.loads, named.imports) - {path})
        return self._loads[path]

    def _read_targets(self, module: ModuleIR) -> Targets:
        facts = self._scans.facts(module.path)
        bases = (*self._base, *bases_of(module.path))
        registries = frozenset(
            name.bound for name in facts.imports if name.bound and self._is_registry(module.path, name)
        )
        imported = {found for name in facts.imports for found in self._resolver.loads(module.path, name)}
        known = sorted(imported.intersection(self._scans.modules))
        lists = [(self._scans.modules[path], self._scans.facts(path)) for path in known]
        return targets(module, facts, bases, self._resolver.paths, registries, lists)

    def _is_registry(self, path: str, name: ImportName) -> bool:
        """Whether a name comes from a module that changes Streamlit's own list of pages."""
        found = self._resolver.resolve(path, name.module, name.level)
        if found is None or found not in self._scans.modules:
            return False
        return any(each.module == _PAGE_LIST for each in self._scans.facts(found).imports)

    def reach(self, paths: Iterable[str]) -> set[str]:
        """Everything that the files lead to, themselves included."""
        found = set(paths)
        pending = list(found)
        while pending:
            path = pending.pop()
            following = self.loads(path).union(self.named(path).pages) - found
            pending.extend(following)
            found |= following
        return found


class Scans:
    """The facts of every module, read when they are first asked for."""

    def __init__(self, modules: Iterable[ModuleIR]) -> None:
        self.modules = {module.path: module for module in modules}
        self._facts: dict[str, ModuleFacts] = {}

    def facts(self, path: str) -> ModuleFacts:
        """The facts of the module at `path`; KeyError if it was not lowered."""
        if path not in self._facts:
            self._facts[path] = read_module(self.modules[path])
        return self._facts[path]


class Reach:
    """Which files each app of a project can cause to run."""

    def __init__(self, project: Project, scans: Scans | None = None) -> None:
        self._scans = scans or Scans(project.modules)
        self._resolver = Resolver(project.paths)

    def of(self, app: App) -> tuple[str, ...]:
        """The files that the entry, the pages beside it and the pages that it registers lead to, sorted."""
        graph = Graph(self._scans, self._resolver.searching(app.search), folder_of(app.entry))
        return tuple(sorted(graph.reach((app.entry, *app.pages))))
