"""What the commands that draw nothing may be given. In: a release, the name of one, arguments. Out: TypeError, if they
do not fit."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from typing import Any

from statelint.streamlit_api.model import Api


def limited(release: Api, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which takes what it takes in this release and nothing else."""

    @functools.wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        check(release, name, args, kwargs)
        return function(*args, **kwargs)

    return called


def check(release: Api, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Refuses arguments that the release does not know of."""
    positional, names = accepted(release, name)
    if len(args) > positional:
        raise TypeError(f"{name}() takes {positional} positional arguments but {len(args)} were given")
    for given in kwargs:
        if names is not None and given not in names:
            raise TypeError(f"{name}() got an unexpected keyword argument {given!r}")


def accepted(release: Api, name: str) -> tuple[int, frozenset[str] | None]:
    """How many arguments there may be by position, and which by name; None where any is taken."""
    if name in release.elements:
        element = release.elements[name]
        return element.positional, frozenset(element.parameters)
    written = release.signatures[name]
    names = frozenset(one.partition("=")[0] for one in written)
    positional = len(list(itertools.takewhile(lambda one: not one.startswith("*"), written)))
    return positional, None if "**kwargs" in names else names
