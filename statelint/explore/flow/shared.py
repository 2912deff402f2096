"""Lists and dicts that are made once for all sessions, or for two keys, stored without a copy and changed in place."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.flow.facts import Facts, inside
from statelint.explore.terms import Exact, SiteRef
from statelint.explore.unfold.notes import Change, Store
from statelint.explore.unfold.origins import Kept
from statelint.explore.unfold.values import Mapping, Seq, Value
from statelint.explore.value_observations import SharedDefault


def shared_defaults(facts: Facts) -> Iterator[SharedDefault]:
    """Every store of such an object under a key through which it is changed later."""
    changes = [change for change in facts.notes.changes if isinstance(change.box, Kept)]
    for key, stores in facts.stores.items():
        for store in stores:
            if store.site[1] < 0 or not isinstance(store.value, (Seq, Mapping)) or _once(facts, store):
                continue
            for change in changes:
                box = change.box
                if not isinstance(box, Kept) or box.key != store.key or change.site[1] < 0:
                    continue
                born = next((where for value in inside(store.value, box.way) if (where := born_at(value))), None)
                if born is not None:
                    sites = facts.site(store.site), facts.site(change.site), facts.site(born)
                    yield SharedDefault(key, *sites)
                    break
    yield from _twice(facts, changes)


def _once(facts: Facts, store: Store) -> bool:
    """Does it store while its module is imported? That gives the object to the one session that comes first."""
    ways = facts.ways(store.path)
    return bool(ways) and all(way.root.kind == "import" for way in ways)


def _twice(facts: Facts, changes: list[Change]) -> Iterator[SharedDefault]:
    """Every display that one run stores under two keys."""
    first: dict[int, Store] = {}
    for store in facts.notes.stores:
        value = store.value
        if not isinstance(value, (Seq, Mapping)) or value.maker != store.body or not isinstance(store.key, Exact):
            continue
        before = first.setdefault(id(value), store)
        if before.key == store.key or store.site[1] < 0 or any(way.fired for way in facts.ways(store.path)):
            continue
        changed = next(
            (one for one in changes if isinstance(one.box, Kept) and one.box.key in (before.key, store.key)), None
        )
        if changed is not None and changed.site[1] >= 0 and isinstance(before.key, Exact) and born_at(value) is None:
            sites = facts.site(store.site), facts.site(changed.site), facts.site(before.site)
            yield SharedDefault(store.key.name, *sites, other=before.key.name)


def born_at(value: Value) -> SiteRef | None:
    """Where an imported module made the object, None if it did not."""
    return value.born if isinstance(value, (Seq, Mapping)) else None
