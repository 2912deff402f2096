"""Keys and values of an unfolded app, as conditions see them: which key is meant, and what a value is worth.

st.session_state.get("n", 0) > 2     Compare(">", KeyValue(Exact("n"), Lit(0)), Lit(2))
"""

from __future__ import annotations

from statelint.ir.expr import Literal
from statelint.record import dataclass

SiteRef = tuple[str, int]  # module path, position index
What = tuple[str, str]  # kind and name of a setting


# ---- which key ----
@dataclass(frozen=True, slots=True)
class Exact:
    name: str


@dataclass(frozen=True, slots=True)
class Family:
    """Keys built around constant text: `pattern` is a regular expression for the whole key."""

    pattern: str


@dataclass(frozen=True, slots=True)
class OneOf:
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoopKey:
    """The key that an enclosing EachKey is at."""

    loop: int


@dataclass(frozen=True, slots=True)
class AnyKey:
    pass


KeyRef = Exact | Family | OneOf | LoopKey | AnyKey


# ---- what a value is worth ----
@dataclass(frozen=True, slots=True)
class Lit:
    value: Literal


@dataclass(frozen=True, slots=True)
class Some:
    """A value that we do not know; `truth` if its truth is known, `none` False if it cannot be None, `other` what it
    is not; `held` if it is a list, set or dict that nothing but its key holds: what changes it is seen; `has` is some
    of what is in it: names in a parsed text, or in a file that is still to be parsed."""

    truth: bool | None = None
    none: bool = True
    other: tuple[Literal, ...] = ()
    held: bool = False
    has: tuple[Literal, ...] = ()


@dataclass(frozen=True, slots=True)
class Var:
    """A local, or an opaque value that is tested more than once."""

    id: int


@dataclass(frozen=True, slots=True)
class KeyValue:
    """The value of a key; `default` is what `.get` gives where the key is absent."""

    key: KeyRef
    default: Term | None = None


@dataclass(frozen=True, slots=True)
class HasKey:
    key: KeyRef


@dataclass(frozen=True, slots=True)
class LoopKeyName:
    """The name of the key that an enclosing EachKey is at, as a value."""

    loop: int


@dataclass(frozen=True, slots=True)
class AnyKeySet:
    """Truth of the session state itself: is anything set?"""


@dataclass(frozen=True, slots=True)
class Fired:
    """A trigger: true in the run that its event starts, else false (for chat_input: None)."""

    element: int
    rest: Literal = False


@dataclass(frozen=True, slots=True)
class WidgetValue:
    """What a widget returns: the value of its key if it has one, else what the user chose, at first `initial`."""

    element: int
    key: KeyRef | None
    initial: Term


@dataclass(frozen=True, slots=True)
class Pick:
    """One of some constants, by what a run looks it up with: `ANSWERS[st.session_state.step]`."""

    index: Term
    choices: tuple[tuple[Literal, Literal], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the app is given from outside: `kind` "secret" (of st.secrets) or "variable" (of the environment). `default`
    is what asking for it gives where it is not set, None if that raises."""

    kind: str
    name: str
    default: Term | None = None

    @property
    def what(self) -> What:
        return self.kind, self.name


@dataclass(frozen=True, slots=True)
class Compare:
    """`kind` is ==, !=, is, "is not", in, "not in", <, <=, >, >=; `in` has a Choices on its right."""

    kind: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Choices:
    """A literal collection, for `in`."""

    values: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Negated:
    term: Term


@dataclass(frozen=True, slots=True)
class IsInstance:
    """`isinstance(term, …)` for classes that None is no instance of."""

    term: Term


@dataclass(frozen=True, slots=True)
class Startswith:
    """`text.startswith(prefixes)` or endswith."""

    term: Term
    ends: tuple[str, ...]
    at_end: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """A pure function or method of one value: `name.strip()`, `len(name)`, `json.loads(text)`; `args` are constants."""

    name: str
    term: Term
    args: tuple[Literal, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """`left + right` or `left - right`."""

    kind: str
    left: Term
    right: Term


Term = (
    Lit
    | Some
    | Var
    | KeyValue
    | HasKey
    | LoopKeyName
    | AnyKeySet
    | Fired
    | WidgetValue
    | Setting
    | Pick
    | Compare
    | Choices
    | Negated
    | Startswith
    | IsInstance
    | Applied
    | Sum
)

UNKNOWN_TERM = Some()
