"""`st.query_params`: the part of the address behind the question mark, as a mapping of texts.

In: values, which become text. Out: text; of several values of a key the last. Unlike the state it is no snapshot while
it is being iterated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from statelint.runtime.attributes import attributes_of
from statelint.runtime.run import here


@attributes_of("st.query_params")
class QueryParams(MutableMapping[str, Any]):
    """The mapping of the session that runs."""

    def __iter__(self) -> Iterator[str]:
        return iter(here().params)

    def __len__(self) -> int:
        return len(here().params)

    def __getitem__(self, key: str) -> str:
        values = here().params[str(key)]
        return values[-1] if values else ""

    def __setitem__(self, key: str, value: Any) -> None:
        run = here()
        if isinstance(value, dict):
            raise run.errors.first("StreamlitQueryParamDictValueError")(f"{key} cannot be a dict")
        several = isinstance(value, Iterable) and not isinstance(value, str)
        run.params[str(key)] = [str(one) for one in value] if several else [str(value)]

    def __delitem__(self, key: str) -> None:
        del here().params[str(key)]

    def get_all(self, key: str) -> list[str]:
        """Every value of a key."""
        return list(here().params.get(str(key), ()))

    def to_dict(self) -> dict[str, str]:
        """The last value of each key."""
        return {key: self[key] for key in list(here().params)}

    def from_dict(self, params: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> None:
        """These values in place of all others."""
        self.clear()
        for key, value in dict(params).items():
            self[key] = value

    def clear(self) -> None:
        """No values at all."""
        here().params.clear()


def get_all() -> dict[str, list[str]]:
    """What `st.experimental_get_query_params` gives: every value of every key."""
    return {key: list(values) for key, values in here().params.items()}


def set_all(**values: Any) -> None:
    """`st.experimental_set_query_params`: these values in place of all others."""
    QueryParams().from_dict(values)
