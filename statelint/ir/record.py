"""Out: `dataclass`, the standard library's for classes that are frozen and slotted, made several times as fast.

A run of the linter makes more than a hundred such classes before it reads a file, and then millions of their objects.
The standard library compiles six methods for each class, and its frozen `__init__` looks every slot up by name; here
three are compiled together and three are shared, and `__init__` writes to the slots. What such a class does is the
same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import field
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
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = dataclasses.fields(made)
    scope: dict[str, Any] = {"made": made}
    parameters = []
    for each in fields:
        scope[f"set_{each.name}"] = made.__dict__[each.name].__set__
        has_default = each.default is not dataclasses.MISSING
        if has_default:
            scope[f"default_{each.name}"] = each.default
        parameters.append(f"{each.name}=default_{each.name}" if has_default else each.name)
    compared = [each.name for each in fields if each.compare]
    exec(_methods([each.name for each in fields], compared, parameters), scope)
    for name in ("__init__", "__eq__", "__hash__"):
        method = scope[name]
        method.__qualname__ = f"{made.__qualname__}.{name}"
        setattr(made, name, method)
    made.__repr__, made.__reduce__, made.__setattr__, made.__delattr__ = _repr, _reduce, _refuse, _refuse
    return cast(_Class, made)


def _says_more(given: dataclasses.Field[Any]) -> bool:
    plain = given.init and given.repr and given.hash is None and given.kw_only is not True
    return given.default_factory is not dataclasses.MISSING or not plain


def _methods(names: list[str], compared: list[str], parameters: list[str]) -> str:
    """The source of the methods that depend on the fields."""
    values = "".join(f"self.{name}, " for name in compared)
    others = "".join(f"other.{name}, " for name in compared)
    stores = "; ".join(f"set_{name}(self, {name})" for name in names) or "pass"
    return (
        f"def __init__(self, {', '.join(parameters)}): {stores}\n"
        f"def __eq__(self, other): return ({values}) == ({others}) if other.__class__ is made else NotImplemented\n"
        f"def __hash__(self): return hash(({values}))\n"
    )


def _repr(self: Any) -> str:
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self))
    return f"{type(self).__qualname__}({shown})"


def _reduce(self: Any) -> tuple[type[Any], tuple[Any, ...]]:
    """For copies and pickles, which would otherwise set attributes."""
    return type(self), tuple(getattr(self, each.name) for each in dataclasses.fields(self))


def _refuse(self: Any, name: str, *value: Any) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
