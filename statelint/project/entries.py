"""Which scripts are apps. In: the facts of all modules. Out: entry scripts, the scripts that run beside them, doubts.

A script is an entry by evidence: its body, or its `__main__` guard, draws; nothing of an app imports or names it; it
can be run as a file. Files in a `pages/` folder are pages of the entries beside the folder; only one that calls
`st.navigation` itself is an entry. Beside a `pages/` folder that nothing uses stands one, even if it draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from statelint.project.evidence import Evidence
from statelint.project.facts import ModuleFacts
from statelint.project.imports import ancestors, folder_of
from statelint.project.navigation import IMPORT, LINK, LOAD, PAGE, RUN
from statelint.project.reach import Graph

PAGES = "pages"

_AWAY = "it stands in a folder below `pages/`"
_HIDDEN = "it stands in a hidden folder"
_DOUBTS = {
    LINK: "it stands among the pages of `{}`",
    PAGE: "the navigation in `{}` may open it as a page",
    RUN: "`{}` runs scripts whose names are computed",
    LOAD: "`{}` runs scripts whose names are computed",
    IMPORT: "`{}` imports modules whose names are computed",
}


class Entries:
    """The entry scripts of a project and what can be said of each."""

    def __init__(self, facts: Mapping[str, ModuleFacts], graph: Graph, evidence: Evidence) -> None:
        self._facts, self._graph, self._evidence = facts, graph, evidence
        self._beside = _pages_by_folder(facts)
        self._candidates = [path for path in sorted(facts) if _is_candidate(facts[path], evidence)]
        self._registered = {page for path in facts for page in graph.named(path).pages if page != path}
        self._run = {each for path in facts for each in (*graph.named(path).imports, *graph.named(path).runs)}
        self._loaded = {each for path in facts for each in graph.named(path).loads}
        self._reached: dict[str, set[str]] = {}

    def find(self) -> tuple[str, ...]:
        """The entry scripts, sorted."""
        parts = {path for path in self._parts() if not self._is_program(path)}
        entries = [path for path in self._candidates if path not in parts and path not in self._registered]
        entries = [path for path in entries if not self._is_registered_by(path, entries)]
        return tuple(sorted((*entries, *self._bare(entries))))

    def _bare(self, entries: Iterable[str]) -> Iterator[str]:
        """The scripts that draw nothing beside pages that no entry leads to, where there is but one."""
        led = {path for entry in entries for path in (entry, *self._reach(entry), *self.pages(entry))}
        for folder, pages in self._beside.items():
            used = led.union(self._registered, *(self._reach(page) for page in pages)) - set(pages)
            here = [path for path in self._facts if folder_of(path) == folder and path not in used]
            bare = [path for path in here if self._facts[path].runnable and _names_streamlit(self._facts[path])]
            alone = all(folder_of(entry) != folder for entry in entries) and not led.intersection(pages)
            if alone and len(bare) == 1 and any(self._draws(page) for page in pages):
                yield bare[0]

    def _draws(self, path: str) -> bool:
        return self._evidence.top_draws(path) or self._evidence.guard_draws(path)

    def pages(self, entry: str) -> tuple[str, ...]:
        """The scripts that run on their own beside an entry: those in `pages/` and those that a registry names.

        None where it calls `st.navigation`, which switches them off.
        """
        if self._navigates(entry):
            return ()
        alone = {page for path in self._reach(entry) for page in self._graph.named(path).alone if page != entry}
        return tuple(sorted(alone.union(self._beside.get(folder_of(entry), ()))))

    def doubt(self, entry: str, entries: Iterable[str]) -> str:
        """Why a script may be no entry after all: it was put away, below `pages/`, where Streamlit does not look, or in
        a hidden folder, or another one runs or opens scripts that could not be told. Else ""."""
        folders = folder_of(entry).split("/")
        if PAGES in folders[:-1]:
            return _AWAY
        if any(folder.startswith(".") for folder in folders):
            return _HIDDEN
        for other in entries:
            if other == entry or folder_of(other) not in ancestors(folder_of(entry)):
                continue
            if folder_of(entry) in self._page_folders(other):
                return _DOUBTS[LINK].format(other)
            for path in sorted(self._reach(other)):
                kinds = set(self._graph.named(path).unresolved)
                if path in self._reach(entry):
                    kinds &= {PAGE}
                if self._navigates(entry):
                    kinds -= {PAGE}
                if kinds:
                    return _DOUBTS[min(kinds)].format(path)
        return ""

    def _page_folders(self, entry: str) -> set[str]:
        """The folders, other than its own, from which an entry registers pages."""
        pages = {page for path in self._reach(entry) for page in self._graph.named(path).pages}
        return {folder_of(page) for page in pages} - {folder_of(entry)}

    def _reach(self, path: str) -> set[str]:
        if path not in self._reached:
            self._reached[path] = self._graph.reach((path,))
        return self._reached[path]

    def _navigates(self, path: str) -> bool:
        return any(self._evidence.navigates(each) for each in self._reach(path))

    def _is_registered_by(self, path: str, entries: Iterable[str]) -> bool:
        """Whether an entry that stands above it, or that names it itself, registers `path` as a page of its own.

        Pages often name the entry in turn, for they share the code that registers them.
        """
        for other in entries:
            if other == path or folder_of(other) not in ancestors(folder_of(path)):
                continue
            if path in self._graph.named(other).alone:
                return True
            if folder_of(other) != folder_of(path) and path in self.pages(other):
                return True
        return False

    def _is_program(self, path: str) -> bool:
        """Whether a script that others import is run by itself all the same; not if one of them runs it by its name.

        One that is loaded by its path has a `__main__` guard for nobody but itself.
        """
        if path in self._run:
            return False
        alone = path in self._loaded and self._evidence.guard_draws(path)
        return alone or self._evidence.is_own_program(path)

    def _parts(self) -> set[str]:
        """The candidates that are modules or pages of another one; two that lead to each other are both entries."""
        candidates = set(self._candidates)
        parts: set[str] = set()
        for owner in self._candidates:
            led = self._reach(owner).union(self._linked(owner), self._reach_of_pages(owner))
            parts.update(path for path in candidates & led if path != owner and owner not in self._reach(path))
        return parts

    def _linked(self, entry: str) -> set[str]:
        """The scripts in folders below the entry that its code links to; one beside it may be another entry."""
        links = {link for path in self._reach(entry) for link in self._graph.named(path).links}
        return {link for link in links if folder_of(entry) in ancestors(folder_of(link))[1:]}

    def _reach_of_pages(self, entry: str) -> set[str]:
        """What the pages beside an entry lead to, but for the scripts that share these pages."""
        folder = folder_of(entry)
        led = {path for page in self._beside.get(folder, ()) for path in self._reach(page)}
        return {path for path in led if folder_of(path) != folder}


def _pages_by_folder(facts: Mapping[str, ModuleFacts]) -> dict[str, tuple[str, ...]]:
    """Streamlit's pages of each folder: `pages/*.py`, not hidden and not the package's own file."""
    found: dict[str, list[str]] = {}
    for path in sorted(facts):
        folder, _, name = path.rpartition("/")
        if folder.rpartition("/")[2] == PAGES and not name.startswith(".") and name != "__init__.py":
            found.setdefault(folder_of(folder), []).append(path)
    return {folder: tuple(pages) for folder, pages in found.items()}


def _is_candidate(facts: ModuleFacts, evidence: Evidence) -> bool:
    folder, _, name = facts.path.rpartition("/")
    if not facts.runnable or name == "__init__.py":
        return False
    if folder.rpartition("/")[2] == PAGES and not evidence.navigates(facts.path):
        return False
    return evidence.top_draws(facts.path) or (evidence.guard_draws(facts.path) and not _is_test(facts))


def _names_streamlit(facts: ModuleFacts) -> bool:
    return any(name.module.partition(".")[0] == "streamlit" for name in facts.imports)


def _is_test(facts: ModuleFacts) -> bool:
    """Whether pytest collects the file: it has one of pytest's names for files and defines what it takes for tests."""
    name = facts.path.rpartition("/")[2]
    if not (name.startswith("test_") or name.endswith("_test.py")):
        return False
    return any(name.startswith("test") for name in facts.top.functions) or any(
        name.startswith("Test") for name in facts.top.classes
    )
