"""Where an app does what: elements and their forms, callbacks and what they are given, caches, threads, exits of a run.

Facts for rules, as plain data; only code that an entry reaches is in them, each place once.
"""

from __future__ import annotations

from statelint.explore.site import Site
from statelint.record import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """An element that something else depends on; `parameter` is the argument that does, "" if it is only drawn or not
    drawn."""

    command: str
    site: Site
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An element call that stands in a form or in a callback, or should, or is given what it does not take.

    `kind` and `in_form` as in the API, but "none" where its key is not in the state. `forms` are the forms that it is
    drawn in, None standing for outside of all; empty if that is not known. `follows` are fields of its own form that it
    depends on; `callback` is the parameter that is given one; `in_callback` names the callback that draws it; `unknown`
    are parameters for callbacks that it does not have.
    """

    command: str
    site: Site
    kind: str
    in_form: str
    forms: tuple[Site | None, ...]
    follows: tuple[Field, ...] = ()
    callback: str = ""
    in_callback: str = ""
    unknown: tuple[tuple[str, Site], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form; `submits`: is a submit button drawn in it, on any path? None if that is not known."""

    site: Site
    submits: bool | None


@dataclass(frozen=True, slots=True)
class Stale:
    """A value of the run before that a callback gets: `how` is "own" (of its widget), "form" (a field of its form) or
    "fragment" (a widget in one), `name` the argument or the variable that holds it, `read_at` its place."""

    how: str
    name: str
    read_at: Site
    source: Site


@dataclass(frozen=True, slots=True)
class Binding:
    """A callback where an element binds it. `misfit` says why it cannot take what it is given, `lazy` is "async" or
    "generator" if calling it runs nothing, `varying` are names that the loop around changes before it runs."""

    command: str
    parameter: str
    site: Site
    function: str
    defined: Site
    misfit: str = ""
    lazy: str = ""
    varying: tuple[str, ...] = ()
    stale: tuple[Stale, ...] = ()


@dataclass(frozen=True, slots=True)
class Cached:
    """What a cached function does that it must not: `use` is "read", "test", "write" or a widget's command, `site` the
    line in the function that leads there, `target` where it happens. `cache` is "streamlit" or "python" (functools)."""

    function: str
    defined: Site
    cache: str
    use: str
    key: str
    site: Site
    target: Site


@dataclass(frozen=True, slots=True)
class ThreadUse:
    """The state used in another thread, and where that is started."""

    write: bool
    key: str
    site: Site
    started: Site


@dataclass(frozen=True, slots=True)
class Reimport:
    """A process that runs the script again, which fails: at `read`, the key of which is not set there, or, where `read`
    is None, because it starts the process once more. `method` as in Started."""

    site: Site
    method: str
    key: str = ""
    read: Site | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """A statement that ends or holds up the run.

    `kind`: "stop", "rerun", "switch", "endless" (a loop). `in_callback` names the callback that reaches it,
    `in_script`: does anything else? `waits` is the sleep before it, `free`: is it reached without a click? `fragment`
    is the fragment key that it asks for, `known` whether there is such a fragment.
    """

    kind: str
    site: Site
    in_callback: str = ""
    in_script: bool = True
    waits: Site | None = None
    free: bool = False
    fragment: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class LostStore:
    """A store into the state behind a statement that leaves the run (`kind` as in Leaving)."""

    kind: str
    key: str
    site: Site
    left: Site


@dataclass(frozen=True, slots=True)
class Swallowed:
    """A statement that leaves the run (`kind` as in Leaving, at `left`) inside a `try`: `site` is the handler that
    catches it too, or, where `key` is a key, the store in its `finally` that is lost."""

    kind: str
    site: Site
    left: Site
    key: str | None = None


@dataclass(frozen=True, slots=True)
class PlainVariable:
    """A variable of a script that is set as if it lasted: `function` is the callback that sets it, "" for a counter
    that a click adds to; `begun` is where each run starts it anew."""

    name: str
    site: Site
    function: str
    begun: Site


@dataclass(frozen=True, slots=True)
class SharedValue:
    """A user's value kept where all sessions see it: under `slot` of an object, or, where that is "", in a name of an
    imported module. `name` is what the module calls it, at `site`; it is set at `stored` and read at `read`."""

    name: str
    site: Site
    slot: str
    stored: Site
    read: Site


@dataclass(frozen=True, slots=True)
class StuckDialog:
    """A dialog that is opened wherever a key is true, which nothing makes false again. `site` is where the dialog ends,
    or where it is called."""

    key: str
    function: str
    site: Site
    opened: Site


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All of it, each sorted by place."""

    drawings: tuple[Drawing, ...] = ()
    forms: tuple[Form, ...] = ()
    bindings: tuple[Binding, ...] = ()
    cached: tuple[Cached, ...] = ()
    threads: tuple[ThreadUse, ...] = ()
    reimports: tuple[Reimport, ...] = ()
    leavings: tuple[Leaving, ...] = ()
    lost: tuple[LostStore, ...] = ()
    swallowed: tuple[Swallowed, ...] = ()
    variables: tuple[PlainVariable, ...] = ()
    shared: tuple[SharedValue, ...] = ()
    dialogs: tuple[StuckDialog, ...] = ()
