"""What a run has drawn: a tree of containers and elements, and the handles by which a script reaches into it.

In: elements. Out: the elements in the order of the screen. A place that holds one thing (`st.empty`, or an element that
was drawn before) shows the last thing that was put there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from statelint.runtime.widget import Widget

ROOTS = ("main", "sidebar", "event", "bottom")


@dataclass(frozen=True, slots=True)
class Shown:
    """An element: its command, its text, the widget if it is one, the exception if it shows one.

    `place` is the innermost line of the app that the exception came through: path and row.
    """

    kind: str
    text: str = ""
    widget: Widget | None = None
    exception: str = ""
    message: str = ""
    place: tuple[str, int] = ("", 0)
    warning: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """A place on the page, its way from the root, and the form that it lies in; `single` if only one thing fits."""

    root: str
    path: str = ""
    form: str = ""
    single: bool = False
    cleared: bool = False  # the form's fields go back to their defaults when it is submitted
    kind: str = ""
    shown: Shown | None = None
    children: list[Node] = field(default_factory=list)

    def put(self, shown: Shown) -> Node:
        """Shows an element here, after what is here or in its place."""
        if self.single:
            self.shown, self.children = shown, []
            return self
        node = Node(self.root, self.next_path(), self.form, single=True, kind=shown.kind, shown=shown)
        self.children.append(node)
        return node

    def open(self, kind: str, form: str = "", single: bool = False, cleared: bool = False) -> Node:
        """A new container here."""
        if self.single:
            self.shown, self.children = None, []
        node = Node(self.root, self.next_path(), form or self.form, single, cleared, kind)
        self.children.append(node)
        return node

    def next_path(self) -> str:
        """The way to the next child."""
        return f"{self.path}.{len(self.children)}"

    def elements(self) -> Iterator[Shown]:
        """Everything on show, from the top."""
        if self.shown is not None:
            yield self.shown
        for child in self.children:
            yield from child.elements()

    def nodes(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.nodes()


class Page:
    """The roots of the tree."""

    def __init__(self) -> None:
        self.roots = {name: Node(name, name) for name in ROOTS}

    def elements(self) -> list[Shown]:
        return [shown for root in self.roots.values() for shown in root.elements()]

    def widgets(self) -> list[Widget]:
        return [shown.widget for shown in self.elements() if shown.widget is not None]

    def close_dialog(self) -> Node | None:
        """Takes the dialog away, if there is one; gives it."""
        event = self.roots["event"]
        dialog = next((node for node in event.children if node.kind == "dialog"), None)
        event.children = [node for node in event.children if node is not dialog]
        return dialog

    def clearing_forms(self) -> set[str]:
        """The forms with clear_on_submit=True."""
        return {node.form for root in self.roots.values() for node in root.nodes() if node.cleared}


class DeltaGenerator:
    """What a script holds of a place: draw into it by its methods, or by `with`."""

    def __init__(self, node: Node | None = None, draw: Callable[..., Any] | None = None, **facts: Any) -> None:
        self.__dict__.update(_node=node, _draw=draw, **facts)

    def __getattr__(self, name: str) -> Any:
        draw = self.__dict__.get("_draw")
        if draw is None or (name.startswith("__") and name.endswith("__")):
            raise AttributeError(name)
        return draw(self, name)

    def __enter__(self) -> DeltaGenerator:
        self.__dict__["_draw"](self, "__enter__")()
        return self

    def __exit__(self, *error: object) -> None:
        self.__dict__["_draw"](self, "__exit__")()

    def __reduce__(self) -> tuple[Any, ...]:
        return DeltaGenerator, ()
