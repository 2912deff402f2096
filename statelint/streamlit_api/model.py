"""What one Streamlit release offers, as immutable data; the facts come from the derivation tool in tools/."""

from __future__ import annotations

from collections.abc import Mapping

from statelint.record import dataclass, field


@dataclass(frozen=True, slots=True)
class Callback:
    """A callback parameter (`on_change`, `on_click`, `on_submit`, `on_select` …) of an element.

    `default` is None, "rerun" or "ignore"; `words` are the accepted strings; a callable is always accepted, None
    where `none`. `checked`: whether anything else raises when the element is drawn, instead of when the callback
    fires.
    """

    name: str
    default: str | None
    words: tuple[str, ...] = ()
    none: bool = True
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Initial:
    """The value that the key of an element holds on the first run when nothing is in the state.

    `kind`, where "given" means given and not None:
    - "const": `value`
    - "parameter": the argument `parameter` where it is given, else `value`
    - "bounded": the argument `parameter` where it is given, else the argument `fallback` where given, else `value`
    - "single": as "parameter" (`value`, if `parameter` is ""), but a list where an argument of `unless` is given
    - "list": the argument `parameter` as a list; empty where it is not given
    - "first-option": the option at the index `parameter`, default 0, of the argument `options`
    - "option": the argument `parameter` where it is given, else the first of the argument `options`
    - "now": the argument `parameter` where it is given, else today's date, or the time
    - "unknown"
    `keeps_none`: an explicit None as `parameter` gives None.
    """

    kind: str
    value: str | int | float | bool | None = None
    parameter: str = ""
    fallback: str = ""
    options: str = "options"
    keeps_none: bool = False
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """One element command (`button`, `text_input`, `form`, `dataframe`, `container` …).

    `kind`: "state" (its value lasts), "trigger" (its value lasts one run), "form", "none" (never in the state).
    `in_state`: "always", "never", or the callback parameter that switches its key on ("on_select", "on_change",
    "on_click"). `parameters` are in positional order, then keyword-only; `*args` and `**kwargs` of a signature are
    left out. `positional` is how many may be given by position (without self). `assignable`: whether the state may
    be assigned before it is drawn in the same run. `container` is True when it can hold others in `with` (columns
    and tabs return several). `in_form`: "allowed", "forbidden", "no-callback" (only without a callback), "required"
    (only there). `in_cache`: the class of the warning that it draws in a cached function, "" if it may be there.
    `key_space`: which others of a run may not have its key: "widgets" (any of these), "own" (its kind), "" (none).
    `optional`: the parameters that may be left out, each with the source text of its default. `conflicts`:
    parameters that conflict with an assigned state, each with the source texts of the arguments that do not.
    `identity` and `keyed_identity`: parameters whose change makes it another element, without and with a key.
    `takes_any`: any other keyword is accepted.
    `bind` and `persist_state`: the accepted words of these parameters, none where the element lacks them.
    """

    name: str
    kind: str
    parameters: tuple[str, ...]
    positional: int
    has_key: bool
    key_required: bool
    in_state: str
    assignable: bool
    callbacks: tuple[Callback, ...]
    initial: Initial
    container: bool = False
    in_form: str = "allowed"
    in_cache: str = ""
    key_space: str = ""
    optional: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    identity: tuple[str, ...] = ()
    keyed_identity: tuple[str, ...] = ()
    bind: tuple[str, ...] = ()
    persist_state: tuple[str, ...] = ()
    takes_any: bool = False


@dataclass(frozen=True, slots=True)
class Api:
    """One release.

    `elements` by command name. Besides public commands: `column_config.ButtonColumn` (its key is one in the state),
    and the names `components.v1.declare_component()` and `components.v2.component()` for what calling these gives.
    `controls` end or redirect a run (stop, rerun, switch_page, experimental_rerun); `decorators` are fragment,
    dialog, cache_data, cache_resource and their older names; `commands` is every public name of the module.
    `methods` are the public names of the session state that are never keys when read by attribute, `underscored`
    the others. `key_writers` maps a library's callable (dotted) to the keys it sets. `signatures` maps every
    command that is no element to its parameters, written "name" or "name=default", "*", "*args", "**kwargs".
    `exceptions` maps the classes of streamlit.errors to the names of their bases; `options` maps the options of the
    configuration that concern the state to their defaults; `outcomes` maps a situation ("write-after-widget",
    "rerun-in-callback" …, see tools/api_probe_rules.py) to what happens then: the class of the exception that is
    shown, or a word.
    """

    release: str
    elements: Mapping[str, Element]
    controls: frozenset[str]
    decorators: frozenset[str]
    navigation: frozenset[str]
    commands: frozenset[str]
    methods: frozenset[str]
    key_writers: Mapping[str, tuple[str, ...]]
    underscored: frozenset[str] = frozenset()
    signatures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exceptions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
