"""Statements, functions, classes and modules of the IR.

Structured, in evaluation order, desugared where Python has two spellings: `assert` is an If that raises, `match` is a
chain of Ifs over a temporary (`%1`, `%2` … are names that no program can spell), an annotation without a value is
dropped. `ModuleIR` is what leaves `lower`: it is cached by content hash, so it holds tuples and plain values only.
"""

from __future__ import annotations

from statelint.ir.expr import NOWHERE, Arg, Expr
from statelint.ir.span import Span as Span
from statelint.record import dataclass


@dataclass(frozen=True, slots=True)
class Do:
    """An expression evaluated for what it does."""

    value: Expr
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Assign:
    """`t1 = t2 = value`; a target is Name, Attr, Item, Starred or a list/tuple Collection of targets."""

    targets: tuple[Expr, ...]
    value: Expr
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class AugAssign:
    """`target op= value`; `op` is spelt as in `Op.kind`."""

    target: Expr
    op: str
    value: Expr
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Delete:
    targets: tuple[Expr, ...]
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class If:
    test: Expr
    body: tuple[Stmt, ...]
    orelse: tuple[Stmt, ...] = ()
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class While:
    test: Expr
    body: tuple[Stmt, ...]
    orelse: tuple[Stmt, ...] = ()
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class For:
    target: Expr
    iterable: Expr
    body: tuple[Stmt, ...]
    orelse: tuple[Stmt, ...] = ()
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Handler:
    """`except type as name`; `type` None is a bare except."""

    type: Expr | None
    name: str | None
    body: tuple[Stmt, ...]
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Try:
    """`except*` is kept as `except`."""

    body: tuple[Stmt, ...]
    handlers: tuple[Handler, ...] = ()
    orelse: tuple[Stmt, ...] = ()
    final: tuple[Stmt, ...] = ()
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class WithItem:
    context: Expr
    target: Expr | None = None


@dataclass(frozen=True, slots=True)
class With:
    items: tuple[WithItem, ...]
    body: tuple[Stmt, ...]
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Return:
    value: Expr | None = None
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Raise:
    """`raise value from cause`; both None re-raises."""

    value: Expr | None = None
    cause: Expr | None = None
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Break:
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Continue:
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class ImportName:
    """One imported thing.

    `import a.b` is module "a.b", name None, bound "a"; `import a.b as c` is bound "c" (`whole` True: c is a.b itself);
    `from a import b as c` is module "a", name "b", bound "c"; a star import has name "*" and bound "".
    """

    module: str
    name: str | None
    bound: str
    level: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Import:
    names: tuple[ImportName, ...]
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class DefineFunction:
    """`def`: `function` indexes `ModuleIR.functions`; defaults and decorators are evaluated here."""

    function: int
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class DefineClass:
    """`class`: `cls` indexes `ModuleIR.classes`; bases, decorators and the body are evaluated here."""

    cls: int
    at: int = NOWHERE


Stmt = (
    Do
    | Assign
    | AugAssign
    | Delete
    | If
    | While
    | For
    | Try
    | With
    | Return
    | Raise
    | Break
    | Continue
    | Import
    | DefineFunction
    | DefineClass
)


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter; `kind` is "positional" (`/`), "any", "args" (`*a`), "keyword" or "kwargs" (`**k`)."""

    name: str
    kind: str = "any"
    default: Expr | None = None


@dataclass(frozen=True, slots=True)
class FunctionIR:
    """A def or a lambda (`name` "<lambda>", body one Return).

    `locals` holds every name bound in this body (parameters, assignments, imports, defs, walrus, handlers) except those
    declared global or nonlocal; a name in none of the three tuples is looked up outwards. `at` is the span of the name
    (lambda: of it all), `body_at` the span of the whole definition.
    """

    name: str
    qualname: str
    params: tuple[Param, ...]
    body: tuple[Stmt, ...]
    decorators: tuple[Expr, ...] = ()
    locals: tuple[str, ...] = ()
    globals: tuple[str, ...] = ()
    nonlocals: tuple[str, ...] = ()
    is_async: bool = False
    is_generator: bool = False
    at: int = NOWHERE
    body_at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class ClassIR:
    """A class; `body` runs where the class is defined, its methods are DefineFunction statements in it."""

    name: str
    qualname: str
    bases: tuple[Expr, ...]
    body: tuple[Stmt, ...]
    decorators: tuple[Expr, ...] = ()
    keywords: tuple[Arg, ...] = ()
    at: int = NOWHERE


@dataclass(frozen=True, slots=True)
class ModuleIR:
    """One file. `path` is POSIX and relative to the project root; `spans` is flat: four integers for each position."""

    path: str
    body: tuple[Stmt, ...]
    functions: tuple[FunctionIR, ...] = ()
    classes: tuple[ClassIR, ...] = ()
    spans: tuple[int, ...] = ()

    def span(self, at: int) -> Span:
        """The position of a node; raises IndexError for NOWHERE."""
        if at < 0:
            raise IndexError("this node has no position")
        return Span(*self.spans[4 * at : 4 * at + 4])


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """A file that could not be lowered: why, and where."""

    path: str
    message: str
    span: Span
