"""Reads the derived data file (api.json) and gives the view of one Streamlit release.

In: a release such as "1.45" or "1.45.2", or None for the newest known.
Out: an immutable `Api`, the same object for the same release.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from statelint.streamlit_api.model import Api, Callback, Element, Initial
from statelint.streamlit_api.values import values

_Facts = dict[str, Any]  # fact name -> value, of one name in one release


@cache
def _data() -> tuple[dict[str, int], list[list[Any]]]:
    """The known releases with their places in time, and the rows [name, fact, since, until, value]."""
    document = json.loads(Path(__file__).with_name("api.json").read_bytes())
    return {release: place for place, release in enumerate(document["releases"])}, document["facts"]


def releases() -> tuple[str, ...]:
    """Every known release, oldest first, as "major.minor"."""
    return tuple(_data()[0])


def nearest(release: str | None) -> str:
    """The known release that stands for `release`: the last one not after it, else the oldest; the newest for None."""
    known = releases()
    if release is None:
        return known[-1]
    wanted = _minor(release)
    return next((name for name in reversed(known) if _minor(name) <= wanted), known[0])


def is_known(release: str) -> bool:
    """Whether a release is not older than all that are known; a newer one is taken for the newest."""
    return _minor(release) >= _minor(releases()[0])


def api(release: str | None = None) -> Api:
    """What `release` ("1.45", "1.45.2"; None: the newest known) offers. ValueError if it is no release number."""
    return _view(nearest(release))


def _minor(release: str) -> tuple[int, int]:
    major, _, rest = release.partition(".")
    return int(major), int(rest.partition(".")[0] or 0)


@cache
def _view(release: str) -> Api:
    names = _facts_of(release)
    roles = {name: facts["is"].split() for name, facts in names.items() if "is" in facts}
    elements = {name: _element(name, names[name]) for name, own in roles.items() if "element" in own}
    signatures = {name: _tokens(facts["signature"]) for name, facts in names.items() if "signature" in facts}
    return Api(
        release=release,
        elements=MappingProxyType(elements),
        controls=frozenset(name for name, own in roles.items() if "control" in own),
        decorators=frozenset(name for name, own in roles.items() if "decorator" in own),
        navigation=frozenset(name for name, own in roles.items() if "navigation" in own),
        commands=frozenset(name for name in roles if "." not in name),
        methods=frozenset(names["session_state"]["methods"].split()),
        key_writers=values().key_writers,
        underscored=frozenset(names["session_state"]["underscored"].split()),
        signatures=MappingProxyType({name: own for name, own in signatures.items() if name not in elements}),
        exceptions=MappingProxyType({name: _words(own) for name, own in _section(names, "errors.", "bases").items()}),
        options=MappingProxyType(_section(names, "config.", "default")),
        outcomes=MappingProxyType(_section(names, "rule.", "outcome")),
    )


def _facts_of(release: str) -> dict[str, _Facts]:
    places, rows = _data()
    now = places[release]
    names: dict[str, _Facts] = {}
    for name, fact, since, until, value in rows:
        if places[since] <= now and (until is None or now < places[until]):
            names.setdefault(name, {})[fact] = value
    return names


def _section(names: dict[str, _Facts], prefix: str, fact: str) -> dict[str, Any]:
    """The one fact of the names that begin with the prefix, without it."""
    return {name.removeprefix(prefix): facts[fact] for name, facts in names.items() if name.startswith(prefix)}


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _tokens(signature: str) -> tuple[str, ...]:
    return tuple(signature.split(", ")) if signature else ()


def _element(name: str, facts: _Facts) -> Element:
    signature = [token.partition("=")[::2] for token in _tokens(facts["signature"])]
    stars = [place for place, (token, _) in enumerate(signature) if token.startswith("*")]
    parameters = tuple(token for token, _ in signature if not token.startswith("*"))
    optional = tuple((token, default) for token, default in signature if default)
    identity = _words(facts.get("identity", ""))
    return Element(
        name=name,
        kind=facts.get("kind", "none"),
        parameters=parameters,
        positional=min(stars, default=len(parameters)),
        has_key="key" in parameters,
        key_required="key" in parameters and "key" not in dict(optional),
        in_state=facts.get("in_state", "never"),
        assignable=facts.get("assignable", False),
        callbacks=tuple(
            Callback(callback, default, _words(words), none, checked)
            for callback, default, words, none, checked in facts.get("callbacks", ())
        ),
        initial=_initial(**facts.get("initial", {"kind": "unknown"})),
        container=facts.get("container", False),
        in_form=facts.get("in_form", "allowed"),
        in_cache=facts.get("in_cache", ""),
        key_space=facts.get("key_space", ""),
        optional=optional,
        conflicts=tuple((name, tuple(harmless)) for name, harmless in facts.get("conflicts", {}).items()),
        identity=identity,
        keyed_identity=identity if (keyed := facts.get("keyed_identity")) is None else _words(keyed),
        bind=_words(facts.get("bind", "")),
        persist_state=_words(facts.get("persist_state", "")),
        takes_any=any(token.startswith("**") for token, _ in signature),
    )


def _initial(unless: tuple[str, ...] = (), **facts: Any) -> Initial:
    return Initial(unless=tuple(unless), **facts)
