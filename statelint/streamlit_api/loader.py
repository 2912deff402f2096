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

_Facts = dict[str, Any]  # fact name -> value, of one public name in one release


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


def api(release: str | None = None) -> Api:
    """What `release` ("1.45", "1.45.2"; None: the newest known) offers. ValueError if it is no release number."""
    return _view(nearest(release))


def _minor(release: str) -> tuple[int, int]:
    major, _, rest = release.partition(".")
    return int(major), int(rest.partition(".")[0] or 0)


@cache
def _view(release: str) -> Api:
    names = _facts_of(release)
    elements = {name: _element(name, facts) for name, facts in names.items() if "signature" in facts}
    return Api(
        release=release,
        elements=MappingProxyType(elements),
        controls=_with_role(names, "control"),
        decorators=_with_role(names, "decorator"),
        navigation=_with_role(names, "navigation"),
        commands=frozenset(name for name, facts in names.items() if "public" in facts),
        methods=frozenset(names["session_state"]["methods"]),
        key_writers=values().key_writers,
    )


def _facts_of(release: str) -> dict[str, _Facts]:
    places, rows = _data()
    now = places[release]
    names: dict[str, _Facts] = {}
    for name, fact, since, until, value in rows:
        if places[since] <= now and (until is None or now < places[until]):
            names.setdefault(name, {})[fact] = value
    return names


def _with_role(names: dict[str, _Facts], role: str) -> frozenset[str]:
    return frozenset(name for name, facts in names.items() if facts.get("role") == role)


def _element(name: str, facts: _Facts) -> Element:
    positional, keyword_only = _parameters(facts["signature"])
    parameters = positional + keyword_only
    return Element(
        name=name,
        kind=facts.get("kind", "none"),
        parameters=parameters,
        positional=len(positional),
        has_key="key" in parameters,
        key_required=facts.get("key_required", False),
        in_state=facts.get("in_state", "never"),
        assignable=facts.get("assignable", False),
        callbacks=tuple(Callback(name, default, tuple(words)) for name, default, words in facts.get("callbacks", ())),
        initial=Initial(*facts.get("initial", ("unknown",))),
        container=facts.get("container", False),
        in_form=facts.get("in_form", "allowed"),
    )


def _parameters(signature: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names that may be given by position, and keyword-only names; `*args` and `**kwargs` themselves are left out."""
    positional: list[str] = []
    keyword_only: list[str] = []
    into = positional
    for token in signature:
        if token.startswith("*"):
            into = keyword_only
        else:
            into.append(token.partition("=")[0])
    return tuple(positional), tuple(keyword_only)
