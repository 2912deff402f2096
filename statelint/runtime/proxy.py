"""`st.session_state` as a script sees it: a mapping whose items are attributes too.

In: keys, turned to text on every use. Out: values; a missing item is a KeyError, a missing attribute an AttributeError.
It belongs to no session by itself: each use asks which run is going on in this thread.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from statelint.runtime.attributes import attributes_of
from statelint.runtime.run import store_of_thread


@attributes_of("st.session_state")
class SessionStateProxy(MutableMapping[Any, Any]):
    """The object itself; the names of its methods cannot be read as keys by attribute."""

    def __iter__(self) -> Iterator[str]:
        return iter(store_of_thread()[0].visible())

    def __len__(self) -> int:
        return len(store_of_thread()[0].visible())

    def __str__(self) -> str:
        return str(store_of_thread()[0].visible())

    def __getitem__(self, key: Any) -> Any:
        store, run = store_of_thread()
        run.check_key(str(key))
        return store[str(key)]

    def __setitem__(self, key: Any, value: Any) -> None:
        store, run = store_of_thread()
        run.check_key(str(key))
        run.check_assignment(str(key))
        store.assigned[str(key)] = value

    def __delitem__(self, key: Any) -> None:
        store, run = store_of_thread()
        run.check_key(str(key))
        del store[str(key)]

    def to_dict(self) -> dict[str, Any]:
        """All keys and values, as an ordinary dict."""
        return store_of_thread()[0].visible()
