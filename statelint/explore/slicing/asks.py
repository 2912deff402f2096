"""What a Term asks for. In: a term. Out: variables, keys, elements.

Compare("==", KeyValue(Exact("step")), Var(3))      asks for the value of the key `step` and for the variable 3
"""

from __future__ import annotations

from typing import Any

from statelint.explore.slicing.keys import named
from statelint.explore.terms import AnyKeySet, Fired, HasKey, KeyValue, Lit, Some, Var, WidgetValue
from statelint.explore.walk import nodes_of
from statelint.record import dataclass


@dataclass(frozen=True, slots=True)
class Asks:
    """`keys` are asked for at all, `values` are those of which it matters what they hold; `everything` if any key can
    change the answer."""

    variables: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    elements: tuple[int, ...] = ()
    everything: bool = False

    @property
    def session(self) -> bool:
        """Does the answer depend on the session?"""
        return bool(self.keys or self.elements or self.everything)


NOTHING = Asks()


def asks(term: Any) -> Asks:
    """What a term asks for."""
    kind = type(term)
    if term is None or kind is Some or kind is Lit:
        return NOTHING
    if kind is Var:
        return Asks((term.id,))
    variables: list[int] = []
    keys: list[str] = []
    values: list[str] = []
    elements: list[int] = []
    everything = False
    for node in nodes_of((term,)):
        if isinstance(node, Var):
            variables.append(node.id)
        elif isinstance(node, HasKey):
            keys.extend(named(node.key))
        elif isinstance(node, KeyValue):
            values.extend(named(node.key))
        elif isinstance(node, WidgetValue):
            values.extend(named(node.key) if node.key is not None else ())
            elements.append(node.element)
        elif isinstance(node, Fired):
            elements.append(node.element)
        elif isinstance(node, AnyKeySet):
            everything = True
    return Asks(tuple(variables), tuple(keys + values), tuple(values), tuple(elements), everything)
