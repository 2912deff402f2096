"""Functions whose result follows from one constant: what they give. In: name, value, arguments. Out: the result."""

from __future__ import annotations

import json

from statelint.ir.expr import Literal

CONTENTS = frozenset({"read", "getvalue", "decode"})  # of files and bytes
METHODS = CONTENTS | frozenset(
    {"strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "replace", "isdigit", "isalpha", "isalnum"}
    | {"isnumeric", "isspace", "islower", "isupper", "count", "find", "removeprefix", "removesuffix"}
)
CONTAINS = "in"  # `"@" in name`
PARSERS = frozenset({"json.load", "json.loads"})
FUNCTIONS = {"len": len, "int": int, "float": float, "str": str, "abs": abs, "round": round, "json.loads": json.loads}


def pure(name: str, value: Literal, args: tuple[Literal, ...]) -> object:
    """The result of a text's method, of a builtin or of json.loads; None where it raises, or is no such function."""
    try:
        if name == CONTAINS:
            return args[0] in value if isinstance(value, str) and isinstance(args[0], str) else None
        if name in METHODS:
            return getattr(value, name)(*args) if isinstance(value, str) else None
        return FUNCTIONS[name](value, *args)  # type: ignore[operator]
    except (TypeError, ValueError, OverflowError, AttributeError, KeyError):
        return None
