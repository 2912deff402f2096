"""Finds out what a release does in situations of more than one element: small apps that are played with AppTest.

Out: situation -> what happens, as a word or the class name of the exception that the page shows.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

_PREAMBLE = """
import streamlit as st
ss = st.session_state
fragment = getattr(st, "fragment", None) or getattr(st, "experimental_fragment", None)
dialog = getattr(st, "dialog", None) or getattr(st, "experimental_dialog", None)
"""


@dataclass(frozen=True)
class Rule:
    """`script` is run, then `play` with the app; `read` says in a word what happened if the page shows no exception.

    `needs` names a command without which the release has no such rule.
    """

    script: str
    play: Callable[[Any], Any] = lambda app: None
    read: Callable[[Any], str] = lambda app: "ok"
    needs: tuple[str, ...] = ()


def _press(app: Any) -> Any:
    return app.button[0].click().run()


def _go(app: Any) -> Any:
    app.session_state["go"] = True
    return app.run()


_FRAGMENT = ("fragment", "experimental_fragment")
_DIALOG = ("dialog", "experimental_dialog")
RULES = {
    "write-after-widget": Rule("st.text_input('x', key='k'); ss.k = 'a'"),
    "write-before-read-only-widget": Rule("ss.k = True; st.button('x', key='k')"),
    "write-before-form": Rule("ss.k = True; st.form('k').form_submit_button('x')"),
    "duplicate-key": Rule("st.text_input('x', key='k'); st.text_input('y', key='k')"),
    "duplicate-element": Rule("st.text_input('x'); st.text_input('x')"),
    "duplicate-element-in-sidebar": Rule("st.text_input('x'); st.sidebar.text_input('x')"),
    "duplicate-element-in-columns": Rule("a, b = st.columns(2); a.text_input('x'); b.text_input('x')"),
    "duplicate-form-key": Rule("st.form('k').form_submit_button('x'); st.form('k').form_submit_button('y')"),
    "empty-widget-key": Rule("st.text_input('x', key='')"),
    "internal-widget-key": Rule("st.text_input('x', key='$$ID-1')"),
    "button-in-form": Rule("with st.form('k'): st.button('x'); st.form_submit_button('y')"),
    "form-in-form": Rule("with st.form('k'):\n with st.form('l'): st.form_submit_button('x')"),
    "submit-outside-form": Rule("st.form_submit_button('x')"),
    "form-callback": Rule("with st.form('k'): st.text_input('x', on_change=print); st.form_submit_button('y')"),
    "default-and-state": Rule(
        "ss.k = 'a'; st.text_input('x', 'b', key='k')",
        read=lambda app: "page" if app.warning else "log",
    ),
    "rerun-in-callback": Rule(
        "st.button('x', on_click=st.rerun)",
        play=_press,
        read=lambda app: "ignored" if app.warning else "reruns",
    ),
    "rerun-before-widget": Rule(
        "ss.seen = 'kept' if 'k' in ss else 'emptied'\nif ss.pop('go', False): st.rerun()\nst.text_input('x', key='k')",
        play=_go,
        read=lambda app: str(app.session_state["seen"]),
    ),
    "trigger-after-rerun": Rule(
        "ss.n = ss.get('n', 0) + 1\nif st.button('x') and ss.n < 6: st.rerun()",
        play=_press,
        read=lambda app: "reset" if app.session_state["n"] == 3 else "kept",
    ),
    "fragment-rerun-in-full-run": Rule("fragment(lambda: st.rerun(scope='fragment'))()", needs=("fragment",)),
    "fragment-draws-outside": Rule("c = st.container(); fragment(lambda: c.button('x'))()", needs=_FRAGMENT),
    "fragment-draws-in-sidebar": Rule("fragment(lambda: st.sidebar.button('x'))()", needs=_FRAGMENT),
    "two-dialogs": Rule("dialog('a')(lambda: None)(); dialog('b')(lambda: None)()", needs=_DIALOG),
    "dialog-in-dialog": Rule("dialog('a')(lambda: dialog('b')(lambda: None)())()", needs=_DIALOG),
    "dialog-in-fragment": Rule("fragment(lambda: dialog('b')(lambda: None)())()", needs=_DIALOG),
    "fragment-in-cached": Rule("st.cache_data(fragment(lambda: st.button('x')))()", needs=_FRAGMENT),
    "cached-fragment": Rule("fragment(st.cache_data(lambda: st.button('x')))()", needs=_FRAGMENT),
}


def probe(names: set[str]) -> dict[str, str]:
    """What happens in each situation, in a release whose public names are `names`."""
    # AppTest before 1.33 ends a run in its own way, which the server does not share.
    LocalScriptRunner._on_script_finished = ScriptRunner._on_script_finished  # type: ignore[method-assign]
    possible = {name: rule for name, rule in RULES.items() if not rule.needs or names.intersection(rule.needs)}
    return {name: _happens(rule) for name, rule in possible.items()}


def _happens(rule: Rule) -> str:
    app = AppTest.from_string(_PREAMBLE + textwrap.dedent(rule.script), default_timeout=30).run()
    if not app.exception:
        rule.play(app)
    shown = [error.proto.type for error in app.exception]
    return shown[0].rpartition(".")[2] if shown else rule.read(app)
