"""Plays a scenario on real Streamlit: an app in a folder and steps in, one observed Outcome for each step out.

Streamlit's AppTest is the witness; it is imported only here. What it cannot show, or shows wrongly: it has no browser,
so a deleted widget's value is never sent again, and a click in a fragment runs the whole script.
"""

from __future__ import annotations

import importlib.util
import logging
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from statelint.spec.model import ENTRY, Example, Outcome, Step

FRAME = re.compile(r'File "(.+?)", line (\d+)')
BUTTONS = ("button", "download_button")
WIDGETS = (
    *BUTTONS,
    *("text_input", "text_area", "number_input", "chat_input", "checkbox", "toggle", "selectbox", "radio"),
    *("multiselect", "select_slider", "slider", "button_group"),
)
TEXTS = ("title", "header", "subheader", "markdown", "text", "caption", "metric")
ALERTS = ("success", "info", "warning", "error", "toast")
SECONDS = 30
SET = "1"  # the value of a secret of which only is said that it is set


def write(example: Example, folder: Path) -> None:
    """Lays the files of an example down in a folder."""
    for file in example.files:
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")


def play(folder: Path, steps: Iterable[Step], entry: str = ENTRY) -> tuple[Outcome, ...]:
    """What each step shows; LookupError if a step names an element that the page does not have."""
    with quiet(), served(folder):
        session = Session(folder, entry)
        return tuple(session.take(step) for step in steps)


class Session:
    """One visitor of the app."""

    def __init__(self, folder: Path, entry: str) -> None:
        self.folder = folder.resolve()
        self.entry = entry
        self.shown = ""
        self.secrets: dict[str, str] = {}
        self.page = self.visit()

    def visit(self) -> Any:
        from streamlit.testing.v1 import AppTest

        page = AppTest.from_file(str(self.folder / self.entry), default_timeout=SECONDS)
        page.secrets.update(self.secrets)
        return page

    def take(self, step: Step) -> Outcome:
        """Does what the step says, runs the app unless the change waits in a form, and looks at the page."""
        match step.action:
            case "open" | "page" | "reload":
                self.shown = self.shown if step.action == "reload" else step.target
                self.page = self.page if step.action == "page" else self.visit()
                if self.shown:
                    self.page.switch_page(self.shown)
            case "secret":
                self.secrets[step.target] = self.page.secrets[step.target] = SET
                return Outcome()
            case "second":
                self.shown = ""
                self.page = self.visit()
            case "click" | "submit":
                self.find(step.target, BUTTONS).click()
            case "type" | "choose" | "check" | "uncheck" | "set":
                widget = self.find(step.target, WIDGETS)
                change(widget, step.value or str(step.action == "check"))
                if getattr(widget, "form_id", ""):
                    return Outcome()
        self.page.run()
        if hasattr(self.page, "_finished_page_script_hash"):
            self.page._page_hash = ""  # else each later run goes back there, whatever st.switch_page has done
        return self.look()

    def find(self, target: str, kinds: Iterable[str]) -> Any:
        """The widget of this key, else the first of this label; chat_input has a placeholder instead."""
        widgets = [widget for kind in kinds for widget in self.page.get(kind)]
        for attribute in ("key", "label", "placeholder"):
            for widget in widgets:
                if getattr(widget, attribute, None) == target:
                    return widget
        raise LookupError(f"no element {target!r}; there are {[getattr(w, 'label', None) for w in widgets]}")

    def look(self) -> Outcome:
        """What the page shows now."""
        for error in self.page.exception:
            if not error.is_warning:
                return Outcome(error.proto.type.rpartition(".")[2], *self.deepest(error.stack_trace))
        elements = (element for kind in (*TEXTS, *ALERTS) for element in self.page.get(kind))
        return Outcome(shows=tuple(str(element.value) for element in elements))

    def deepest(self, trace: Iterable[str]) -> tuple[str, int]:
        """The innermost line of a trace that lies in the app, or no path and line 0."""
        for frame in reversed(list(trace)):
            found = FRAME.match(frame)
            if found and Path(found[1]).resolve().is_relative_to(self.folder):
                return Path(found[1]).resolve().relative_to(self.folder).as_posix(), int(found[2])
        return "", 0


def change(widget: Any, value: str) -> None:
    """Gives a widget a value that is written as text."""
    match widget.type:
        case "checkbox" | "toggle":
            widget.set_value(value == "True")
        case "number_input" | "slider":
            widget.set_value(float(value) if "." in value else int(value))
        case "multiselect" | "button_group":
            widget.select(value)
        case _:
            widget.set_value(value)


@contextmanager
def served(folder: Path) -> Iterator[None]:
    """A server of its own for the folder: imports and options come from there; afterwards none of its modules, caches
    and options is left."""
    import streamlit as st
    from streamlit import config

    root = folder.resolve()
    own = options(root)
    before = {name: config.get_option(name) for name in own}
    sys.path.insert(0, str(root))
    importlib.invalidate_caches()
    forget_pages()
    for name, value in own.items():
        config.set_option(name, value)
    try:
        with configured(root / ".streamlit" / "config.toml"):
            yield
    finally:
        for name, value in before.items():
            config.set_option(name, value)
        sys.path.remove(str(root))
        st.cache_data.clear()
        st.cache_resource.clear()
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            if file and Path(file).resolve().is_relative_to(root):
                del sys.modules[name]


def options(root: Path) -> dict[str, Any]:
    """What the folder's `.streamlit/config.toml` sets, by the names that Streamlit gives its options."""
    path = root / ".streamlit" / "config.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {f"{table}.{name}": value for table, values in tables.items() for name, value in values.items()}


def forget_pages() -> None:
    """Lets Streamlit look for pages again, which it does once in a process; each release keeps them elsewhere."""
    if importlib.util.find_spec("streamlit.runtime.pages_manager"):
        manager = importlib.import_module("streamlit.runtime.pages_manager").PagesManager
        manager.uses_pages_directory = None
        if hasattr(manager, "DefaultStrategy"):  # st.navigation has changed it for the process
            manager.DefaultStrategy = sys.modules[manager.__module__].PagesStrategyV1
    forget = getattr(importlib.import_module("streamlit.source_util"), "invalidate_pages_cache", None)
    if forget is not None:
        forget()


@contextmanager
def configured(path: Path) -> Iterator[None]:
    """The options of the app's settings, which a server reads when it starts."""
    from streamlit import config

    document = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    options = {f"{section}.{name}": value for section, own in document.items() for name, value in own.items()}
    before = {name: config.get_option(name) for name in options}
    try:
        for name, value in options.items():
            config.set_option(name, value)
        yield
    finally:
        for name, value in before.items():
            config.set_option(name, value)


@contextmanager
def quiet() -> Iterator[None]:
    """Keeps Streamlit from logging the exceptions that the outcome tells anyway."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
