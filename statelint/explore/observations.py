"""What exploring an app showed, as plain data: the only thing that rules ask.

One Observations per app. Places are Sites (path and span); everything is sorted by place, so reports are deterministic.
"""

from __future__ import annotations

from statelint.explore.circumstances.model import Circumstances
from statelint.explore.site import Site as Site
from statelint.explore.value_observations import (
    Growth,
    InvalidKey,
    Iteration,
    LostUpdate,
    OneShot,
    Redefined,
    SharedDefault,
    SlowDefault,
    Unserializable,
)
from statelint.ir.scenario import Scenario
from statelint.ir.stmt import SyntaxProblem
from statelint.project.model import Settings
from statelint.record import dataclass


@dataclass(frozen=True, slots=True)
class Write:
    """A place that can set a key; `kind` is "assign", "setdefault", "update", "widget", "callback", "library".

    `empty` is the source-like text of the empty value it stores ("[]", "{}", "None", "False", "0", '""'), "" if it
    stores anything else.
    """

    site: Site
    kind: str
    empty: str = ""


@dataclass(frozen=True, slots=True)
class KeyFailure:
    """A key operation that raises in an observed run.

    `operation`: "read" | "augmented" | "delete" | "pop". `form`: "attr" (AttributeError) | "item" (KeyError). `cause`:
    "unset" (nothing has set it), "deleted" (it was deleted in this very run, at `cause_site`), "cleaned" (its widget
    was not drawn), "page", "callback", "import". `used` is how the value is used at once: "" (not at all), "call",
    "item", "attr", "test", "iterate", "operator". `writes` are the places that set the key on some other path; `near`
    are keys of the app with nearly the same name and where each is set; `also_at` are later reads that fail of the same
    cause.
    """

    key: str
    operation: str
    form: str
    cause: str
    site: Site
    scenario: Scenario
    used: str = ""
    cause_site: Site | None = None
    writes: tuple[Write, ...] = ()
    near: tuple[tuple[str, Site], ...] = ()
    also_at: tuple[Site, ...] = ()


@dataclass(frozen=True, slots=True)
class WidgetClash:
    """An assignment and a widget of one key that Streamlit refuses in one run.

    `kind`: "drawn" (the assignment stands at `site`, the widget was drawn before it at `other`), "readonly" (the widget
    at `site` takes no value, the assignment at `other` came before it). `command` is the widget's, `raised` the
    exception of the targeted release.
    """

    kind: str
    key: str
    site: Site
    scenario: Scenario
    command: str = ""
    other: Site | None = None
    raised: str = "StreamlitAPIException"


@dataclass(frozen=True, slots=True)
class EndlessRerun:
    """A `st.rerun()` that a run without an event reaches, and that leads to the same run again."""

    site: Site
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class ImportTimeUse:
    """An operation on the state in the body of an imported module, which runs once in a process.

    `use`: "write" (a later session lacks the key: `failure`), "read" (every session sees what the first one had; the
    key is set elsewhere).
    """

    use: str
    key: str
    site: Site
    failure: KeyFailure | None = None


@dataclass(frozen=True, slots=True)
class Reset:
    """A key that every run assigns the same constant before anything looks at it: what the widget drawn at `lost` got
    from the user, or what the callback stored there, is thrown away. `by`: "widget" or "callback"."""

    key: str
    site: Site
    lost: Site
    by: str
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class WrongGuard:
    """A test at `site` for `tested`, which nothing ever sets, guards the assignment of `set_key` at `set_at`."""

    tested: str
    site: Site
    set_key: str
    set_at: Site
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class ReservedName:
    """A mapping-method name (`items`, `get`, `update` …) used as if it were a key.

    `use`: "store" | "delete" | "augmented" (through attribute syntax), "subscript", "iterate", "compare", "format",
    "operator", "test", "argument" (of a builtin that needs a value). A call of the method, or a bare reference, is
    never listed.
    """

    name: str
    use: str
    site: Site
    stored_at: Site | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """What an argument is known to be.

    `kind`: "const" (`detail` its repr), "tuple" | "list" | "dict" | "set", "function" (`detail` its name), "nothing"
    (the result of calling project function `detail`, which can only return None), "undefined" (global `detail`, bound
    only later in the module, at `site`), "unknown".
    """

    kind: str
    detail: str = ""
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of an element call, by the parameter's name."""

    name: str
    site: Site
    shape: Shape


@dataclass(frozen=True, slots=True)
class Element:
    """An element call that an observed run makes: `command` is "button", "form_submit_button", "selectbox" …; key None
    if it has none that we know.
    """

    command: str
    site: Site
    key: str | None
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of the ledger: a hard read, what became of it, and why.

    `verdict`: "safe" | "reported" | "silent"; `why` for silent: "later-run", "opaque", "dynamic-writer",
    "unresolved-call", "budget", "unreachable", "family", "library", "quiet-app".
    """

    site: Site
    key: str
    verdict: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class UnusedSuppression:
    """A comment that hides nothing: `codes` in it are idle (none if it names none); `whole` if it has no others."""

    site: Site
    codes: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """A comment that names a rule which does not exist; `near` is the one that was probably meant, or ""."""

    site: Site
    code: str
    near: str = ""


@dataclass(frozen=True, slots=True)
class Observations:
    """Everything that was observed of one app; with `entry` "" of the files: only `problems`, `unused`, `unknown`."""

    entry: str
    failures: tuple[KeyFailure, ...] = ()
    reserved: tuple[ReservedName, ...] = ()
    elements: tuple[Element, ...] = ()
    iterations: tuple[Iteration, ...] = ()
    unserializable: tuple[Unserializable, ...] = ()
    redefined: tuple[Redefined, ...] = ()
    shared_defaults: tuple[SharedDefault, ...] = ()
    one_shots: tuple[OneShot, ...] = ()
    lost_updates: tuple[LostUpdate, ...] = ()
    growths: tuple[Growth, ...] = ()
    invalid_keys: tuple[InvalidKey, ...] = ()
    slow_defaults: tuple[SlowDefault, ...] = ()
    ledger: tuple[Judged, ...] = ()
    clashes: tuple[WidgetClash, ...] = ()
    endless: tuple[EndlessRerun, ...] = ()
    imports: tuple[ImportTimeUse, ...] = ()
    resets: tuple[Reset, ...] = ()
    guards: tuple[WrongGuard, ...] = ()
    problems: tuple[SyntaxProblem, ...] = ()
    settings: Settings = Settings()
    unused: tuple[UnusedSuppression, ...] = ()
    unknown: tuple[UnknownCode, ...] = ()
    circumstances: Circumstances = Circumstances()
