"""A tiny Streamlit that plays single-file apps at once: source and events in, where each run crashed out.

It knows only what random_apps.py writes: the state, button, checkbox and text_input, stop and rerun. Semantics of
Streamlit 1.67: a completed run drops the keys of widgets that it did not draw; one that stops or crashes drops none.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

MAX_RERUNS = 4


class Stop(BaseException):
    """st.stop()."""


class Rerun(BaseException):
    """st.rerun()."""


class EndlessError(Exception):
    """The app asks for one rerun after the other."""


class SessionState(MutableMapping[str, Any]):
    """The state: attributes and items, each with its own exception; `owned` are the keys of widgets.

    Once a run has called st.stop(), every use of the state in it stops again.
    """

    def __init__(self) -> None:
        self.__dict__.update(kept={}, owned=set(), stopped=False)

    @property
    def values_of(self) -> dict[str, Any]:
        if self.stopped:
            raise Stop
        return self.__dict__["kept"]

    def __getitem__(self, key: str) -> Any:
        return self.values_of[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.values_of[key] = value

    def __delitem__(self, key: str) -> None:
        del self.values_of[key]
        self.owned.discard(key)

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.values_of))

    def __len__(self) -> int:
        return len(self.values_of)

    def __getattr__(self, key: str) -> Any:
        if key not in self.values_of:
            raise AttributeError(key)
        return self.values_of[key]

    def __setattr__(self, key: str, value: Any) -> None:
        self[key] = value

    def __delattr__(self, key: str) -> None:
        if key not in self.values_of:
            raise AttributeError(key)
        del self[key]


@dataclass(frozen=True, slots=True)
class Crash:
    """An uncaught exception: its class, the innermost line of the app, its text, how many reruns came before it."""

    name: str
    row: int
    key: str
    reruns: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """What the user does: "rerun", "press", "set" (a widget takes another `value`) or "visit" (a new session)."""

    kind: str
    label: str = ""
    value: str = ""


VISIT = Event("visit")


@dataclass(slots=True)
class Widget:
    """A drawn widget: what it is, its key, and what happens when it changes."""

    kind: str
    key: str
    callback: Callable[[], None]


@dataclass(slots=True)
class Session:
    """One visitor. `values` are what the user chose, by label; `drawn` the widgets of the last run."""

    code: CodeType
    state: SessionState = field(default_factory=SessionState)
    values: dict[str, Any] = field(default_factory=dict)
    drawn: dict[str, Widget] = field(default_factory=dict)
    pressed: str = ""
    reruns: int = 0

    def run(self, event: Event) -> Crash | None:
        """One run, and those that it asks for itself; where it crashed, if it did."""
        self.reruns = 0
        self.state.__dict__["stopped"] = False
        callback = self._happen(event)
        try:
            with suppress(Rerun):  # in a callback it ends only that
                if callback is not None:
                    callback()
            self._script()
        except Stop:
            return None
        except Exception as error:
            return _crash(error, self.reruns)
        return None

    def meant(self, event: Event) -> Event:
        """The event with the label of a widget that is drawn, in place of a number; a rerun if there is none."""
        if event.kind not in ("press", "set"):
            return event
        pressing = event.kind == "press"
        labels = sorted(label for label, widget in self.drawn.items() if (widget.kind == "button") == pressing)
        if not labels:
            return Event("rerun")
        label = labels[int(event.label) % len(labels)]
        kind = self.drawn[label].kind
        return Event(event.kind, label, "" if kind == "button" else str(other(kind, self.values[label])))

    def _happen(self, event: Event) -> Callable[[], None] | None:
        self.pressed = ""
        widget = self.drawn.get(event.label)
        if widget is None:
            return None
        if event.kind == "press":
            self.pressed = event.label
        else:
            self.values[event.label] = other(widget.kind, self.values.get(event.label, initial(widget.kind)))
            if widget.key:
                self.state[widget.key] = self.values[event.label]
                self.state.owned.add(widget.key)
        return widget.callback

    def _script(self) -> None:
        for _ in range(MAX_RERUNS):
            self.drawn = {}
            try:
                exec(self.code, {"st": self, "__name__": "__main__"})
            except Rerun:
                self.pressed = ""
                self.reruns += 1
                continue
            self._clean()
            return
        raise EndlessError

    def _clean(self) -> None:
        keys = {widget.key for widget in self.drawn.values()}
        for key in self.state.owned - keys:
            del self.state[key]
        self.values = {label: value for label, value in self.values.items() if label in self.drawn}

    # ---- what apps call ----
    @property
    def session_state(self) -> SessionState:
        return self.state

    @property
    def sidebar(self) -> Any:
        return nullcontext()

    def write(self, *shown: object) -> None:
        len(self.state)

    def stop(self) -> None:
        self.state.__dict__["stopped"] = True
        raise Stop

    def rerun(self) -> None:
        raise Rerun

    def button(self, label: str, on_click: Callable[..., None] | None = None, args: tuple[Any, ...] = ()) -> bool:
        len(self.state)
        self.drawn[label] = Widget("button", "", lambda: on_click(*args) if on_click else None)
        return self.pressed == label

    def checkbox(self, label: str, key: str = "") -> Any:
        return self._valued("checkbox", label, key)

    def text_input(self, label: str, key: str = "") -> Any:
        return self._valued("text_input", label, key)

    def _valued(self, kind: str, label: str, key: str) -> Any:
        len(self.state)
        self.drawn[label] = Widget(kind, key, lambda: None)
        value = self.values.setdefault(label, initial(kind))
        if not key:
            return value
        self.state.owned.add(key)
        return self.state.setdefault(key, value)


def initial(kind: str) -> Any:
    return "" if kind == "text_input" else False


def other(kind: str, value: Any) -> Any:
    """Another value than this one: a box changes sides, a text goes round."""
    texts = {"": "x", "x": "y", "y": ""}
    return texts[value] if kind == "text_input" else not value


def compiled(source: str) -> CodeType:
    """The app, without its import of Streamlit, every line where it was."""
    return compile(source.replace("import streamlit as st\n", "\n", 1), "app.py", "exec")


def _crash(error: Exception, reruns: int) -> Crash:
    rows = [frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "app.py"]
    return Crash(type(error).__name__, rows[-1] if rows else 0, str(error.args[0]) if error.args else "", reruns)


def played(source: str, events: list[Event]) -> list[tuple[Event, Crash | None]]:
    """A first visit and then the events, each with where it crashed; an event names its widget by a number at first."""
    session = Session(compiled(source))
    ends = [(VISIT, session.run(VISIT))]
    for chosen in events:
        if chosen == VISIT:
            session = Session(session.code)
        event = session.meant(chosen)
        ends.append((event, session.run(event)))
    return ends
