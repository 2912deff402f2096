"""Writes small random apps for hypothesis: keys, guards, deletions, branches, loops, handlers, helpers, callbacks,
forms, fragments, dialogs, pages.

What a visitor does decides every condition. `a`, `b` and `c` may be compared, `n` is only counted, `w1` … belong to
widgets, each of which is drawn at one place. In the templates K is a key, V a value, H a hard read, W the label of a
new widget, M its key, C a callback with what it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as some

HELPERS = """\
import streamlit as st
from contextlib import suppress
from functools import partial

ss = st.session_state


def ensure(key, value=0):
    if key not in ss:
        ss[key] = value


def read(key):
    return ss[key]


def need(key):
    if key not in ss:
        st.stop()


def drop(key, hard):
    if hard:
        del ss[key]
    elif key in ss:
        ss.pop(key)


def first(key):
    if key in ss:
        return ss[key]
    ensure(key, 1)
    return 0


def reset():
    for key in list(ss.keys()):
        del ss[key]


class Store:
    def __init__(self, key):
        self.key = key

    @property
    def value(self):
        return ss[self.key]

    def put(self, value):
        ss[self.key] = value


x = y = None
st.write("app")
"""
VALUES = ("0", "1", "2", "None", '""', '"x"', "True")
HARD = ("ss[K]", "st.session_state[K]", "ss.A")
WRITES = (
    *("ss.A = V", "ss.A = V", "ss[K] = V", "ss.setdefault(K, V)", "ss.update({K: V})", "setattr(ss, K, V)"),
    *("ss[K] = ss.get(K, V)", "ensure(K)", "Store(K).put(V)"),
)
READS = (
    *(
        "st.write(H)",
        "st.write(H)",
        "st.write(H)",
        "st.write(ss[K1] if K1 in ss else 0)",
        "st.write(K1 in ss and ss[K1])",
    ),
    *("st.write(read(K))", "st.write(first(K))", "getattr(ss, K)", "st.write(Store(K).value)", "st.write(ss.w1)"),
    *("st.write(ss[str(K)])", "st.write((lambda k: ss[k])(K))", "st.write([ss[k] for k in ('a', 'c') if k in ss])"),
    *("st.write({k: ss[k] for k in ss})", "need(K)"),
)
DELETIONS = ("del H", "ss.pop(K)", "ss.pop(K, None)", "ss.clear()", "reset()", "drop(K, True)", "drop(K, False)")
COUNTS = ("ss.n = 0", 'ss["n"] = 0', "ss.n += 1", 'ss["n"] += 1', 'ss.setdefault("n", 0)')
LOCALS = ("ss.get(K)", "K in ss", "K not in ss", "H", "0")
TESTS = (
    *("K in ss", "K in ss", "K not in ss", "K not in ss", "hasattr(ss, K)", "not (K in ss)", "K in ss.keys()"),
    *("ss.get(K)", "not ss.get(K)", "ss.get(K) is None", "ss.get(K) is not None", "ss.get(K, 1) == 1"),
    *("ss.get(K) in (1, 2)", "getattr(ss, K, None) is None", "ss.get(K, 0) != 1", 'ss.get(K) == "x"'),
    *("H == 1", "H", "not H", "True", "False", "not ss"),
    *("x", "not x", "x is None", "y is not None", "y == 1", "y != 1"),
)
BUTTONS = ("st.button(W)", "st.button(W)", "st.button(W)", "st.button(W, disabled=K not in ss)", "st.button(W, key=M)")
SETTINGS = (
    *("st.checkbox(W)", "not st.checkbox(W, True)", "st.toggle(W, key=M)", "st.text_input(W)", "st.text_input(W, 'x')"),
    *("st.text_input(W) == 'x'", "st.text_input(W, key=M).strip() == 'x'", "st.text_area(W) in ('x', 'y')"),
    *("st.selectbox(W, ['x', 'y']) == 'y'", "st.radio(W, ['x', 'y'], key=M) != 'x'", "st.number_input(W, 0, 3) > 1"),
    *("st.slider(W, 0, 3, key=M) == 2", "st.selectbox(W, ['x', 'y'], index=None)", "st.multiselect(W, ['x', 'y'])"),
    *("st.checkbox(W, ss.get(K) == 1)", "st.text_input(W, disabled=not ss.get(K))"),
)
FIELDS = (
    *("st.checkbox(W)", "st.checkbox(W, True, key=M)", "st.text_input(W)", "st.text_input(W, key=M)"),
    *("st.selectbox(W, ['x', 'y'])", "st.radio(W, ['x', 'y'], key=M)", "st.number_input(W, 0, 3)"),
)
WIDGETS = (
    *("st.checkbox(W, key=M)", "st.text_input(W, key=M)", "x = st.checkbox(W)", "y = st.text_input(W)"),
    *("st.button(W, on_click=C)", "st.button(W, on_click=C)", "st.checkbox(W, on_change=C)"),
    *("st.text_input(W, key=M, on_change=C)", "st.selectbox(W, ['x', 'y'], on_change=C)", "ss.A = st.text_input(W)"),
    *("x = st.button(W)", "ss.A = st.checkbox(W)", "st.text_input(W, ss.get(K, 'd'), key=M)"),
)
CALLBACKS = (
    *("ensure, args=(K,)", "f0, args=(K,)", "f1, args=[K]", "f0, kwargs={'key': K}", "reset", "drop, args=(K, True)"),
    *("lambda: ss.pop(K)", "lambda: ss.update({K: V})", "partial(f1, K)", "drop, args=(K, False)", "lambda: H"),
    *("f1, args=(K, ss.get(K))", "lambda: ensure(K, V)"),
)
LISTS = ('("a", "b")', '["c", "a"]', '["b"]', '("a", "b", "c")')
STATES = ("ss", "list(ss)", "ss.keys()", "list(ss.keys())")
CAUGHT = ("KeyError", "AttributeError", "Exception", "(KeyError, AttributeError)", "LookupError", "ValueError")
CONTEXTS = ("st.sidebar", "suppress(KeyError)", "suppress(KeyError, AttributeError)")
PATTERNS = (("True",), ("False", "_"), ("1", "_"), ("None", "_"), ("1 | 2", "None", "other"))


class Author:
    """Draws one script. A block's `place` is "open" (widgets may be drawn), "loop" (they may not) or "function"."""

    def __init__(self, draw: Callable[[Any], Any], script: int = 0) -> None:
        self.draw = draw
        self.lines: list[str] = []
        self.widgets = 100 * script
        self.variables: tuple[str, ...] = ()  # locals that hold a key
        self.pages: tuple[str, ...] = ()  # that st.switch_page may name

    def pick(self, choices: Any) -> Any:
        return self.draw(some.sampled_from(choices))

    def maybe(self) -> bool:
        return bool(self.draw(some.integers(0, 2)) == 0)

    def key(self) -> str:
        return str(self.pick((*self.variables, *self.variables, '"a"', '"b"', *([] if self.variables else ['"c"']))))

    def filled(self, template: str) -> str:
        """The template with its capitals drawn; K1 stands for one key at both places."""
        if re.search(r"\bC\b", template):
            held, self.variables = self.variables, ()
            template = re.sub(r"\bC\b", lambda _: self.filled(str(self.pick(CALLBACKS))), template)
            self.variables = held
        template = re.sub(r"\bH\b", lambda _: str(self.pick(HARD)), template).replace("K1", self.key())
        template = re.sub(r"\bss\.A\b", lambda _: f"ss.{self.pick('abc')}", template)
        if re.search(r"\bW\b", template):
            self.widgets += 1
        fill = {
            "K": self.key,
            "V": lambda: self.pick(VALUES),
            "W": lambda: f'"W{self.widgets}"',
            "M": lambda: f'"w{self.widgets}"',
        }
        return re.sub(r"\b[KVWM]\b", lambda found: str(fill[found[0]]()), template)

    def line(self, indent: int, text: str) -> None:
        self.lines.append("    " * indent + text)

    # ---- blocks ----
    def block(self, indent: int, depth: int, place: str) -> None:
        for _ in range(self.pick((1, 1, 2, 3))):
            self.statement(indent, depth, place)

    def statement(self, indent: int, depth: int, place: str) -> None:
        if depth and self.draw(some.booleans()):
            nested = (*NESTED, *OPEN_NESTED) if place == "open" else NESTED
            self.pick(nested)(self, indent, depth - 1, place)
            return
        leaving = ("st.stop()", "pass") if place != "function" else ("st.stop()", "return", "return 1", "pass")
        reads = (WRITES, READS) if indent else (WRITES, WRITES)  # what every run does is mostly fine
        drawing = (WIDGETS, WIDGETS) if place == "open" else ()
        template = str(self.pick(self.pick((*reads, READS, DELETIONS, COUNTS, ("x = L", "y = L"), leaving, *drawing))))
        if place != "function" and self.maybe() and self.maybe():
            template = str(self.pick(("f0(K)", "f1(K)", "f1(K, x)")))
        self.line(indent, self.filled(template.replace("L", self.pick(LOCALS)) if template[2:] == "= L" else template))

    def condition(self, place: str) -> str:
        tests = (*TESTS, *SETTINGS, *BUTTONS, *BUTTONS, *BUTTONS) if place == "open" else TESTS
        left = self.filled(self.pick(tests))
        if not self.maybe():
            return left
        right = self.filled(self.pick(tests))
        return str(self.pick((f"{left} and {right}", f"{left} or {right}", f"not ({left} and {right})")))

    # ---- nested statements ----
    def branch(self, indent: int, depth: int, place: str) -> None:
        self.line(indent, f"if {self.condition(place)}:")
        self.block(indent + 1, depth, place)
        if self.draw(some.booleans()):
            self.line(indent, "else:")
            self.block(indent + 1, depth, place)

    def walrus(self, indent: int, depth: int, place: str) -> None:
        self.line(indent, f"if {self.filled(self.pick(('(z := ss.get(K))', 'not (z := ss.get(K, 1))')))}:")
        self.block(indent + 1, depth, place)

    def choice(self, indent: int, depth: int, place: str) -> None:
        self.line(indent, f"match {self.filled(self.pick(('ss.get(K)', 'ss.get(K, 1)', 'x', 'y')))}:")
        for pattern in self.pick(PATTERNS):
            self.line(indent + 1, f"case {pattern}:")
            self.block(indent + 2, depth, place)

    def start(self, indent: int, depth: int, place: str) -> None:
        """The usual initialisation, sometimes with a rerun."""
        key = self.key()
        self.line(indent, f"if {key} not in ss:")
        self.line(indent + 1, self.filled(f"ss[{key}] = V"))
        if self.maybe():
            self.line(indent + 1, "st.rerun()")

    def loop(self, indent: int, depth: int, place: str) -> None:
        held, name = self.variables, f"key{indent}"
        inside = place if place == "function" else "loop"
        self.line(indent, f"for {name} in {self.pick(LISTS)}:")
        self.variables = (*held, name)
        self.block(indent + 1, depth, inside)
        if place == "open" and self.maybe():
            self.row(indent + 1, name)
        if self.draw(some.booleans()):
            self.line(indent + 1, f"if {self.condition(inside)}:")
            self.line(indent + 2, self.pick(("break", "continue")))
            self.statement(indent + 1, 0, inside)
        self.variables = held
        if self.maybe():
            self.line(indent, "else:")
            self.block(indent + 1, 0, inside)

    def row(self, indent: int, name: str) -> None:
        """A button in each round of a loop."""
        self.widgets += 1
        label = f'f"W{self.widgets} {{{name}}}"'
        bound = self.pick(("f0", "ensure", "drop", "", ""))
        if bound:
            self.line(indent, f"st.button({label}, on_click={bound}, args=({name}, True))")
            return
        self.line(indent, f"if st.button({label}):")
        self.block(indent + 1, 0, "loop")

    def over_state(self, indent: int, depth: int, place: str) -> None:
        self.line(indent, f"for one in {self.pick(STATES)}:")
        self.line(indent + 1, self.pick(("st.write(ss[one])", "del ss[one]", "ss[one] = 1")))

    def until(self, indent: int, depth: int, place: str) -> None:
        self.line(indent, self.filled("while K not in ss:"))
        self.block(indent + 1, 0, place if place == "function" else "loop")
        self.line(indent + 1, "break")

    def enter(self, indent: int, depth: int, place: str) -> None:
        self.line(indent, f"with {self.pick(CONTEXTS)}:")
        self.block(indent + 1, depth, place)

    def attempt(self, indent: int, depth: int, place: str) -> None:
        self.line(indent, "try:")
        self.block(indent + 1, depth, place)
        for _ in range(self.pick((1, 1, 2))):
            self.line(indent, f"except {self.pick(CAUGHT)}:")
            self.block(indent + 1, depth, place)
        if self.maybe():
            self.line(indent, "else:")
            self.block(indent + 1, 0, place)
        if self.maybe():
            self.line(indent, "finally:")
            self.line(indent + 1, self.filled(self.pick(WRITES)))

    # ---- what draws ----
    def pressed(self, indent: int, depth: int, place: str) -> None:
        self.line(indent, f"if {self.filled(self.pick(BUTTONS))}:")
        self.block(indent + 1, depth, place)

    def form(self, indent: int, depth: int, place: str) -> None:
        self.widgets += 1
        name = f"F{self.widgets}"
        self.line(indent, f'with st.form("{name}"):')
        for _ in range(self.pick((1, 2))):
            self.line(indent + 1, f"{self.pick(('', 'x = ', 'y = '))}{self.filled(self.pick(FIELDS))}")
        callback = self.pick(("", "", ", on_click=C"))
        self.line(indent + 1, self.filled(f'sent = st.form_submit_button("{name}"{callback})'))
        self.line(indent, f"if {self.pick(('sent', 'sent', 'sent and x', 'sent and not y'))}:")
        self.block(indent + 1, depth, "loop")

    def fragment(self, indent: int, depth: int, place: str) -> None:
        self.widgets += 1
        name = f"part{self.widgets}"
        self.line(indent, "@st.fragment")
        self.line(indent, f"def {name}():")
        self.line(indent + 1, "x = y = None")
        self.block(indent + 1, depth, place)
        self.line(indent, f"{name}()")

    def dialog(self, indent: int, depth: int, place: str) -> None:
        self.widgets += 1
        name = f"ask{self.widgets}"
        self.line(indent, f'@st.dialog("D{self.widgets}")')
        self.line(indent, f"def {name}():")
        self.line(indent + 1, "x = y = None")
        self.block(indent + 1, depth, place)
        self.line(indent, self.filled("if st.button(W):"))
        self.line(indent + 1, f"{name}()")

    def switch(self, indent: int, depth: int, place: str) -> None:
        if not self.pages:
            self.pressed(indent, depth, place)
            return
        self.line(indent, self.filled("if st.button(W):"))
        self.line(indent + 1, f'st.switch_page("{self.pick(self.pages)}")')

    def function(self, name: str) -> None:
        self.line(0, f"def {name}(key, x=None, y=None):")
        self.variables = ("key",)
        self.block(1, 2, "function")
        self.variables = ()

    def script(self, pages: tuple[str, ...] = ()) -> str:
        for name in ("f0", "f1"):
            self.function(name)
        for key in "abcn":
            if self.draw(some.booleans()):
                self.line(0, self.filled(f'ss.setdefault("{key}", V)') if key != "n" else "ss.setdefault('n', 0)")
        self.pages = pages
        for _ in range(self.pick((2, 4, 6, 9))):
            self.statement(0, 2, "open")
        return HELPERS + "\n".join(self.lines) + "\n"


NESTED = (
    *(Author.branch, Author.branch, Author.branch, Author.loop, Author.attempt, Author.start, Author.choice),
    *(Author.walrus, Author.over_state, Author.until, Author.enter),
)
OPEN_NESTED = (
    *(Author.branch, Author.branch, Author.pressed, Author.pressed, Author.pressed, Author.form, Author.form),
    *(Author.fragment, Author.dialog, Author.switch),
)
FRAME = """\
pages = [st.Page("views/one.py", default=True), st.Page("views/two.py")]
st.navigation(pages).run()
"""


@some.composite
def apps(draw: Callable[[Any], Any]) -> dict[str, str]:
    """The files of an app: mostly one script, else scripts in pages/, else a frame around pages."""
    kind = draw(some.sampled_from(("one", "one", "one", "pages", "frame")))
    if kind == "one":
        return {"app.py": Author(draw).script()}
    folder = "pages" if kind == "pages" else "views"
    names = tuple(f"{folder}/{name}.py" for name in ("one", "two"))
    known = names if kind == "frame" else ("app.py", *names)
    first = Author(draw).script(known)
    pages = {name: Author(draw, number).script(known) for number, name in enumerate(names, 1)}
    return {"app.py": first + (FRAME if kind == "frame" else ""), **pages}
