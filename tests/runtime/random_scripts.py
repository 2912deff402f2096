"""Writes small random apps and scenarios for hypothesis: what a session can do to its state, in a few lines.

`a`, `b`, `n` are keys that nothing owns, `w1`, `w2` … belong to widgets, of which some have no key. In the templates
K is a key, W the key of a widget, V a value; `widget()` draws one of any kind. An event names an element by a number;
what it means is known only once the page is there. An app is a script, or several in pages/ or around st.navigation,
sometimes with a module that uses the state while it is imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as some

from statelint.runtime import Session
from statelint.runtime.widget import Widget
from statelint.spec.model import Step

HEAD = """\
import streamlit as st

ss = st.session_state
x = None


def bump(key="n", by=1):
    ss[key] = ss.get(key, 0) + by if isinstance(ss.get(key, 0), int) else 0


def put(key, value):
    ss[key] = value


def fail():
    raise ValueError


def again():
    bump("r")
    st.rerun()


def keep(key):
    if key in ss:
        ss[key] = ss[key]


@st.cache_data
def cached(x):
    ss.setdefault("b", x)
    return [x, ss.get("a")]


@st.cache_resource(max_entries=1)
def shared(x):
    bump("c")
    return [x]


def pick(first, *others, last=None):
    for key in (first, *others, last):
        if key in ss:
            return ss[key]


class Thing:
    pass


"""
VALUES = ("0", "1", "'x'", "True", "None", "[]", "Thing()", "lambda: 0", "''")
PLAIN = (
    *("ss.P = V", "ss[K] = V", "ss.setdefault(K, V)", "ss.update({K: V})", "bump(K)", "bump()", "keep(K)", "keep(K)"),
    *("ss.n += 1", "ss.w1 = V", "put(K, V)", "ss[W] = 'x'", "ss[W] = ss.get(W, 1)"),
    *("st.write(ss.P)", "st.write(ss[K])", "st.write(ss.get(K))", "st.text(sorted(ss))", "st.text(len(ss))"),
    *(
        "st.write(ss[W])",
        "st.write(K in ss, hasattr(ss, K))",
        "ss.get(K)",
        "cached(1)",
        "st.write(cached(ss.get('n')))",
    ),
    *("st.query_params[K] = 1", "st.write(st.query_params.get(K))", "for k in ss: ss.get(k)"),
    *("st.write(sorted(map(str, ss.items())))", "x = ss.get(K)", "st.text(x)", "pass"),
    *("st.text(pick(K, K, last=W))", "shared(ss.get(K))", "st.write(shared(1))", "x = ss.pop(K, V)"),
    *("ss.a = [*ss.get('a', ()), 1] if isinstance(ss.get('a', ()), list) else []", "st.write({k: ss[k] for k in ss})"),
    *(
        "ss[f'k{len(ss)}'] = V",
        "st.query_params.update({K: V})",
        "x, ss.b = ss.get(K), x",
        "st.write(ss.to_dict())",
    ),
)
RARE = (
    *("del ss.P", "del ss[K]", "ss.pop(K, None)", "ss.pop(K)", "ss.clear()", "for k in list(ss): del ss[k]"),
    *("st.stop()", "1 / 0", "fail()", "for k in ss: keep(k)", "ss.a.append(1)", "st.exception(KeyError('shown'))"),
    *(
        "for k, v in ss.items(): ss.pop(k)",
        "shared.clear()",
        "st.cache_data.clear()",
        "del st.query_params[K]",
    ),
)
TESTS = (
    *("K in ss", "K not in ss", "ss.get(K)", "not ss.get(K)", "ss.get('n', 0) < 2", "ss.get('n', 0) == 2", "x"),
    *(
        "any(k in ss for k in ('a', 'w1'))",
        "(z := ss.get(K)) is not None",
        "ss.get(W)",
        "len(ss) > 3",
        "x is ss.get(K)",
    ),
    *("ss[K]", "ss.get('r', 0) < 2", "ss.get(W) == 'x'", "'a' in ss and ss.a"),
)
CAUGHT = ("KeyError", "AttributeError", "Exception", "st.errors.StreamlitAPIException", "BaseException")
CALLBACKS = (
    *("bump", "fail", "again", "lambda: put('a', 'x')", "lambda: put('w1', 'x')", "lambda: ss.pop('a')", "ss.clear"),
    *(
        "bump, args=('a', 2)",
        "put, args=('b', ss.get('n'))",
        "put, kwargs={'key': 'w2', 'value': 'x'}",
        "bump, args='n'",
    ),
    *(
        "put, args=('w1', 'x')",
        "lambda by=2: bump('a', by)",
        "keep, args=['w1']",
        "put, args=('a',)",
        "lambda: pick('a')",
    ),
    *(
        "lambda: ss.update(w1='x', b=1)",
        "st.stop",
        "lambda: st.write('called')",
        "bump, args=('b',), kwargs={'by': 3}",
        "shared, args=(1,)",
    ),
)
KINDS = (
    *(
        "st.button(L",
        "st.button(L",
        "st.button(L",
        "st.text_input(L",
        "st.text_input(L, 'x'",
        "st.text_input(L, ss.get(K, 'd')",
    ),
    *("st.checkbox(L", "st.checkbox(L, True", "st.toggle(L", "st.number_input(L, 0, 9", "st.slider(L, 0, 9, 3"),
    *("st.selectbox(L, ['x', 'y', 'z']", "st.radio(L, ['x', 1, None]", "st.multiselect(L, ['x', 'y'], ['x']"),
    *(
        "st.text_area(L, ss.get('a')",
        "st.selectbox(L, [ss.get('n'), 'x'], index=None",
        "st.select_slider(L, ['x', 'y']",
    ),
    *(
        "st.pills(L, ['x', 'y']",
        "st.slider(L, 0, 9, ss.get('n', 1)",
        "st.number_input(L, value=None",
        "st.text_input(ss.get(K, L)",
    ),
    *("st.pills(L, ['x', 'y'], selection_mode='multi'", "st.segmented_control(L, ['x', 'y'], default='x'"),
    *("st.download_button(L, 'data'", "st.chat_input(L", "st.selectbox(L, ['x', ss.get('n')], disabled=True"),
    *("st.multiselect(L, ['x', ss.get('n'), 'z']", "st.slider(L, 0, 9, (1, 3)", "st.number_input(L, 0, ss.get('n', 9)"),
    *(
        "st.radio(L, ['x', 'y'], format_func=str.upper",
        "st.checkbox(L, bool(ss.get('b'))",
        "st.button(L, disabled='a' in ss",
    ),
)
LASTING = ("text_", "checkbox", "toggle", "number", "st.slider", "selectbox")  # may have persist_state=
LAZY = ("bump", "fail", "'rerun'", "'ignore'")
CONTEXTS = ("st.sidebar", "st.container()", "st.expander('e')", "st.columns(2)[0]", "st.tabs(['t'])[0]", "st.empty()")


@dataclass(frozen=True, slots=True)
class Event:
    """What the visitor does, to the element of a number."""

    kind: str
    element: int = 0
    value: int = 0


class Author:
    """Draws one script."""

    def __init__(self, draw: Callable[[Any], Any], script: int = 0) -> None:
        self.draw = draw
        self.lines: list[str] = []
        self.widgets = 4 * script
        self.forms = 0

    def pick(self, choices: Any) -> Any:
        return self.draw(some.sampled_from(choices))

    def chance(self, of: int) -> bool:
        return bool(self.draw(some.integers(1, of)) == of)

    def key(self) -> str:
        return str(self.pick(("'a'", "'a'", "'b'", "'n'", "'w1'", "'w2'")))

    def filled(self, template: str) -> str:
        fill: dict[str, Callable[[], str]] = {
            "K": self.key,
            "P": lambda: self.key()[1:-1],
            "V": lambda: str(self.pick(VALUES)),
            "W": lambda: str(self.pick(("'w1'", "'w2'", "'w3'"))),
        }
        return re.sub(r"\b[KPVW]\b", lambda found: fill[found[0]](), template)

    def line(self, indent: int, text: str) -> None:
        self.lines.append("    " * indent + text)

    def widget(self, form: bool = False) -> str:
        """A call that draws a widget; now and then two are alike, or have one key."""
        kind = str(self.pick([kind for kind in KINDS if not (form and re.search("button|chat", kind))]))
        if not self.chance(12):
            self.widgets += 1
        call = kind.replace("L", f"'W{self.widgets}'", 1) if not self.chance(12) else kind.replace("L", "'Same'", 1)
        if self.chance(2) and ("button" not in kind or self.chance(4)):
            call += self.pick((f", key='w{self.widgets}'",) * 9 + (f', key=f"w{{ss.get(K, {self.widgets})}}"',))
            if self.chance(6) and any(word in kind for word in LASTING):
                call += f", persist_state={self.pick(('page', 'session'))!r}"
        if self.chance(3) and (not form or self.chance(8)):
            name = "on_click" if "button" in kind else "on_submit" if "chat" in kind else "on_change"
            call += f", {name}={self.pick(CALLBACKS)}"
        return self.filled(call) + ")"

    # ---- statements ----
    def block(self, indent: int, depth: int) -> None:
        for _ in range(self.pick((1, 1, 2, 3))):
            self.statement(indent, depth)

    def statement(self, indent: int, depth: int) -> None:
        match self.pick(("plain", "plain", "plain", "rare", "widget", "widget", "widget", "nested", "nested")):
            case "rare" if self.chance(2):
                self.line(indent, self.filled(self.pick(RARE)))
            case "widget":
                self.line(indent, f"{self.pick(('', '', 'x = ', 'ss.b = '))}{self.widget()}")
            case "nested" if depth:
                self.pick((*NESTED, Author.branch, Author.branch))(self, indent, depth - 1)
            case _:
                self.line(indent, self.filled(self.pick(PLAIN)))

    def branch(self, indent: int, depth: int) -> None:
        self.line(indent, f"if {self.widget() if self.chance(2) else self.filled(self.pick(TESTS))}:")
        self.block(indent + 1, depth)
        if self.chance(3):
            self.line(indent, "else:")
            self.block(indent + 1, depth)

    def attempt(self, indent: int, depth: int) -> None:
        self.line(indent, "try:")
        self.block(indent + 1, depth)
        caught = self.chance(2)
        if caught:
            self.line(indent, f"except {self.pick(CAUGHT)}:")
            self.block(indent + 1, depth)
            if self.chance(4):
                self.line(indent, "else:")
                self.block(indent + 1, 0)
        if not caught or self.chance(4):
            self.line(indent, "finally:")
            self.block(indent + 1, 0)

    def loop(self, indent: int, depth: int) -> None:
        self.line(indent, "for i in range(2):")
        self.line(
            indent + 1, self.pick(("ss[f'w{i}'] = i", "st.text_input(f'I{i}', key=f'w{i}')", "st.button(f'I{i}')"))
        )
        self.block(indent + 1, 0)

    def context(self, indent: int, depth: int) -> None:
        self.line(indent, f"with {self.pick(CONTEXTS)}:")
        self.block(indent + 1, depth)

    def rerun(self, indent: int, depth: int) -> None:
        """One that comes to an end."""
        count = self.pick(("'n'", "'r'"))
        self.line(indent, f"if {self.pick(('True', self.widget()))} and ss.get({count}, 0) in (0, 1, 3):")
        self.line(indent + 1, f"bump({count})")
        self.line(indent + 1, "st.rerun()")

    def form(self, indent: int, depth: int) -> None:
        self.forms += 1
        options = self.pick(("", "", ", clear_on_submit=True"))
        self.line(indent, f"with st.form('f{self.forms}'{options}):")
        for _ in range(self.pick((1, 2))):
            self.line(indent + 1, f"{self.pick(('', 'x = '))}{self.widget(form=not self.chance(10))}")
        callback = f", on_click={self.pick(CALLBACKS)}" if self.chance(3) else ""
        self.line(indent + 1, f"sent = st.form_submit_button('Send {self.forms}'{self.filled(callback)})")
        self.line(indent, "if sent:")
        self.block(indent + 1, 0)

    def fragment(self, indent: int, depth: int) -> None:
        self.line(indent, "@st.fragment")
        self.line(indent, f"def part{self.widgets}():")
        name = f"part{self.widgets}()"
        self.block(indent + 1, depth)
        self.line(indent, name)

    def dialog(self, indent: int, depth: int) -> None:
        name = f"ask{self.widgets}"
        self.line(indent, f"@st.dialog('D'{self.pick(('', '', ', on_dismiss=bump'))})")
        self.line(indent, f"def {name}():")
        self.block(indent + 1, depth)
        self.line(indent, f"if {self.widget() if self.chance(2) else self.filled(self.pick(TESTS))}:")
        self.line(indent + 1, f"{name}()")

    def lazy(self, indent: int, depth: int) -> None:
        """A container that can be closed, and then is false."""
        self.widgets += 1
        key = f", key='w{self.widgets}'" if self.chance(2) else ""
        kind = self.pick(("expander", "popover"))
        self.line(indent, f"if st.{kind}('E{self.widgets}', on_change={self.pick(LAZY)}{key}).open:")
        self.block(indent + 1, depth)

    def function(self, indent: int, depth: int) -> None:
        """One with arguments, called twice at most."""
        name = f"step{len(self.lines)}"
        self.line(indent, f"def {name}(key, value=None, *more):")
        self.line(indent + 1, self.pick(("ss[key] = value", "st.write(ss.get(key), more)", "st.write(ss[key])")))
        self.block(indent + 1, depth)
        self.line(indent + 1, f"return {self.filled(self.pick(('ss.get(key)', 'ss[key]', 'key in ss', 'value')))}")
        called = (f"{name}(K)", f"{name}(K, V)", f"x = {name}(K, V, 1)", f"st.write({name}(key=K, value=V))")
        self.line(indent, self.filled(self.pick(called)))

    def switch(self, indent: int, depth: int) -> None:
        """To a page that may be there."""
        self.line(indent, f"if {self.widget()} and ss.get('s', 0) < 3:")
        self.line(indent + 1, "bump('s')")
        self.line(indent + 1, f"st.switch_page('{self.pick(('pages', 'views'))}/{self.pick(('one', 'two'))}.py')")

    def script(self) -> str:
        for _ in range(self.pick((1, 2, 3, 4))):
            self.statement(0, 2)
        return HEAD + "\n".join(self.lines) + "\n"


NESTED = (
    *(Author.attempt, Author.loop, Author.context, Author.rerun, Author.form, Author.fragment),
    *(Author.dialog, Author.lazy, Author.function, Author.switch),
)
OWN = "kept_here"
MODULE = """\
import streamlit as st

if "a" not in st.session_state:
    st.session_state.a = "imported"
kept = []


def add(value):
    kept.append(value)
    st.session_state.b = len(kept)
"""
FRAME = "pages = [st.Page('views/one.py', default=True), st.Page('views/two.py')]\nchosen = st.navigation(pages)\n"


@some.composite
def apps(draw: Callable[[Any], Any]) -> dict[str, str]:
    """The files of an app: mostly one script, else scripts in pages/, else a frame around pages."""
    form = draw(some.sampled_from(("one", "one", "one", "pages", "frame")))
    first = Author(draw).script()
    if draw(some.integers(0, 5)) == 0:
        return {"app.py": f"import {OWN}\n{first}\n{OWN}.add(1)\n", f"{OWN}.py": MODULE}
    if form == "one":
        return {"app.py": first}
    folder = "views" if form == "frame" else "pages"
    pages = {f"{folder}/{name}.py": Author(draw, place).script() for place, name in ((1, "one"), (2, "two"))}
    return {"app.py": first + (FRAME + "chosen.run()\n" if form == "frame" else ""), **pages}


EVENTS = some.lists(
    some.builds(
        Event,
        some.sampled_from(("press", "press", "press", "set", "set", "set", "rerun", "second", "page", "open")),
        some.integers(0, 5),
        some.integers(0, 3),
    ),
    max_size=4,
)


def step_of(event: Event, session: Session, files: dict[str, str]) -> Step:
    """What an event means on the page that the session is on."""
    pages = [name for name in files if name.startswith("views/")] or list(files)
    if event.kind in ("page", "open") and "/" in pages[-1]:
        return Step(event.kind, pages[event.element % len(pages)])
    drawn = session.visitor.widgets()
    names = [name_of(widget) for widget in drawn]
    labels = [widget.label for widget in drawn]
    kinds = BUTTONS if event.kind == "press" else VALUES_OF
    fitting = [
        widget
        for widget, name in zip(drawn, names, strict=True)
        if widget.kind in kinds and name and names.count(name) == 1 >= labels.count(name) and " at 0x" not in name
    ]
    fitting = [widget for widget in fitting if not widget.disabled and not isinstance(widget.default, tuple)]
    # AppTest's multiselect adds to what the state has, which must be a list.
    texts = [
        widget for widget in fitting if widget.kind == "multiselect" and isinstance(session.state.get(widget.id), str)
    ]
    fitting = [widget for widget in fitting if widget not in texts]
    if event.kind not in ("press", "set") or not fitting:
        return Step("second" if event.kind == "second" else "rerun")
    widget = fitting[event.element % len(fitting)]
    if widget.kind in BUTTONS:
        return Step("click", name_of(widget))
    return Step("set", name_of(widget), VALUES_OF[widget.kind][event.value % len(VALUES_OF[widget.kind])])


def name_of(widget: Widget) -> str:
    return widget.key or widget.label or widget.placeholder


BUTTONS = ("button", "form_submit_button", "download_button")
TEXTS = ("x", "y", "z")
VALUES_OF = {
    **dict.fromkeys(("text_input", "text_area", "chat_input"), TEXTS),
    **dict.fromkeys(("checkbox", "toggle"), ("True", "False")),
    **dict.fromkeys(("number_input", "slider"), ("1", "2", "3")),
    **dict.fromkeys(("selectbox", "radio", "multiselect", "select_slider", "pills", "segmented_control"), ("x",)),
}
