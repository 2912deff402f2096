"""The browser: which values its widgets show, and what it sends when the visitor does something.

In: widgets as they are drawn, and what the visitor changes. Out: the value of each widget on the page, for the next
run. A widget keeps what the visitor chose until the script gives it another value, or it leaves the page. Streamlit's
AppTest has no browser and sends what the state holds, and of a button that it is up; `browser=False` plays it so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from statelint.runtime.store import Store
from statelint.runtime.widget import Widget


class Screen:
    """`values` are what the widgets show, as the browser has them.

    `pending` is what has been typed into forms, `fresh` are the forms that were cleared when they were submitted.
    """

    def __init__(self, browser: bool) -> None:
        self.browser = browser
        self.values: dict[str, Any] = {}
        self.pending: dict[str, dict[str, Any]] = {}
        self.fresh: set[str] = set()

    def show(self, widget: Widget, value: Any, replaced: bool) -> None:
        """A widget is drawn: it shows the value that replaces its own, else what it showed, else its default."""
        if widget.trigger:
            return
        if replaced:
            self.values[widget.id] = widget.coding.encode(value)
            self.pending.get(widget.form, {}).pop(widget.id, None)
        elif widget.id not in self.values:
            self.values[widget.id] = widget.coding.encode(widget.default)

    def shown(self, widget: Widget) -> Any:
        """What a widget shows, as the browser has it."""
        waiting = self.pending.get(widget.form, {})
        if widget.form in self.fresh and widget.id not in waiting:
            return widget.coding.encode(widget.default)
        return waiting.get(widget.id, self.values.get(widget.id))

    def keep(self, widgets: Iterable[Widget]) -> None:
        """Only what is on the page keeps what it shows."""
        here = {widget.id for widget in widgets}
        self.values = {name: value for name, value in self.values.items() if name in here}
        self.pending = {
            form: {name: value for name, value in waiting.items() if name in here}
            for form, waiting in self.pending.items()
        }

    def submit(self, form: str, fields: Iterable[Widget], cleared: bool) -> dict[str, Any]:
        """What the fields of a form send now; afterwards they may start again from their defaults. AppTest has no
        screen: it sends what was typed, and what the state holds of the others, unless the form was cleared."""
        shown = self.browser or form in self.fresh
        typed = self.pending.get(form, {})
        sent = {field.id: self.shown(field) for field in fields if shown or field.id in typed}
        self.values.update(sent)
        self.pending.pop(form, None)
        (self.fresh.add if cleared else self.fresh.discard)(form)
        return sent

    def send(self, store: Store, widgets: Iterable[Widget], changes: dict[str, Any]) -> dict[str, Any]:
        """The value of each widget, as the server reads it."""
        if not self.browser:
            self.pending.clear()
        sent = {}
        for widget in widgets:
            if widget.id in changes:
                sent[widget.id] = widget.coding.decode(changes[widget.id])
            elif not widget.trigger and (self.browser or widget.id in store):
                wire = self.values[widget.id] if self.browser else widget.coding.encode(store[widget.id])
                sent[widget.id] = widget.coding.decode(wire)
            elif not self.browser and (widget.off is False or widget.kind == "chat_input"):
                sent[widget.id] = widget.off
        return sent

    def change(self, widget: Widget, wire: Any) -> None:
        """The visitor changes a widget that is not in a form."""
        self.values[widget.id] = wire

    def type(self, widget: Widget, wire: Any) -> None:
        """The visitor changes a field; the form has to be submitted."""
        self.pending.setdefault(widget.form, {})[widget.id] = wire

    def of_form(self, form: str, widgets: Iterable[Widget]) -> Collection[Widget]:
        """The fields of a form."""
        return [widget for widget in widgets if widget.form == form and not widget.trigger]
