"""One call of a command, as the functions that carry it out take it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from statelint.runtime.page import DeltaGenerator, Node, Shown
from statelint.runtime.run import Run
from statelint.streamlit_api.model import Element


@dataclass(frozen=True, slots=True)
class Call:
    """`values` are the arguments by parameter, with defaults; `node` is where it draws."""

    run: Run
    node: Node
    element: Element
    values: dict[str, Any]

    @property
    def key(self) -> str | None:
        """The key, as text."""
        key = self.values.get("key")
        return None if key is None else str(key)

    def show(self, shown: Shown) -> DeltaGenerator:
        """Draws an element; what is drawn through the result takes its place."""
        return self.handle(self.node.put(shown))

    def open(self, form: str = "", single: bool = False, **facts: Any) -> DeltaGenerator:
        """Draws a container."""
        return self.handle(self.node.open(self.element.name, form, single), **facts)

    def handle(self, node: Node, **facts: Any) -> DeltaGenerator:
        """What the script gets hold of."""
        return self.run.visitor.handle(node, **facts)  # type: ignore[no-any-return]


Handler = Callable[[Call], Any]
