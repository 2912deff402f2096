"""Plays an app as a visitor would, without Streamlit: an app and what is done in, what happens out.

    session = Session("app.py")
    session.run()
    session.click("Load")
    assert session.state["rows"] == [1, 2, 3]

A step names an element by its key, else by its label, else by its placeholder. It gives an `Outcome`, which the
properties of the session repeat.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statelint.runtime.navigation import Request
from statelint.runtime.page import Node, Shown
from statelint.runtime.process import Process
from statelint.runtime.store import Store
from statelint.runtime.visitor import Visitor
from statelint.runtime.widget import Widget

BUTTONS = ("button", "form_submit_button", "download_button", "link_button", "menu_button")
FIELDS = (
    *("text_input", "text_area", "number_input", "chat_input", "checkbox", "toggle", "selectbox", "radio"),
    *("multiselect", "select_slider", "slider", "pills", "segmented_control", "feedback"),
)
TEXTS = (
    *("title", "header", "subheader", "markdown", "text", "caption", "metric"),
    *("success", "info", "warning", "error", "toast"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step shows: the class of an exception and where in the app it came from, or "", and the texts."""

    exception: str = ""
    path: str = ""
    row: int = 0
    shows: tuple[str, ...] = ()
    message: str = ""


class State(MutableMapping[str, Any]):
    """The state of a session as its script would see it; what a test sets counts as set in an earlier run."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __getitem__(self, key: str) -> Any:
        return self.store[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.store.assigned[key] = value

    def __delitem__(self, key: str) -> None:
        del self.store[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.store.visible())

    def __len__(self) -> int:
        return len(self.store.visible())


class Session:
    """One visitor. `streamlit` is the release to follow, by default the newest known.

    `options` are settings of Streamlit, such as "runner.enforceSerializableSessionState". `browser=False` plays without
    a browser, as Streamlit's AppTest does: then widgets send what the state holds, not what the screen shows.
    """

    def __init__(
        self,
        app: str | Path,
        streamlit: str | None = None,
        *,
        browser: bool = True,
        options: dict[str, Any] | None = None,
    ) -> None:
        entry = Path(app)
        if not entry.is_file():
            raise FileNotFoundError(f"{entry}: no such script")
        self.browser = browser
        self.process = Process(entry, streamlit, options or {})
        self.visitor = Visitor(self.process, browser)
        self.outcome = Outcome()

    # ---- what happened ----
    @property
    def state(self) -> State:
        """The session state."""
        return State(self.visitor.store)

    @property
    def exception(self) -> str:
        """The class of the exception on the page, or ""."""
        return self.outcome.exception

    @property
    def shows(self) -> tuple[str, ...]:
        """The texts on the page."""
        return self.outcome.shows

    @property
    def elements(self) -> list[Shown]:
        """Everything on the page, in order."""
        return self.visitor.drawn.elements()

    # ---- what a visitor does ----
    def run(self) -> Outcome:
        """The first run, or a rerun."""
        return self.happen({})

    rerun = run

    def open(self, page: str) -> Outcome:
        """A new visitor, without a state, comes to a page first; the modules of the app stay imported."""
        self.visitor = Visitor(self.process, self.browser)
        return self.page(page)

    def page(self, page: str) -> Outcome:
        """Goes to another page."""
        page = self.visitor.page_of(page)
        widgets = self.visitor.widgets()
        if self.browser:  # of the old page only what the script around st.navigation has drawn is sent
            stays = self.process.entry.name if self.process.navigated else ""
            widgets = [widget for widget in widgets if widget.script == stays]
        return self.happen({}, page=page, widgets=widgets)

    def second(self) -> Outcome:
        """A second visitor, or a reload: a new session, while the modules of the app stay imported."""
        self.visitor = Visitor(self.process, self.browser)
        return self.happen({})

    def reload(self) -> Outcome:
        """Loads the page that the visitor is on again: that is a new session."""
        page = self.visitor.current
        self.visitor = Visitor(self.process, self.browser)
        return self.happen({}, page=page)

    def click(self, button: str) -> Outcome:
        """Presses a button; that of a form sends its fields, and "Close" takes an open dialog away."""
        if button == "Close" and (dialog := self.visitor.drawn.close_dialog()):
            return self.dismissed(dialog)
        widget = self.find(button, BUTTONS)
        changes: dict[str, Any] = {widget.id: True}
        if widget.form:
            fields = self.visitor.screen.of_form(widget.form, self.visitor.widgets())
            cleared = widget.form in self.visitor.drawn.clearing_forms()
            changes |= self.visitor.screen.submit(widget.form, fields, cleared)
        return self.happen(changes, fragment=widget.fragment)

    def dismissed(self, dialog: Node) -> Outcome:
        """What comes of closing a dialog: nothing, or a run if it asks for one."""
        if dialog.shown and dialog.shown.widget:
            widget = dialog.shown.widget
            return self.happen({widget.id: True}, widgets=[*self.visitor.widgets(), widget])
        self.outcome = look(self.elements)
        return self.outcome

    submit = click

    def set(self, field: str, value: Any) -> Outcome:
        """Gives a widget a value; in a form it waits there until the form is submitted."""
        widget = self.find(field, FIELDS)
        wire = meant(widget, value, self.visitor.screen.shown(widget))
        if widget.form:
            self.visitor.screen.type(widget, wire)
            self.outcome = Outcome()
            return self.outcome
        if not widget.trigger:
            self.visitor.screen.change(widget, wire)
        if widget.ignored:
            return self.outcome
        return self.happen({widget.id: wire}, fragment=widget.fragment)

    type = choose = set

    def check(self, box: str) -> Outcome:
        """Ticks a box."""
        return self.set(box, True)

    def uncheck(self, box: str) -> Outcome:
        """Takes the tick away."""
        return self.set(box, False)

    def take(self, action: str, target: str = "", value: Any = "") -> Outcome:
        """The step of a name, such as `take("click", "Load")`."""
        method = getattr(self, action)
        arguments = [target] if target else []
        outcome: Outcome = method(*arguments, *([value] if action in ("set", "type", "choose") else []))
        return outcome

    # ---- how ----
    def find(self, target: str, kinds: tuple[str, ...]) -> Widget:
        """The widget of this key, else the first of this label or placeholder; LookupError if there is none."""
        shown = [widget for kind in kinds for widget in self.visitor.widgets() if widget.kind == kind]
        for name in ("key", "label", "placeholder"):
            for widget in shown:
                if getattr(widget, name) == target:
                    if widget.disabled:
                        raise LookupError(f"{target!r} is disabled")
                    return widget
        raise LookupError(f"no element {target!r}; there are {[widget.label for widget in shown]}")

    def happen(
        self,
        changes: dict[str, Any],
        page: str | None = None,
        fragment: str = "",
        widgets: list[Widget] | None = None,
    ) -> Outcome:
        """A run with these changes."""
        visitor = self.visitor
        widgets = visitor.widgets() if widgets is None else widgets
        sent = visitor.screen.send(visitor.store, widgets, changes)
        fragments = (fragment,) if fragment and self.browser else ()
        visitor.request(Request(page, sent, fragments))
        self.outcome = look(visitor.drawn.elements())
        return self.outcome


def look(elements: list[Shown]) -> Outcome:
    """What is to be seen on a page."""
    texts = tuple(shown.text for kind in TEXTS for shown in elements if shown.kind == kind)
    for shown in elements:
        if shown.exception and not shown.warning:
            return Outcome(shown.exception, *shown.place, texts, shown.message)
    return Outcome(shows=texts)


def meant(widget: Widget, value: Any, shown: Any) -> Any:
    """A value for a widget, as the browser has it; text is read as the widget needs it."""
    match widget.kind:
        case "checkbox" | "toggle":
            return value if isinstance(value, bool) else value == "True"
        case "number_input" | "slider" | "feedback" if isinstance(value, str):
            return float(value) if "." in value else int(value)
        case "multiselect" | "pills" | "segmented_control" if isinstance(shown, list) and isinstance(value, str):
            return shown if value in shown else [*shown, value]
    if isinstance(value, str):
        return value
    return widget.coding.encode(value)
