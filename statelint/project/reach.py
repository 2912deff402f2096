"""Which file leads to which. In: lowered modules and a Resolver. Out: the files that a script can cause to run.

A file leads to what it imports, at its top or inside functions, to what it runs or imports by name, and, as a navigation frame, to its
pages. This is what files can reach; which functions are called is the explorer's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from statelint.ir.stmt import ModuleIR
from statelint.project.facts import imports_of
from statelint.project.imports import Resolver, folder_of
from statelint.project.model import App, Project
from statelint.project.navigation import Targets, targets
from statelint.project.paths import bases_of


class Graph:
    """The files of a project and their ways to each other; computed for a file when it is first asked for.

    `base` is the folder of the running script, to which the paths that programs name are relative; without it, each file's own.
    """

    def __init__(self, modules: Iterable[ModuleIR], resolver: Resolver, base: str | None = None) -> None:
        self._modules = {module.path: module for module in modules}
        self._resolver = resolver
        self._base = () if base is None else (base,)
        self._named: dict[str, Targets] = {}
        self._loads: dict[str, frozenset[str]] = {}

    def named(self, path: str) -> Targets:
        """The files that the file names."""
        if path not in self._named:
            module = self._modules.get(path)
            bases = (*self._base, *bases_of(path))
            self._named[path] = targets(module, bases, self._resolver.paths) if module else Targets()
        return self._named[path]

    def all_named(self) -> Iterator[tuple[str, Targets]]:
        """Every lowered file and what it names."""
        return ((path, self.named(path)) for path in self._modules)

    def loads(self, path: str) -> frozenset[str]:
        """The files that run inside this one: imported, or run by name."""
        if path not in self._loads:
            module = self._modules.get(path)
            imported = {
                found for name in (imports_of(module) if module else ()) for found in self._resolver.loads(path, name)
            }
            named = self.named(path)
            self._loads[path] = frozenset(imported.union(named.runs, named.imports) - {path})
        return self._loads[path]

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


def reached_modules(app: App, project: Project) -> tuple[str, ...]:
    """The files that an app can cause to run, sorted: through its entry, the pages beside it, and the pages it registers."""
    graph = Graph(project.modules, Resolver(project.paths, app.search), folder_of(app.entry))
    return tuple(sorted(graph.reach((app.entry, *app.pages))))
