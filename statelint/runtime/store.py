"""What one session keeps: the values of keys and of widgets, in the three layers in which Streamlit keeps them.

In: what the script assigns, what the widgets hold. Out: values, or KeyError. A key that belongs to a widget is looked
up by the widget's identity; so after its key was deleted, or its identity changed, the widget starts afresh.
"""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from typing import Any

from statelint.runtime.lasting import Lasting
from statelint.runtime.widget import ID, Widget, is_id, is_keyed


class Store:
    """`assigned`: by the script in this run; `sent`: by widgets for this run; `kept`: both, from the runs before."""

    def __init__(self) -> None:
        self.assigned: dict[str, Any] = {}
        self.sent: dict[str, Any] = {}
        self.kept: dict[str, Any] = {}
        self.ids: dict[str, str] = {}  # key -> identity of its widget
        self.keys: dict[str, str] = {}  # identity -> key
        self.widgets: dict[str, Widget] = {}  # the last widget of each identity
        self.lasting = Lasting()

    def __getitem__(self, name: str) -> Any:
        """The value of a key, or of an identity."""
        identity = self.ids.get(name, name)
        key = self.keys.get(name, name)
        for layer, entry in ((self.assigned, key), (self.sent, identity), (self.kept, identity), (self.kept, key)):
            if entry in layer:
                return layer[entry]
        raise KeyError(f'st.session_state has no key "{key}": nothing has set it')

    def __contains__(self, name: str) -> bool:
        try:
            self[name]
        except KeyError:
            return False
        return True

    def names(self) -> list[str]:
        """Every entry: keys, and identities in place of the keys of widgets."""
        own = [*self.kept, *self.sent, *self.assigned]
        return list(dict.fromkeys(self.ids.get(name, name) for name in own))

    def visible(self) -> dict[str, Any]:
        """What the script sees: keys with their values, without widgets that have no key."""
        seen = {}
        for name in self.names():
            if not is_id(name):
                seen[name] = self[name]
            elif is_keyed(name) and name in self.keys:
                seen[self.keys[name]] = self[name]
        return seen

    def __delitem__(self, key: str) -> None:
        identity = self.ids.get(key, key)
        if key not in self:
            raise KeyError(f'st.session_state has no key "{key}": nothing has set it')
        for layer in (self.assigned, self.sent, self.kept):
            layer.pop(key, None)
            layer.pop(identity, None)
        if key in self.ids:
            self.keys.pop(self.ids.pop(key), None)

    # ---- between runs ----
    def begin(self, sent: dict[str, Any]) -> None:
        """A run that the browser asks for: what was assigned becomes old, and the widgets' values are set."""
        self.reset_triggers()
        for name in self.names():
            if name in self:
                self.kept[name] = self[name]
        self.assigned.clear()
        self.sent = dict(sent)

    def reset_triggers(self) -> None:
        """Buttons are up again."""
        for layer in (self.sent, self.kept):
            for name in layer:
                widget = self.widgets.get(name)
                if widget is not None and widget.trigger:
                    layer[name] = widget.off

    def clean(self, drawn: Collection[str], page: str, fragments: Collection[str]) -> None:
        """Forgets the widgets that the run did not draw; of a fragment's run only those of the fragment count."""
        saved = {}
        for identity in self._stale(self.kept, drawn, fragments):
            key = self.keys.get(identity)
            if key is not None and self.lasting.keeps(identity, page):
                saved[key] = self[identity]
                self.lasting.note(identity, key)
        for identity in self.lasting.leave(page, lambda name: self._is_stale(name, drawn, fragments)):
            self.kept.pop(self.keys.get(identity, ""), None)
        self.sent = self._without_stale(self.sent, drawn, fragments)
        self.kept = {**self._without_stale(self.kept, drawn, fragments), **saved}
        for key, value in saved.items():
            if self.ids.get(key) in drawn:  # drawn again under another identity
                self.sent[self.ids[key]] = value
        self.lasting.prune(self.keys, self.kept)

    def _is_stale(self, name: str, drawn: Collection[str], fragments: Collection[str]) -> bool:
        widget = self.widgets.get(name)
        return name not in drawn and (widget is None or not fragments or widget.fragment in fragments)

    def _stale(self, layer: dict[str, Any], drawn: Collection[str], fragments: Collection[str]) -> list[str]:
        return [name for name in layer if is_id(name) and self._is_stale(name, drawn, fragments)]

    def _without_stale(
        self, layer: dict[str, Any], drawn: Collection[str], fragments: Collection[str]
    ) -> dict[str, Any]:
        stale = set(self._stale(layer, drawn, fragments))
        return {name: value for name, value in layer.items() if name not in stale}

    # ---- while a run draws ----
    def register(self, widget: Widget, enforce_disabled: bool) -> tuple[Any, bool]:
        """The value of a widget that is being drawn, and whether the browser must show it in place of its own."""
        identity, key = widget.id, widget.key
        self.widgets[identity] = widget
        dropped = False
        if key is not None:
            self.ids[key] = identity
            self.keys[identity] = key
            dropped = self.lasting.draw(widget, key) and self._drop(identity, key)
        if widget.disabled and enforce_disabled:
            dropped = self.sent.pop(identity, None) is not None or dropped
        if identity not in self and (key is None or key not in self):
            self.sent[identity] = deepcopy(widget.default)
        value = deepcopy(self[identity])
        return value, dropped or (key is not None and self._replaces(widget, key, value))

    def _replaces(self, widget: Widget, key: str, value: Any) -> bool:
        """Does the state have a value that the browser cannot know?"""
        if key in self.assigned:
            return True
        restored = key in self.kept or (widget.persist and widget.id in self.kept)
        return bool(restored and widget.id not in self.sent and not same(value, widget.default))

    def _drop(self, identity: str, key: str) -> bool:
        """Forgets the value of a widget; was there one?"""
        places = ((self.sent, identity), (self.kept, identity), (self.kept, key))
        found = [layer.pop(name, ID) for layer, name in places]
        return any(value is not ID for value in found)


def same(one: Any, other: Any) -> bool:
    """Equality that arrays and frames, which have no truth, answer with no."""
    try:
        return bool(one == other)
    except (ValueError, TypeError):
        return False
