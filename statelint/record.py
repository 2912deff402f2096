"""Out: `dataclass`, the standard library's for classes with slots, made several times as fast.

A run of the linter makes more than two hundred such classes before it reads a file, and then millions of their objects.
The standard library compiles up to six methods for each class, and a frozen `__init__` has to pass by what refuses
assignments; here one is compiled for all classes with as many fields, and it assigns. That nobody assigns to a frozen
object afterwards is seen to by the type checker; else what such a class does is the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import field
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, TypeVar, cast

__all__ = ["dataclass", "field", "replace"]

_Class = TypeVar("_Class", bound=type[Any])
_MISSING = dataclasses.MISSING

if TYPE_CHECKING:
    from dataclasses import dataclass, replace
else:

    def replace(record: Any, /, **changes: Any) -> Any:
        """The standard library's, for records whose fields are all parameters."""
        values_of, places = _layout(type(record))
        values = list(values_of(record))
        for name, value in changes.items():
            values[places[name]] = value
        return type(record)(*values)

    def dataclass(**options: bool) -> Callable[[_Class], _Class]:
        """Decorate a class; one without slots, or that is ordered, is left to the standard library."""
        ours = options.get("slots") and options.keys() <= {"slots", "frozen", "eq"}
        return lambda cls: _make(cls, options) if ours and _plain(cls) else dataclasses.dataclass(**options)(cls)


def _plain(cls: type[Any]) -> bool:
    """Whether no field has more to say than a default and whether it is compared."""
    given = [each for each in cls.__dict__.values() if isinstance(each, dataclasses.Field)]
    plain = all(each.init and each.repr and each.hash is None and each.kw_only is not True for each in given)
    return plain and not hasattr(cls, "__post_init__")


def _make(cls: _Class, options: dict[str, bool]) -> _Class:
    """The class with its methods."""
    cls.__doc__ = cls.__doc__ or cls.__name__  # else the standard library writes one, slowly
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = dataclasses.fields(made)
    methods: dict[str, Any] = {"__init__": _init_of(made, fields)}
    if options.get("eq", True):
        methods["__eq__"], hashed = _comparison_of(made, tuple(each.name for each in fields if each.compare))
        methods["__hash__"] = hashed if options.get("frozen") else None
    for name, method in methods.items():
        if method:
            method.__name__, method.__qualname__ = name, f"{made.__qualname__}.{name}"
        setattr(made, name, method)
    made.__repr__ = _repr
    return cast(_Class, made)


def _init_of(made: Any, fields: Sequence[dataclasses.Field[Any]]) -> FunctionType:
    """Assigns its arguments to the fields."""
    scope: dict[str, Any] = {"MISSING": _MISSING}
    scope.update((f"make_{number}", each.default_factory) for number, each in enumerate(fields))
    made_new = tuple(each.default_factory is not _MISSING for each in fields)
    optional = tuple(each.default for each, new in zip(fields, made_new, strict=True) if new or _has_default(each))
    code, names = _writing(made_new), {f"field_{number}": each.name for number, each in enumerate(fields)}
    code = code.replace(
        co_varnames=("self", *names.values()), co_names=tuple(names.get(name, name) for name in code.co_names)
    )
    return FunctionType(code, scope, "__init__", optional)


def _has_default(each: dataclasses.Field[Any]) -> bool:
    return each.default is not _MISSING


@cache
def _writing(made_new: tuple[bool, ...]) -> CodeType:
    """An `__init__` compiled once for all classes that have as many fields and make the same ones new if missing."""
    parameters = "".join(f", value_{number}" for number in range(len(made_new)))
    values = [
        f"make_{number}() if value_{number} is MISSING else value_{number}" if new else f"value_{number}"
        for number, new in enumerate(made_new)
    ]
    stores = "; ".join(f"self.field_{number} = {value}" for number, value in enumerate(values)) or "pass"
    scope: dict[str, Any] = {}
    exec(f"def __init__(self{parameters}): {stores}", scope)
    code: CodeType = scope["__init__"].__code__
    return code


@cache
def _layout(cls: type[Any]) -> tuple[Callable[[Any], tuple[Any, ...]], dict[str, int]]:
    """What gives the values of all fields, and the place of each among them."""
    names = cls.__match_args__
    return _values_of(names), {name: place for place, name in enumerate(names)}


def _values_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda record: (getattr(record, names[0]),)) if names else lambda record: ()


def _comparison_of(made: Any, names: tuple[str, ...]) -> tuple[Callable[..., Any], Callable[..., int]]:
    """`__eq__` and `__hash__` over the values of some fields."""
    if not names:
        return lambda self, other: True if other.__class__ is made else NotImplemented, lambda self: hash(())
    values = attrgetter(*names) if len(names) > 1 else attrgetter(*names, *names)  # of one name it gives no tuple

    def equal(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is made else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return equal, hashed


def _repr(self: Any) -> str:
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self))
    return f"{type(self).__qualname__}({shown})"
