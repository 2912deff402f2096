"""`st.secrets`, `st.user` and `st.context`: what a script can read and not write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from statelint.runtime.run import here


class Values(Mapping[str, Any]):
    """A mapping whose items are attributes too."""

    def __init__(self, **values: Any) -> None:
        self.__dict__["_values"] = values

    def __getitem__(self, key: str) -> Any:
        value = self.__dict__["_values"][key]
        return Values(**value) if isinstance(value, dict) else value

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(name) from error

    def __setattr__(self, name: str, value: Any) -> None:
        raise here().errors.StreamlitAPIException(f"{name} cannot be set")

    def __iter__(self) -> Iterator[str]:
        return iter(self.__dict__["_values"])

    def __len__(self) -> int:
        return len(self.__dict__["_values"])

    def to_dict(self) -> dict[str, Any]:
        """All of it, as an ordinary dict."""
        return dict(self.__dict__["_values"])


class User(Values):
    """The visitor, who is not logged in; only an app whose secrets set up a login can ask."""

    def __init__(self, process: Any) -> None:
        super().__init__(**({"is_logged_in": False} if "auth" in process.secrets else {}))


class Secrets(Values):
    """The contents of secrets.toml; without the file, every item is an error of its own."""

    def __init__(self, process: Any) -> None:
        super().__init__(**process.secrets)

    def __getitem__(self, key: str) -> Any:
        if not self.__dict__["_values"]:
            raise here().errors.first("StreamlitSecretNotFoundError")("there are no secrets")
        return super().__getitem__(key)

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except (KeyError, here().errors.StreamlitAPIException) as error:
            raise AttributeError(f'st.secrets has no attribute "{name}"') from error
