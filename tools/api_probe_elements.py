"""Finds out by running what an element does with its key: the checks of api_probe.py that need a live script run.

In: an element's name and its parameters. Out: its facts as plain data. Everything here runs inside one AppTest script
run; each check draws the element under a new key, so that checks do not meet.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

import api_samples
from api_samples import Sample, fresh

st = api_samples.st
WORDS = ("ignore", "rerun")
# These give no block that tells so, or not in every release.
CONTAINERS = ("container", "dialog", "empty", "experimental_dialog")
BINDINGS = {"bind": ("query-params",), "persist_state": ("page", "session")}
_REFUSED = object()


class ElementProbe:
    """The checks on one element: `facts()` gives all of them."""

    def __init__(self, name: str, sample: Sample, parameters: dict[str, inspect.Parameter]) -> None:
        self.name, self.sample, self.parameters = name, sample, parameters
        self.switch = {sample.on: "rerun"} if sample.on in parameters else {}

    def facts(self) -> dict[str, Any]:
        """Fact name -> value, without the facts of elements that have no key where it has none."""
        facts = {"container": self.container(), "in_form": self.in_form(), "callbacks": self.callbacks()}
        if "key" in self.parameters:
            facts |= {"kind": self.kind(), "in_state": self.in_state(), "assignable": self.assignable()}
            facts |= {"initial": self.initial(), "in_cache": self.in_cache(), "conflicts": self.conflicts()}
            facts["key_space"] = self.key_space()
            facts |= self.identity() | {name: self.accepted(name, words) for name, words in BINDINGS.items()}
        elif self.name == "form_submit_button":
            facts |= self.unkeyed()
        return facts

    def unkeyed(self) -> dict[str, Any]:
        """What there is to know of a form_submit_button that takes no key: it makes a key of its own."""
        before = set(st.session_state)
        result = self.draw()
        (key,) = set(st.session_state) - before
        kind = "trigger" if _is_reset(key) else "state"
        return {"kind": kind, "in_state": "always", "initial": {"kind": "const", "value": result}}

    def draw(self, **arguments: Any) -> Any:
        return self.sample.draw(**{**self.switch, **arguments})

    def key(self) -> str:
        return fresh(self.name)

    def keyed(self) -> dict[str, str]:
        return {"key": self.key()} if "key" in self.parameters else {}

    def outcome(self, **arguments: Any) -> str:
        """ "ok", or the class name of what drawing raises."""
        return outcome(lambda: self.draw(**self.keyed() | arguments))

    def container(self) -> bool:
        result = self.draw(**self.keyed())
        drawn = result if isinstance(result, tuple | list) else [result]
        return self.name in CONTAINERS or any(map(_is_container, drawn))

    def kind(self) -> str:
        if self.name == "form":
            return "form"
        key = self.key()
        self.draw(key=key)
        if key not in st.session_state:
            return "none"
        return "trigger" if _is_reset(key) else "state"

    def in_state(self) -> str:
        """ "always", the callback parameter that switches it on, or "never"."""
        key = self.key()
        self.sample.draw(key=key)
        if key in st.session_state:
            return "always"
        self.draw(key=(switched := self.key()))
        return self.sample.on if switched in st.session_state else "never"

    def assignable(self) -> bool:
        key = self.key()
        st.session_state[key] = self.sample.assign
        return self.outcome(key=key) == "ok"

    def key_space(self) -> str:
        """Which other elements of a run may not have its key: "widgets", "own" kind only, or "" for none."""
        key = self.key()
        self.draw(key=key)
        if outcome(lambda: st.text_input("x", key=key)) != "ok":
            return "widgets"
        return "own" if self.outcome(key=key) != "ok" else ""

    def callbacks(self) -> list[list[Any]]:
        """[name, default, accepted words, whether None is accepted, whether a wrong value raises at once]"""
        found = []
        for name in self.parameters:
            if name.startswith("on_"):
                words = " ".join(word for word in WORDS if self.outcome(**{name: word}) == "ok")
                none, checked = self.outcome(**{name: None}) == "ok", self.outcome(**{name: 5}) != "ok"
                default = self.parameters[name].default
                found.append([name, default, words if checked or default in WORDS else "", none, checked])
        return found

    def in_form(self) -> str:
        def within(**arguments: Any) -> str:
            with st.form(fresh("form")):
                return self.outcome(**arguments)

        if self.name == "form_submit_button":
            return "required" if outcome(lambda: st.form_submit_button("go")) != "ok" else "allowed"
        if within() != "ok":
            return "forbidden"
        callback = next((name for name in self.parameters if name.startswith("on_") and name != "on_dismiss"), None)
        return "no-callback" if callback and within(**{callback: lambda: None}) != "ok" else "allowed"

    def in_cache(self) -> str:
        """The class of the warning that is drawn when a cached function draws the element; "" if there is none."""

        def cached(name: str) -> None:
            self.draw(**{"key": name} if "key" in self.parameters else {})

        with _drawn_exceptions() as drawn:
            st.cache_data(show_spinner=False)(cached)(self.key())
        return type(drawn[0]).__name__ if drawn else ""

    def conflicts(self) -> dict[str, list[str]]:
        """Parameters that conflict with an assigned state, each with the arguments that do not count."""
        found = {}
        for name, candidates in self.sample.defaults.items():
            if name in self.parameters:
                counts = {repr(value): self._conflicts(name, value) for value in candidates}
                if any(counts.values()):
                    found[name] = [text for text, conflicts in counts.items() if not conflicts]
        return found

    def _conflicts(self, name: str, value: Any) -> bool:
        policies = [module for module in _modules() if hasattr(module, "_shown_default_value_warning")]
        for module in policies:
            module._shown_default_value_warning = False
        key = self.key()
        st.session_state[key] = self.sample.assign
        self.outcome(key=key, **{name: value})
        return any(module._shown_default_value_warning for module in policies)

    def accepted(self, name: str, words: tuple[str, ...]) -> list[str]:
        return [word for word in words if name in self.parameters and self.outcome(**{name: word}) == "ok"]

    def first(self, **arguments: Any) -> Any:
        """The state of the element when first drawn so; _REFUSED if it has none or cannot be drawn so."""
        key = self.key()
        drawn = self.outcome(key=key, **arguments) == "ok"
        return st.session_state.get(key, _REFUSED) if drawn else _REFUSED

    def initial(self) -> dict[str, Any]:
        """See `Initial` of the data model."""
        plain = self.first()
        source = self.sample.source if self.sample.source in self.parameters else ""
        if plain is _REFUSED or not (plain is None or isinstance(plain, _SIMPLE) or plain == []):
            return {"kind": "unknown"}
        if not source:
            return self._with_variants({"kind": "const", "value": plain}, plain)
        given, none = self.first(**{source: self.sample.given}), self.first(**{source: None})
        facts: dict[str, Any] = {"kind": "parameter", "value": plain, "parameter": source}
        if isinstance(plain, date | time):
            facts |= {"kind": "now", "value": None}
        elif self.sample.options:
            facts |= {"kind": "first-option" if source == "index" else "option", "value": None}
            facts |= {"options": self.sample.options}
        elif plain == []:
            facts |= {"kind": "list", "value": None}
        if given is _REFUSED or (given != self.sample.given and source != "index"):
            return {"kind": "unknown"}
        if none is None and plain is not None:
            facts["keeps_none"] = True
        if self.sample.fallback and self.first(**{self.sample.fallback: 3}) == 3:
            facts |= {"kind": "bounded", "fallback": self.sample.fallback}
        return self._with_variants(facts, plain)

    def _with_variants(self, facts: dict[str, Any], plain: Any) -> dict[str, Any]:
        known = {name: value for name, value in self.sample.variants.items() if name in self.parameters}
        unless = [name for name, value in known.items() if self.first(**{name: value}) != plain]
        return facts | ({"kind": "single", "unless": unless} if unless else {})

    def identity(self) -> dict[str, Any]:
        """Parameters whose change makes it another element, without and with a key."""
        rare = {name: value for name, value in self.sample.rare.items() if name in self.parameters}
        with _identities() as recorded:
            self.draw(key=(key := self.key()), **rare)
        if not (own := [arguments for arguments in recorded if arguments.get("user_key") == key]):
            return {}
        main = own[0].get("key_as_main_identity", False)
        every = set(own[0]) - {"key"}
        identity = self._parameters(every)
        keyed = identity if main is False else self._parameters(set() if main is True else every & main)
        return {"identity": identity, "keyed_identity": keyed}

    def _parameters(self, names: set[str]) -> list[str]:
        meant = {self.sample.aliases.get(name, name) for name in names}
        return [name for name in self.parameters if name in meant]


_SIMPLE = (bool, int, float, str, date, time, datetime)


def outcome(action: Callable[[], Any]) -> str:
    """ "ok", or the class name of what `action` raises."""
    try:
        action()
    except Exception as error:
        return type(error).__name__
    return "ok"


def _is_container(drawn: Any) -> bool:
    """Whether it is a block of the page, or a context manager of its own; `with` accepts every element."""
    block = getattr(drawn, "_block_type", _REFUSED)
    return hasattr(drawn, "__enter__") if block is _REFUSED else block is not None


def _modules() -> list[Any]:
    return [module for name, module in list(sys.modules.items()) if name.startswith("streamlit.") and module]


@contextmanager
def _drawn_exceptions() -> Iterator[list[Any]]:
    """Collects what is drawn with `st.exception` meanwhile."""
    from streamlit.delta_generator import DeltaGenerator

    drawn: list[Any] = []
    command, method = st.exception, DeltaGenerator.exception
    st.exception = drawn.append
    DeltaGenerator.exception = lambda self, error, **_: drawn.append(error)  # type: ignore[assignment]
    try:
        yield drawn
    finally:
        st.exception, DeltaGenerator.exception = command, method  # type: ignore[method-assign]


@contextmanager
def _identities() -> Iterator[list[dict[str, Any]]]:
    """Collects the arguments that element identities are computed from meanwhile."""
    recorded: list[dict[str, Any]] = []
    replaced = []
    for module in _modules():
        for name in ("compute_and_register_element_id", "compute_widget_id"):
            if original := vars(module).get(name):
                replaced.append((module, name, original))
                setattr(module, name, _recording(original, recorded))
    try:
        yield recorded
    finally:
        for module, name, original in replaced:
            setattr(module, name, original)


def _recording(original: Callable[..., Any], recorded: list[dict[str, Any]]) -> Callable[..., Any]:
    def record(*positional: Any, **keywords: Any) -> Any:
        recorded.append(keywords)
        return original(*positional, **keywords)

    return record


def _is_reset(key: str) -> bool:
    """Whether the end of a run resets the value of the widget `key`: what makes a trigger."""
    from streamlit.runtime.scriptrunner import get_script_run_ctx
    from streamlit.runtime.state.session_state import Value

    state: Any = get_script_run_ctx().session_state._state  # type: ignore[union-attr]
    widget = state._get_widget_id(key)
    state._new_widget_state[widget] = Value("kept")
    state._reset_triggers()
    return bool(state._new_widget_state.states[widget] != Value("kept"))
