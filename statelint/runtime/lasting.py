"""Which widgets outlast the runs that do not draw them: what persist_state= and bind= ask for, and on which page.

In: widgets as they are drawn, and the page that a run was for. Out: whether the value of a widget that is gone stays,
and whether one that comes back must start anew, because the visitor has been on another page meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from statelint.runtime.widget import Widget


class Lasting:
    """Widgets are known by their identities; one whose key was deleted is forgotten."""

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.scopes: dict[str, str] = {}  # of those with persist_state=
        self.pages: dict[str, str] = {}  # where those of a page were drawn last
        self.origins: dict[str, str] = {}  # key -> page, of values that are kept for one page
        self.outdated: set[str] = set()  # what the browser may still send of them no longer counts

    def keeps(self, identity: str, page: str) -> bool:
        """Does the value stay after a run for this page that has not drawn the widget?"""
        scope = self.scopes.get(identity)
        return identity in self.bound or scope == "session" or (scope == "page" and self.pages[identity] == page)

    def note(self, identity: str, key: str) -> None:
        """The value stays, under its key."""
        if self.scopes.get(identity) == "page":
            self.origins[key] = self.pages[identity]
        else:
            self.origins.pop(key, None)

    def leave(self, page: str, stale: Callable[[str], bool]) -> list[str]:
        """A run for this page has ended: the widgets of other pages whose values are not to be seen any more."""
        left = [
            identity
            for identity, own in self.pages.items()
            if own != page and identity not in self.bound and stale(identity)
        ]
        self.outdated.update(left)
        return left

    def draw(self, widget: Widget, key: str) -> bool:
        """A widget is drawn; is the value that there is for it one of another page?"""
        (self.bound.add if widget.bound else self.bound.discard)(widget.id)
        if widget.persist != "page":
            self._forget(widget.id, key)
            if widget.persist:
                self.scopes[widget.id] = widget.persist
            return False
        self.scopes[widget.id] = "page"
        self.pages[widget.id] = widget.page
        foreign = self.origins.pop(key, widget.page) != widget.page or widget.id in self.outdated
        self.outdated.discard(widget.id)
        return foreign and not widget.bound

    def _forget(self, identity: str, key: str) -> None:
        self.scopes.pop(identity, None)
        self.pages.pop(identity, None)
        self.origins.pop(key, None)
        self.outdated.discard(identity)

    def prune(self, identities: Collection[str], keys: Collection[str]) -> None:
        """Only these widgets still have a key, and only these keys a value from earlier runs."""
        self.bound.intersection_update(identities)
        self.outdated.intersection_update(identities)
        self.scopes = {name: scope for name, scope in self.scopes.items() if name in identities}
        self.pages = {name: page for name, page in self.pages.items() if name in identities}
        self.origins = {key: page for key, page in self.origins.items() if key in keys}
