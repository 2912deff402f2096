"""Callbacks as elements bind them. In: the arguments of an element call. Out: for each callback of the project, how
many arguments it will be given, and which of its names the loop around it changes before it runs."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.unfold.base import Arguments, Workbench
from statelint.explore.unfold.bindings import assigned, bound_names
from statelint.explore.unfold.trace import Called
from statelint.explore.unfold.values import Frame, Function, Known, Mapping, Seq, Value
from statelint.ir.blocks import statements
from statelint.ir.expr import Clause, Expr, Lambda, Name
from statelint.ir.stmt import Assign, Break, DefineFunction, For, ModuleIR, Return
from statelint.ir.walk import walk
from statelint.streamlit_api.model import Element as ElementApi


class Binding(Workbench):
    """What is known of callbacks where they are bound."""

    def note_callbacks(
        self, element: int, api: ElementApi, given: dict[str, Value], exprs: dict[str, Expr], args: Arguments
    ) -> None:
        for callback in api.callbacks:
            function, expr = given.get(callback.name), exprs.get(callback.name)
            if not isinstance(function, Function) or expr is None or expr.at < 0:
                continue
            positional = _positional(given.get("args"), args.more)
            keywords = _keywords(given.get("kwargs"), args.more)
            varying = self._varying(function)
            place = self.here(expr.at)
            self.trace.called.append(Called(element, callback.name, place, function, positional, keywords, varying))

    def _varying(self, function: Function) -> tuple[str, ...]:
        """The names that the function reads and that a loop around goes on to change; none where a round may be the
        last."""
        found: list[str] = []
        names = list(free_names(self.files.modules[function.module], function.index))
        for frame, loop in self.trace.rounds:
            if isinstance(loop, For) and any(isinstance(s, (Break, Return)) for s in statements(loop.body)):
                continue
            changed = varying(loop)
            found += [name for name in names if name in changed and owner(function.frame, name) is frame]
        return tuple(dict.fromkeys(found))


def _positional(args: Value | None, more: bool) -> int | None:
    if args is None or args == Known(None):
        return None if args is None and more else 0
    return len(args.items) if isinstance(args, Seq) and args.complete and args.kind in ("tuple", "list") else None


def _keywords(kwargs: Value | None, more: bool) -> tuple[str, ...] | None:
    if kwargs is None or kwargs == Known(None):
        return None if kwargs is None and more else ()
    if not isinstance(kwargs, Mapping) or not kwargs.complete:
        return None
    names = [str(key.value) for key, _ in kwargs.items if isinstance(key, Known)]
    return tuple(names) if len(names) == len(kwargs.items) else None


def owner(frame: Frame | None, name: str) -> Frame | None:
    """The frame in which a name that a function does not bind itself is found."""
    while frame is not None and (name not in frame.names or frame.kind == "class"):
        frame = frame.parent
    return frame


def free_names(module: ModuleIR, index: int) -> Iterator[str]:
    """The names that a function, or one inside it, reads and does not bind."""
    function = module.functions[index]
    nodes = list(walk(function.body))
    own = {name for node in nodes if isinstance(node, Clause) for name in assigned(node.target)}.union(function.locals)
    for node in nodes:
        if isinstance(node, Name) and node.id not in own:
            yield node.id
        elif isinstance(node, (Lambda, DefineFunction)):
            yield from (name for name in free_names(module, node.function) if name not in own)


def varying(loop: For | Clause) -> set[str]:
    """The names that are another value in another round: the targets, and what the body makes of them."""
    names = set(assigned(loop.target))
    for stmt in statements(loop.body) if isinstance(loop, For) else ():
        made_of = stmt.value if isinstance(stmt, Assign) else stmt.iterable if isinstance(stmt, For) else None
        if made_of is not None and any(isinstance(node, Name) and node.id in names for node in walk(made_of)):
            names.update(bound_names(stmt))
    return names
