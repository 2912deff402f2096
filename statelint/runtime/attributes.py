"""Mappings whose items are attributes too, as `st.session_state` and `st.query_params` are.

In: a class of mappings. Out: the same, where a missing item is a KeyError, a missing attribute an AttributeError.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any, TypeVar

Kind = TypeVar("Kind", bound=type[MutableMapping[Any, Any]])


def attributes_of(called: str) -> Callable[[Kind], Kind]:
    """The decorator; `called` is how the app calls such a mapping. It adds no name that could be a key."""

    def missing(name: str) -> AttributeError:
        return AttributeError(f'{called} has no attribute "{name}": nothing has set it')

    def get(self: MutableMapping[Any, Any], name: str) -> Any:
        try:
            return self[name]
        except KeyError as error:
            raise missing(name) from error

    def put(self: MutableMapping[Any, Any], name: str, value: Any) -> None:
        self[name] = value

    def delete(self: MutableMapping[Any, Any], name: str) -> None:
        try:
            del self[name]
        except KeyError as error:
            raise missing(name) from error

    def decorated(kind: Kind) -> Kind:
        for name, function in (("__getattr__", get), ("__setattr__", put), ("__delattr__", delete)):
            setattr(kind, name, function)
        return kind

    return decorated
