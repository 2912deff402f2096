"""A widget as the state knows it, and the form of its identity.

In: what its call says. Out: a `Widget`; the identity is text that holds a digest of what makes it this widget, and its
key, so that a key can be told from an identity.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

ID = "$$ID-"


def is_id(name: str) -> bool:
    """Whether an entry of the state is a widget's identity, and not a key."""
    return name.startswith(ID)


def is_keyed(identity: str) -> bool:
    """Whether the widget has a key; so a key that ends in -None does not count as one."""
    return not identity.endswith("-None")


@dataclass(frozen=True, slots=True)
class Coding:
    """How a value travels to the browser and back: an option as its label."""

    encode: Callable[[Any], Any] = field(default=lambda value: value)
    decode: Callable[[Any], Any] = field(default=lambda wire: wire)


@dataclass(frozen=True, slots=True)
class Widget:
    """`default` is its value while nothing has set one; a `trigger` falls back to `off` after the run it started.

    `kind` is the command; `persist` and `bound` are what persist_state= and bind= say; `callback` is called with
    `args` and `kwargs` when the user has changed it.
    """

    id: str
    key: str | None
    kind: str
    default: Any = None
    trigger: bool = False
    off: Any = None
    coding: Coding = Coding()
    callback: Any = None
    args: Any = ()
    kwargs: Any = None
    fragment: str = ""
    form: str = ""
    page: str = ""
    script: str = ""
    persist: str = ""
    bound: bool = False
    disabled: bool = False
    label: str = ""
    placeholder: str = ""
    ignored: bool = False  # on_change="ignore": a change is sent with the next run


def identity(kind: str, key: str | None, parts: Iterable[tuple[str, Any]]) -> str:
    """The identity of a widget of this kind and key whose other distinguishing marks are these."""
    text = repr((kind, key, [(name, content(value)) for name, value in parts]))
    return f"{ID}{hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()}-{key}"


def content(value: Any) -> str:
    """Text that is equal where the browser could not tell two values apart."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(content, value))}]"
    if value is None or isinstance(value, str | int | float | type):
        return str(value)
    try:
        return hashlib.md5(pickle.dumps(value), usedforsecurity=False).hexdigest()
    except Exception:
        return str(value)
