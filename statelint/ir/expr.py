"""Expressions of the IR: plain immutable values, children in the order in which Python evaluates them.

Every node carries `at`, an index into `ModuleIR.spans` (or NOWHERE); the source text is not kept. Nothing here knows
Streamlit: which expression *is* the session state is decided while the program is unfolded (explore), because real code
passes it through aliases, parameters and attributes.
"""

from __future__ import annotations

from statelint.record import dataclass

NOWHERE = -1

Literal = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Const:
    """A literal: str, int, float, bool or None. Other literals (bytes, complex, `...`) are Opaque."""

    value: Literal
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Name:
    """A variable. Its scope follows from `FunctionIR.locals`, `globals` and `nonlocals`."""

    id: str
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Attr:
    """`obj.name`, read here, written as a target, deleted under Delete."""

    obj: Expr
    name: str
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Item:
    """`obj[index]`; a slice is `Op("slice", …)`, several indices are a tuple Collection."""

    obj: Expr
    index: Expr
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument: positional (`name` None, `star` ""), keyword, `*value` or `**value`."""

    value: Expr
    name: str | None = None
    star: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """`func(args…)`; `at` spans the whole call."""

    func: Expr
    args: tuple[Arg, ...] = ()
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Starred:
    """`*value` inside a collection, an assignment target or a subscript."""

    value: Expr
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Collection:
    """A list, tuple or set display; also a destructuring target."""

    kind: str  # "list" | "tuple" | "set"
    items: tuple[Expr, ...]
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Dict:
    """A dict display; a pair whose key is None is `**value`."""

    items: tuple[tuple[Expr | None, Expr], ...]
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Lambda:
    """A lambda; `function` indexes `ModuleIR.functions`."""

    function: int
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class FString:
    """An f-string: literal text as Const(str), holes as any Expr. Implicit concatenation is merged into it."""

    parts: tuple[Expr, ...]
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Op:
    """An operator over evaluated operands.

    Binary `+ - * / // % ** @ & | ^ << >>`, comparison `== != < <= > >= in "not in" is "is not"`, unary `neg pos ~`,
    and `slice` with three operands.
    """

    kind: str
    operands: tuple[Expr, ...]
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Bool:
    """`and` / `or` over two or more operands, short-circuiting. A chained comparison is an `and` of its links."""

    kind: str  # "and" | "or"
    operands: tuple[Expr, ...]
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Not:
    operand: Expr
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class IfElse:
    """`then if test else other`."""

    test: Expr
    then: Expr
    other: Expr
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Walrus:
    """`target := value`."""

    target: Name
    value: Expr
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Clause:
    """One `for target in iterable if tests…` of a comprehension."""

    target: Expr
    iterable: Expr
    tests: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Comprehension:
    """A comprehension or generator expression; `value` is set for dicts only (then `element` is the key)."""

    kind: str  # "list" | "set" | "dict" | "generator"
    clauses: tuple[Clause, ...]
    element: Expr
    value: Expr | None = None
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Await:
    value: Expr
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Yield:
    """`yield value`, or `yield from value` when `delegates`."""

    value: Expr | None
    delegates: bool = False
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Opaque:
    """A value that we do not model; its parts are evaluated, in order, for what they do."""

    parts: tuple[Expr, ...] = ()
    at: int = NOWHERE


Expr = (
    Const
    | Name
    | Attr
    | Item
    | Call
    | Starred
    | Collection
    | Dict
    | Lambda
    | FString
    | Op
    | Bool
    | Not
    | IfElse
    | Walrus
    | Comprehension
    | Await
    | Yield
    | Opaque
)
