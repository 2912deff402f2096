"""What exploring showed of the values that an app keeps, as plain data: a part of the Observations."""

from __future__ import annotations

from statelint.explore.site import Site
from statelint.record import dataclass


@dataclass(frozen=True, slots=True)
class Iteration:
    """A loop over something that changes its size in the loop, after which another round can start.

    `container`: "dict" | "set" | "deque" | "list" kept under `key`, "state" (its items or values), "query_params".
    `operation` as the program spells it: "del", "remove", "pop" … `effect`: "raises" (`exception` says what), "skips"
    (every second item), "endless". `site` is the change.
    """

    key: str
    container: str
    operation: str
    effect: str
    exception: str
    loop: Site
    site: Site


@dataclass(frozen=True, slots=True)
class Unserializable:
    """A value that pickle refuses is stored under a key, or put into what is kept there; only where the app's settings
    ask for values that can be pickled.

    `what` is a noun phrase, `inside` the way to it in the value (".conn", "[…]"), `later` True if the run that stores
    it goes well and the next one fails.
    """

    key: str
    what: str
    inside: str
    later: bool
    site: Site


@dataclass(frozen=True, slots=True)
class Redefined:
    """Something of a class that the script defines is stored at `site`, and compared in a later run, where the class
    is another one.

    `what`: "instance" | "member" | "class" | "key" (of a kept container). `test`: "==", "isinstance", "match" …
    """

    key: str
    cls: str
    what: str
    test: str
    site: Site
    compared: Site
    defined: Site


@dataclass(frozen=True, slots=True)
class SharedDefault:
    """A list, dict or set that an imported module makes once (`defined`) is stored under a key without a copy, and
    changed in place; or, where `other` is a key, one that a run makes is stored under that, too."""

    key: str
    site: Site
    changed: Site
    defined: Site
    other: str = ""


@dataclass(frozen=True, slots=True)
class OneShot:
    """A generator, iterator, file or closed file is stored, and used (`used`) in a run that has not made it anew."""

    key: str
    kind: str
    site: Site
    used: Site


@dataclass(frozen=True, slots=True)
class LostUpdate:
    """A change that no run stores: of a `name` that holds the value of a key, or (`how` "default", `name` the
    operation) of the default that `.get` gave for a key that nothing sets."""

    key: str
    how: str
    name: str
    site: Site


@dataclass(frozen=True, slots=True)
class Growth:
    """A kept container grows in every run in which a widget has a value; `command` draws it, at `widget`."""

    key: str
    operation: str
    command: str
    site: Site
    widget: Site


@dataclass(frozen=True, slots=True)
class InvalidKey:
    """A key that is refused, or not what it seems.

    `kind`: "reserved" (an internal prefix), "empty", "none" (`key="None"` is no key), "dunder" (stored, and never read
    back), "mangled" (Python adds the name of the class `cls`; `other` is where it does not), "number" (the same key as
    the text at `other`).
    """

    name: str
    kind: str
    site: Site
    other: Site | None
    cls: str = ""


@dataclass(frozen=True, slots=True)
class SlowDefault:
    """`setdefault` is given what `call` computes, in every run; `key` is "" if it is no constant."""

    key: str
    call: str
    site: Site
