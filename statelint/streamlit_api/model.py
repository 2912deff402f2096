"""What one Streamlit release offers, as immutable data. Facts and where they come from: the derivation tool in tools/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Callback:
    """A callback parameter (`on_change`, `on_click`, `on_submit`, `on_select` …) of an element: its default and accepted words.

    `default` is None, "rerun" or "ignore"; `words` are the accepted strings; a callable is always accepted.
    """

    name: str
    default: str | None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Initial:
    """The value an element returns on the first run when nothing is in the state.

    `kind`: "const" (`value`), "parameter" (the argument `parameter` where it is given and not None; else `value`), "first-option"
    (the option at `parameter`'s index, default 0, of `options`), "unknown".
    """

    kind: str
    value: str | int | float | bool | None = None
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """One element command (`button`, `text_input`, `form`, `dataframe`, `container` …).

    `kind`: "state" (its value lasts), "trigger" (its value lasts one run), "form", "none" (never in the state). `in_state`: "always", "never",
    or the callback parameter that switches its key on ("on_select", "on_change", "on_click"). `parameters` are in positional order, then
    keyword-only; `positional` is how many may be given by position (without self). `assignable`: whether the state may be assigned before it
    is drawn in the same run. `container` is True when it can be used in `with` or draws into itself (columns and tabs return several).
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
    in_form: str = "allowed"  # "allowed" | "forbidden" | "no-callback"


@dataclass(frozen=True, slots=True)
class Api:
    """One release. `elements` by command name; `controls` are commands that end or redirect a run (stop, rerun, switch_page,
    experimental_rerun); `decorators` are fragment, dialog, cache_data, cache_resource and their experimental names; `methods` are the ten public
    names of the session state that are never keys when read by attribute; `key_writers` maps a library's callable (dotted) to the keys it sets.
    """

    release: str
    elements: Mapping[str, Element]
    controls: frozenset[str]
    decorators: frozenset[str]
    navigation: frozenset[str]
    commands: frozenset[str]
    methods: frozenset[str]
    key_writers: Mapping[str, tuple[str, ...]]
