"""Whose a name is. In: the facts of all modules, a Resolver. Out: functions of the project or names of Streamlit's.

Scopes are followed as far as evidence needs: a name of the body itself, of its module, imported (also through packages
that re-export it), or from a star import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from statelint.ir.stmt import ImportName
from statelint.project.facts import Body, Dotted, ModuleFacts
from statelint.project.imports import Resolver
from statelint.record import dataclass


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the project: its index in `ModuleIR.functions`."""

    path: str
    index: int


@dataclass(frozen=True, slots=True)
class Library:
    """A name of Streamlit's: `st.sidebar.write` is ("sidebar", "write"), the module itself ()."""

    name: Dotted


Meaning = Function | Library


class Names:
    """Looks names up across modules."""

    def __init__(self, facts: Mapping[str, ModuleFacts], resolver: Resolver) -> None:
        self.facts = facts
        self.resolver = resolver
        self._exported: dict[tuple[str, Dotted], tuple[Meaning, ...]] = {}

    def of(self, path: str, name: Dotted, scopes: Iterable[Body] = ()) -> tuple[Meaning, ...]:
        """What `name` means in the module at `path`, seen from inside the bodies `scopes` (innermost first)."""
        found = next((_defined(path, name, body) for body in scopes if _defines(body, name)), None)
        return self._of_module(path, name) if found is None else found

    def _of_module(self, path: str, name: Dotted) -> tuple[Meaning, ...]:
        key = (path, name)
        if key not in self._exported:
            self._exported[key] = ()  # what a cycle of imports finds
            self._exported[key] = tuple(self._look_up(path, name)) if name and path in self.facts else ()
        return self._exported[key]

    def _look_up(self, path: str, name: Dotted) -> Iterator[Meaning]:
        facts = self.facts[path]
        for body in (facts.top, facts.guard):
            if _defines(body, name):
                yield from _defined(path, name, body)
                return
        if name[0] in facts.bound:
            yield from self._imported(path, facts.bound[name[0]], name)
        else:
            for star in (each for each in facts.imports if each.name == "*"):
                yield from self._imported(path, ImportName(star.module, name[0], name[0], star.level), name)

    def _imported(self, path: str, imported: ImportName, name: Dotted) -> tuple[Meaning, ...]:
        module = tuple(imported.module.split(".")) if imported.module else ()
        if imported.name is not None:
            full = (*module, imported.name, *name[1:])
        else:
            full = (*module, *name[1:]) if imported.whole else name
        if not imported.level and full[0] == "streamlit":
            return (Library(full[1:]),)
        # The longest part that is a module; for a relative import of a package's own name that is the package.
        for end in range(len(full), -1 if imported.level else 0, -1):
            found = self.resolver.resolve(path, ".".join(full[:end]), imported.level)
            if found and found != path:
                return self._of_module(found, full[end:])
        return ()


def _defines(body: Body, name: Dotted) -> bool:
    return name[0] in body.functions or name[0] in body.classes


def _defined(path: str, name: Dotted, body: Body) -> tuple[Meaning, ...]:
    """The function of that name; of a class, what calling it runs and the method that follows."""
    if name[0] in body.functions:
        return (Function(path, body.functions[name[0]]),)
    methods = body.classes[name[0]]
    return tuple(Function(path, methods[each]) for each in ("__init__", "__call__", *name[1:2]) if each in methods)
