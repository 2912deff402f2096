"""Out: `dataclass`, the standard library's for classes that are frozen and slotted, made several times as fast.

A run of the linter makes more than a hundred such classes before it reads a file, and then millions of their objects.
The standard library compiles six methods for each class, and its frozen `__init__` looks every slot up by name; here
one is compiled for all classes with as many fields, and it writes to the slots. What such a class does is the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import field
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

__all__ = ["dataclass", "field", "replace"]

_Class = TypeVar("_Class", bound=type[Any])

if TYPE_CHECKING:
    from dataclasses import dataclass, replace
else:

    def replace(record: Any, /, **changes: Any) -> Any:
        """The standard library's, for records whose fields are all parameters."""
        values = {name: getattr(record, name) for name in record.__match_args__}
        return type(record)(**(values | changes))

    def dataclass(**options: bool) -> Callable[[_Class], _Class]:
        """Decorate a class; one that is not frozen and slotted is left to the standard library."""
        return _make if options == {"frozen": True, "slots": True} else dataclasses.dataclass(**options)


def _make(cls: _Class) -> _Class:
    """The class, made here unless a field has more to say than a default and whether it is compared."""
    if any(isinstance(each, dataclasses.Field) and _says_more(each) for each in cls.__dict__.values()):
        return cast(_Class, dataclasses.dataclass(frozen=True, slots=True)(cls))
    cls.__doc__ = cls.__doc__ or cls.__name__  # else the standard library writes one, slowly
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = dataclasses.fields(made)
    made.__init__ = _init_of(made, fields)
    made.__eq__, made.__hash__ = _comparison_of(made, tuple(each.name for each in fields if each.compare))
    for name in ("__init__", "__eq__", "__hash__"):
        made.__dict__[name].__name__, made.__dict__[name].__qualname__ = name, f"{made.__qualname__}.{name}"
    made.__repr__, made.__reduce__, made.__setattr__, made.__delattr__ = _repr, _reduce, _refuse, _refuse
    return cast(_Class, made)


def _says_more(given: dataclasses.Field[Any]) -> bool:
    plain = given.init and given.repr and given.hash is None and given.kw_only is not True
    return given.default_factory is not dataclasses.MISSING or not plain


def _init_of(made: Any, fields: Sequence[dataclasses.Field[Any]]) -> FunctionType:
    """Writes its arguments to the slots."""
    names = tuple(each.name for each in fields)
    scope = {f"set_{number}": made.__dict__[name].__set__ for number, name in enumerate(names)}
    defaults = tuple(each.default for each in fields if each.default is not dataclasses.MISSING)
    code = _writing(len(names)).replace(co_varnames=("self", *names))
    return FunctionType(code, scope, "__init__", defaults)


@cache
def _writing(count: int) -> CodeType:
    """An `__init__` with that many parameters, compiled once for all classes with as many fields."""
    parameters = "".join(f", value_{number}" for number in range(count))
    stores = "; ".join(f"set_{number}(self, value_{number})" for number in range(count)) or "pass"
    scope: dict[str, Any] = {}
    exec(f"def __init__(self{parameters}): {stores}", scope)
    code: CodeType = scope["__init__"].__code__
    return code


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


def _reduce(self: Any) -> tuple[type[Any], tuple[Any, ...]]:
    """For copies and pickles, which would otherwise set attributes."""
    return type(self), tuple(getattr(self, each.name) for each in dataclasses.fields(self))


def _refuse(self: Any, name: str, *value: Any) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
