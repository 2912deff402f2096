"""`st.connection`: objects of an app's own connection classes, one for all sessions, or one for each.

In: a name, and a class derived from BaseConnection. Out: its object. Databases themselves are not played.
"""

from __future__ import annotations

import importlib
from typing import Any

from statelint.runtime.caches import Cache
from statelint.runtime.run import here


class BaseConnection:
    """What an app's class derives from; its `_connect` is called when the connection is first used."""

    def __init__(self, connection_name: str, **kwargs: Any) -> None:
        self._connection_name = connection_name
        self._kwargs = kwargs
        self._raw_instance: Any = None

    def __class_getitem__(cls, kind: Any) -> Any:
        return cls

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and hasattr(self._instance, name):
            raise AttributeError(f"{name!r} is not of the connection, but of its `_instance`")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    @classmethod
    def scope(cls) -> str:
        """Whose it is: of all ("global"), or of each session."""
        return "global"

    @property
    def _secrets(self) -> Any:
        secrets = here().visitor.process.secrets
        return secrets.get("connections", {}).get(self._connection_name, {})

    @property
    def _instance(self) -> Any:
        if self._raw_instance is None:
            self._raw_instance = self._connect(**self._kwargs)
        return self._raw_instance

    def _connect(self, **kwargs: Any) -> Any:
        raise NotImplementedError

    def reset(self) -> None:
        """Connects anew at its next use."""
        self._raw_instance = None

    def close(self) -> None:
        """Nothing that is kept here has to be closed."""


def connection(name: str, type: Any = None, max_entries: int | None = None, ttl: Any = None, **kwargs: Any) -> Any:
    """The connection of a name."""
    run = here()
    kind = named(type) if isinstance(type, str) else type
    if kind is None:
        raise run.errors.StreamlitAPIException(f"the runtime plays no database: give {name!r} a class of the app")
    if not issubclass(kind, BaseConnection):
        raise run.errors.StreamlitAPIException(f"{kind} is not derived from BaseConnection")

    def create(name: str, **kwargs: Any) -> Any:
        return kind(connection_name=name, **kwargs)

    create.__qualname__ = f"{kind.__module__}.{kind.__qualname__} {max_entries} {ttl}"
    options = {"max_entries": max_entries, "ttl": ttl, "scope": kind.scope()}
    return Cache("cache_resource", run.visitor.process.caches).remember(create, options)(name, **kwargs)


def named(path: str) -> Any:
    """The class of a dotted path; None for the short names of databases."""
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name) if module else None
