"""Which bodies show something. In: Names over all modules. Out: whether a module's body, or its guard, draws.

A body draws if it calls an element or a page command of Streamlit's, a function of its own file that draws, or one of
another file that draws on every path: a library may show an error in any program that uses it. Functions are found by
name and through imports; where the receiver is not known, any method of that name in the file or those it imports is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from statelint.project.facts import Body, Dotted, ModuleFacts
from statelint.project.names import Function, Names
from statelint.streamlit_api.loader import api, releases

TOP, GUARD = -1, -2  # the module's body and its guard, beside the indices of functions

_Node = tuple[str, int]


@cache
def _drawing() -> frozenset[str]:
    """Commands that draw or steer the page, in the oldest or the newest release; decorators only describe."""
    known = [api(release) for release in (releases()[0], None)]
    return frozenset({"navigation", "set_page_config", "logo"}).union(
        *(frozenset(each.elements) - each.decorators | each.controls for each in known)
    )


def draws(name: Dotted) -> bool:
    """Whether calling or entering this name of Streamlit's draws; a component that is only declared does not."""
    return bool(name) and (name[0] in _drawing() or (name[0] == "components" and name[-1] in _drawing()))


class Evidence:
    """Answers for every body of the project at once: drawing spreads from callees to callers."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._methods = {path: _methods(facts) for path, facts in names.facts.items()}
        self._navigating: set[str] = set()
        self._configuring: set[_Node] = set()
        self._drawing: set[_Node] = set()
        self._borrowed: dict[str, set[str]] = {}  # names that other files import from a file, "*" for all of them
        self._certain: set[_Node] = set()
        self._calls: dict[_Node, list[_Node]] = {}  # callee -> callers
        self._certain_calls: dict[_Node, list[_Node]] = {}
        for path, facts in names.facts.items():
            self._read_module(path, facts)
        self._showing = frozenset(self._drawing)  # those that draw themselves
        self._spread()

    def top_draws(self, path: str) -> bool:
        """Whether importing or running the file draws."""
        return (path, TOP) in self._drawing

    def guard_draws(self, path: str) -> bool:
        """Whether only running it draws, under its `__main__` guard."""
        return (path, GUARD) in self._drawing

    def is_own_program(self, path: str) -> bool:
        """Whether its guard runs functions that no other file calls, and configures a page or draws in one of them.

        Files that import it borrow something else from it: it is a script of its own.
        """
        guard = (path, GUARD)
        guarded = {callee: callers for callee, callers in self._calls.items() if guard in callers}
        if any(caller[0] != path for callers in guarded.values() for caller in callers):
            return False
        return guard in self._configuring or (
            self._lends_only(path) and not self._showing.isdisjoint({guard, *guarded})
        )

    def _lends_only(self, path: str) -> bool:
        """Whether others import names from the file one by one, and none that its guard mentions."""
        if not self._borrowed:
            for other, facts in self._names.facts.items():
                for name in facts.imports:
                    for found in self._names.resolver.loads(other, name):
                        whole = found != self._names.resolver.resolve(other, name.module, name.level)
                        self._borrowed.setdefault(found, set()).add("*" if whole or not name.name else name.name)
        kept = {name[0] for name in self._names.facts[path].guard.used}
        return kept.isdisjoint(self._borrowed.get(path, ())) and "*" not in self._borrowed.get(path, ())

    def navigates(self, path: str) -> bool:
        """Whether anything in the file calls `st.navigation`."""
        return path in self._navigating

    def _read_module(self, path: str, facts: ModuleFacts) -> None:
        near = {path}.union(*(self._names.resolver.loads(path, name) for name in facts.imports))
        methods: dict[str, list[_Node]] = {}
        for each in near:
            for name, nodes in self._methods.get(each, {}).items():
                methods.setdefault(name, []).extend(nodes)
        self._read_body((path, TOP), facts.top, (), methods)
        self._read_body((path, GUARD), facts.guard, (), methods)
        scopes = _scopes(facts)
        for index, body in enumerate(facts.functions):
            self._read_body((path, index), body, scopes[index], methods)

    def _read_body(self, node: _Node, body: Body, scopes: tuple[Body, ...], methods: dict[str, list[_Node]]) -> None:
        for index in body.lambdas:
            self._calls.setdefault((node[0], index), []).append(node)
        for name in body.used:
            certain = name in body.certain
            for callee in self._callees(node, name, (body, *scopes), methods, certain):
                self._calls.setdefault(callee, []).append(node)
                if certain:
                    self._certain_calls.setdefault(callee, []).append(node)

    def _callees(
        self, node: _Node, name: Dotted, scopes: tuple[Body, ...], methods: dict[str, list[_Node]], certain: bool
    ) -> Iterator[_Node]:
        """The functions that a name can mean; where it means a command that draws, the body is found to draw."""
        if not name[0]:
            yield from methods.get(name[1], ())
            return
        for meaning in self._names.of(node[0], name, scopes):
            if isinstance(meaning, Function):
                yield meaning.path, meaning.index
            elif draws(meaning.name):
                self._drawing.add(node)
                if certain:
                    self._certain.add(node)
                if meaning.name == ("navigation",):
                    self._navigating.add(node[0])
                elif meaning.name == ("set_page_config",):
                    self._configuring.add(node)

    def _spread(self) -> None:
        """First to the callers that draw on every path; then within each file, and to callers of those in others."""
        _grow(self._certain, self._certain_calls)
        for callee in self._certain:
            self._drawing.update(self._calls.get(callee, ()))
        same_file = {
            callee: [caller for caller in callers if caller[0] == callee[0]] for callee, callers in self._calls.items()
        }
        _grow(self._drawing, same_file)
        _grow(self._configuring, same_file)


def _grow(found: set[_Node], callers: dict[_Node, list[_Node]]) -> None:
    pending = list(found)
    while pending:
        following = [caller for caller in callers.get(pending.pop(), ()) if caller not in found]
        found.update(following)
        pending.extend(following)


def _methods(facts: ModuleFacts) -> dict[str, list[_Node]]:
    """The methods of a module's classes, wherever they are defined, by name."""
    found: dict[str, list[_Node]] = {}
    for body in (facts.top, facts.guard, *facts.functions):
        for methods in body.classes.values():
            for name, index in methods.items():
                found.setdefault(name, []).append((facts.path, index))
    return found


def _scopes(facts: ModuleFacts) -> list[tuple[Body, ...]]:
    """For each function the bodies of the functions around it, innermost first."""
    parents: dict[int, int] = {}
    for outer, body in enumerate(facts.functions):
        inner = [*body.functions.values(), *body.lambdas]
        inner.extend(index for methods in body.classes.values() for index in methods.values())
        parents.update(dict.fromkeys(inner, outer))
    return [tuple(_around(index, parents, facts)) for index in range(len(facts.functions))]


def _around(index: int, parents: dict[int, int], facts: ModuleFacts) -> Iterator[Body]:
    while index in parents:
        index = parents[index]
        yield facts.functions[index]
