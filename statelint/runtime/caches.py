"""`st.cache_data` and `st.cache_resource`: a function in, one that remembers out.

A cache belongs to the process, not to the session: what one visitor's state gave is given to all, and what the function
sets in the state is set only where it really runs. cache_data gives copies, cache_resource the object itself.
"""

from __future__ import annotations

import copy
import dataclasses
import datetime
import functools
import inspect
import math
import pickle
import re
import time
import types
from collections.abc import Callable
from typing import Any

from statelint.runtime.page import Shown
from statelint.runtime.proxy import SessionStateProxy
from statelint.runtime.run import Run, here
from statelint.runtime.signatures import check

UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}
PART = re.compile(r"([\d.]+)\s*(s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?|w(?:eeks?)?)\b")
DURATION = re.compile(rf"\s*(?:{PART.pattern}\s*)+")


class Cache:
    """The decorator."""

    def __init__(self, name: str, caches: dict[Any, dict[Any, Any]], command: str = "") -> None:
        self.name = name
        self.caches = caches  # of the process, by function
        self.command = command or name  # by which the app calls it

    def __call__(self, func: Callable[..., Any] | None = None, **options: Any) -> Any:
        check(here().api, self.command, (), options)
        if func is None:
            return functools.partial(self.remember, options=options)
        return self.remember(func, options)

    def remember(self, func: Callable[..., Any], options: dict[str, Any]) -> Callable[..., Any]:
        """The function that calls `func` once for each of its arguments."""
        place = (self.command, func.__module__, func.__qualname__, source_of(func))
        lasting = seconds(options.get("ttl"))
        most = math.inf if options.get("max_entries") is None else options["max_entries"]

        def values() -> dict[Any, Any]:
            session = here().visitor if options.get("scope") == "session" else None
            return self.caches.setdefault((place, id(session) if session else 0), {})

        def key_here(args: Any, kwargs: Any) -> Any:
            return key_of(here(), func, args, kwargs, options.get("hash_funcs") or {})

        @functools.wraps(func)
        def remembering(*args: Any, **kwargs: Any) -> Any:
            run, known, key = here(), values(), key_here(args, kwargs)
            result, shown, until = known.pop(key, (None, [], -math.inf))
            if time.monotonic() < until:
                for element in shown:
                    run.stack[-1].put(element)
            else:
                result, shown = call(run, func, args, kwargs)
                result, until = self.stored(run, result), time.monotonic() + lasting
            known[key] = (result, shown, until)  # the last one is the last to be forgotten
            while len(known) > most:
                del known[next(iter(known))]
            return self.given(result)

        def clear(*args: Any, **kwargs: Any) -> None:
            if (args or kwargs) and here().release < (1, 34):
                raise TypeError("clear() of this release takes no arguments")
            if args or kwargs:
                values().pop(key_here(args, kwargs), None)
            else:
                values().clear()

        remembering.clear = clear  # type: ignore[attr-defined]
        return Remembering(remembering) if here().release >= (1, 38) else remembering

    def stored(self, run: Run, result: Any) -> Any:
        """What is kept: a copy, so that the caller cannot change it."""
        if self.name != "cache_data":
            return result
        try:
            pickle.dumps(result)
        except (pickle.PicklingError, TypeError) as error:  # others pass, as that of a local function
            raise run.errors.UnserializableReturnValueError("the result cannot be stored") from error
        return copy.deepcopy(result)

    def given(self, result: Any) -> Any:
        return copy.deepcopy(result) if self.name == "cache_data" else result

    def clear(self) -> None:
        """Forgets the results of every function."""
        for place in [place for place in self.caches if place[0][0] == self.command]:
            self.caches[place].clear()


def seconds(ttl: Any) -> float:
    """How long a result lasts: a number of seconds, a timedelta, or text such as "1h 30m"."""
    if ttl is None:
        return math.inf
    if isinstance(ttl, datetime.timedelta):
        return ttl.total_seconds()
    if not isinstance(ttl, str):
        return float(ttl)
    if DURATION.fullmatch(ttl) is None:
        raise here().errors.StreamlitAPIException(f"{ttl!r} is no length of time")
    return sum(float(number) * UNITS[unit[0]] for number, unit in PART.findall(ttl))


class Remembering:
    """A function with a cache, which is no function any more: it cannot be pickled."""

    def __init__(self, func: Callable[..., Any]) -> None:
        functools.update_wrapper(self, func)
        self.func = func

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.func(*args, **kwargs)

    def __get__(self, owner: Any, kind: Any = None) -> Any:
        return self if owner is None else types.MethodType(self, owner)

    def __reduce__(self) -> Any:
        raise TypeError("a function with a cache cannot be pickled")


def call(run: Run, func: Callable[..., Any], args: Any, kwargs: Any) -> tuple[Any, list[Shown]]:
    """The result, and what the function has drawn, to be shown again later."""
    place = run.stack[-1]
    before = len(list(place.elements()))
    run.cached += 1
    try:
        result = func(*args, **kwargs)
    finally:
        run.cached -= 1
    return result, [shown for shown in list(place.elements())[before:] if shown.widget is None]


def source_of(func: Callable[..., Any]) -> bytes:
    """The code: a function that has been written anew starts with nothing."""
    code = getattr(func, "__code__", None)
    return code.co_code + repr(code.co_consts).encode() if code and not nested(code) else b""


def nested(code: Any) -> bool:
    return any(inspect.iscode(const) for const in code.co_consts)


def key_of(run: Run, func: Callable[..., Any], args: Any, kwargs: Any, hashes: dict[Any, Any]) -> Any:
    """What tells the calls apart: the arguments whose names do not begin with an underscore."""
    names = list(inspect.signature(func).parameters)
    positional = [(names[min(place, len(names) - 1)], value) for place, value in enumerate(args)]
    given = [*positional, *sorted(kwargs.items())]
    return tuple((name, digest(run, value, hashes)) for name, value in given if not name.startswith("_"))


def is_object(value: Any) -> bool:
    """An object of a class that says nothing of what it consists of."""
    plain = "__reduce__" not in {name for kind in type(value).__mro__[:-1] for name in vars(kind)}
    return plain and hasattr(value, "__dict__") and not dataclasses.is_dataclass(value)


def digest(run: Run, value: Any, hashes: dict[Any, Any]) -> bytes:
    """The contents of an argument."""
    own = hashes.get(type(value)) or hashes.get(f"{type(value).__module__}.{type(value).__qualname__}")
    if own is not None:
        value = own(value)
    if isinstance(value, SessionStateProxy):
        raise run.errors.UnhashableParamError("session_state cannot be hashed: name the argument with an underscore")
    try:
        if inspect.isfunction(value) or is_object(value):
            raise TypeError("only data can be hashed")
        return pickle.dumps(value)
    except Exception as error:
        raise run.errors.UnhashableParamError(f"{type(value).__name__} cannot be hashed") from error
