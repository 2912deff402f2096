"""Generators, iterators and files kept in the state, which are empty or closed when a later run goes through them."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.flow.facts import Facts
from statelint.explore.unfold.notes import Store
from statelint.explore.unfold.origins import GENERATOR, Made
from statelint.explore.unfold.values import Seq, origin_of
from statelint.explore.value_observations import OneShot
from statelint.streamlit_api.values import values

FILES = frozenset({"open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open"})


def one_shots(facts: Facts) -> Iterator[OneShot]:
    """Every store of such a value that a run uses which has not made it anew."""
    for key, stores in facts.stores.items():
        for store in stores:
            kind = kind_of(store)
            if not kind or store.site[1] < 0:
                continue
            used = next((use for use in facts.uses.get(key, ()) if not facts.dominated(use, [store])), None)
            if used is not None and used.site[1] >= 0:
                yield OneShot(key, kind, facts.site(store.site), facts.site(used.site))


def kind_of(store: Store) -> str:
    """What a value is that can be used once only: "generator", "iterator", "file", "closed file"; else ""."""
    value, of = store.value, origin_of(store.value)
    if isinstance(value, Seq):
        return value.kind if value.kind in ("generator", "iterator") else ""
    if not isinstance(of, Made) or not of.called:
        return ""
    if of.dotted == GENERATOR:
        return "generator"
    if of.dotted in FILES:
        return "closed file" if store.closed else "file"
    return "iterator" if values().has(of.dotted, "one-shot") else ""
