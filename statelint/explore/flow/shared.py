"""Lists and dicts that an imported module makes once for all sessions, stored without a copy and changed in place."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.flow.facts import Facts, inside
from statelint.explore.terms import SiteRef
from statelint.explore.unfold.origins import Kept
from statelint.explore.unfold.values import Mapping, Seq, Value
from statelint.explore.value_observations import SharedDefault


def shared_defaults(facts: Facts) -> Iterator[SharedDefault]:
    """Every store of such an object under a key through which it is changed later."""
    changes = [change for change in facts.notes.changes if isinstance(change.box, Kept)]
    for key, stores in facts.stores.items():
        for store in stores:
            if store.site[1] < 0 or not isinstance(store.value, (Seq, Mapping)):
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


def born_at(value: Value) -> SiteRef | None:
    """Where an imported module made the object, None if it did not."""
    return value.born if isinstance(value, (Seq, Mapping)) else None
