"""Whose a name is. In: the facts of all modules, a Resolver. Out: functions of the project or names of Streamlit's.

Scopes are followed as far as evidence needs: a name of the body itself, of its module, imported (also through packages
that re-export it), or from a star import.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from statelint.ir.stmt import ImportName
from statelint.project.facts import Body, Dotted, ModuleFacts
from statelint.project.imports import Resolver

_HOPS = 8  # re-exports followed; longer chains are cycles


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

    def of(self, path: str, name: Dotted, scopes: tuple[Body, ...] = (), hops: int = _HOPS) -> Iterator[Meaning]:
        """What `name` means in the module at `path`, seen from inside `scopes` (innermost first)."""
        facts = self.facts.get(path)
        if facts is None or not name or not hops:
            return
        for body in (*scopes, facts.top, facts.guard):
            if name[0] in body.functions:
                yield Function(path, body.functions[name[0]])
                return
            if name[0] in body.classes:
                methods = body.classes[name[0]]
                yield from (
                    Function(path, methods[each]) for each in ("__init__", "__call__", *name[1:2]) if each in methods
                )
                return
        if name[0] in facts.bound:
            yield from self._imported(path, facts.bound[name[0]], name, hops)
        else:
            for star in (each for each in facts.imports if each.name == "*"):
                yield from self._imported(path, ImportName(star.module, name[0], name[0], star.level), name, hops)

    def _imported(self, path: str, imported: ImportName, name: Dotted, hops: int) -> Iterator[Meaning]:
        module = tuple(imported.module.split(".")) if imported.module else ()
        if imported.name is not None:
            full = (*module, imported.name, *name[1:])
        else:
            full = (*module, *name[1:]) if imported.whole else name
        if not imported.level and full[0] == "streamlit":
            yield Library(full[1:])
            return
        for end in range(len(full), 0, -1):
            found = self.resolver.resolve(path, ".".join(full[:end]), imported.level)
            if found and found != path:
                yield from self.of(found, full[end:], hops=hops - 1)
                return
        if imported.level:  # `from . import name` that the package itself defines
            found = self.resolver.resolve(path, "", imported.level)
            if found and found != path:
                yield from self.of(found, full, hops=hops - 1)
