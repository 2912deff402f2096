"""The commands of Streamlit, made from the API data: arguments in, something drawn and a value out.

A command draws where the run is (`st.button`) or into a place that the script holds (`column.button`). Those that are
more than a text or a widget have a function of their own, by name, in the modules that this one joins.
"""

from __future__ import annotations

import ast
import datetime
from collections.abc import Callable
from functools import cache
from typing import Any

from statelint.runtime.call import Call, Handler
from statelint.runtime.containers import CONTAINERS
from statelint.runtime.navigation import LINKS
from statelint.runtime.page import DeltaGenerator, Node
from statelint.runtime.run import here
from statelint.runtime.tables import TABLES
from statelint.runtime.texts import TEXTS, show
from statelint.runtime.widgets import widget
from statelint.streamlit_api.model import Element

HANDLERS: dict[str, Handler] = {**TEXTS, **CONTAINERS, **TABLES, **LINKS}
FREE = ("write",)  # takes any number of arguments


def command(name: str, place: DeltaGenerator | None = None) -> Callable[..., Any]:
    """The function of a name, drawing into a place, or where the run is."""

    def drawing(*args: Any, **kwargs: Any) -> Any:
        return draw(name, place, args, kwargs)

    drawing.__name__ = drawing.__qualname__ = name
    return drawing


def draw(name: str, place: DeltaGenerator | None, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """One call of a command."""
    run = here()
    run.yields()
    element = run.api.elements[name]
    values = {"args": args, **kwargs} if name in FREE else bind(element, args, kwargs)
    call = Call(run, node_of(place), element, values)
    interactive = element.kind in ("state", "trigger")
    handler = HANDLERS.get(name) or (widget if interactive else show)
    return handler(call)


def node_of(place: DeltaGenerator | None) -> Node:
    """Where to draw."""
    run = here()
    if place is None:
        return run.stack[-1]
    facts = vars(place)
    node: Node | None = facts.get("_node")
    return node if node is not None else run.screen.roots[facts["root"]]


def method(place: DeltaGenerator, name: str) -> Callable[..., Any]:
    """What a place offers under a name."""
    run = here()
    if name == "__enter__":
        return lambda: run.stack.append(node_of(place))
    if name == "__exit__":
        return run.stack.pop
    if name in run.api.elements:
        return command(name, place)
    if name in ("update", "add_rows"):
        return lambda *_args, **_kwargs: None
    raise run.errors.StreamlitAPIException(f"`{name}` is no command of Streamlit {run.api.release}")


def bind(element: Element, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The value of each parameter, as Python binds them."""
    if len(args) > element.positional:
        raise TypeError(f"{element.name}() takes {element.positional} positional arguments but {len(args)} were given")
    given = dict(zip(element.parameters, args, strict=False))
    for name, value in kwargs.items():
        if name in given:
            raise TypeError(f"{element.name}() got multiple values for argument {name!r}")
        if name not in element.parameters:
            raise TypeError(f"{element.name}() got an unexpected keyword argument {name!r}")
        given[name] = value
    optional = dict(element.optional)
    missing = [name for name in element.parameters if name not in given and name not in optional]
    if missing:
        raise TypeError(f"{element.name}() missing {len(missing)} required arguments: {', '.join(missing)}")
    return {**{name: default(source) for name, source in optional.items()}, **given}


@cache
def default(source: str) -> Any:
    """The value of a default in a signature."""
    names = {"str": str, "datetime.timedelta(seconds=900)": datetime.timedelta(seconds=900)}
    if source in names:
        return names[source]
    try:
        return ast.literal_eval(source)
    except ValueError:
        return None
