"""Rounds and copies that never reach the session stand for all others: the rest of the app is looked at as before."""

from __future__ import annotations

from typing import Any

import pytest
from kit import look

from statelint import explore
from statelint.explore.unfold import Unfolded, unfold
from statelint.explore.walk import nodes

NESTED = """\
import streamlit as st

LEVELS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)
total = 0
for a in LEVELS:
    for b in LEVELS:
        for c in LEVELS:
            for d in LEVELS:
                total += a * b * c * d
{first}
st.write(total, st.session_state.total)
"""
CALLED = """\
import streamlit as st

def shade(name, scale):
    for level in range(scale):
        name = name.strip(level)
    return name.title() if scale > 3 else compute(name)

def compute(name):
    return open(name).read()

for colour in ("red", "green", "blue", "cyan", "pink", "gold", "grey"):
    st.write(shade(colour, 1), shade(colour, 2), shade(colour, 3), shade(colour, 4))
{first}
st.write(st.session_state.colour)
"""


@pytest.mark.parametrize("app", [NESTED, CALLED])
def test_what_stands_behind_them_is_judged(app: str) -> None:
    safe = look({"app.py": app.format(first='st.session_state.setdefault("total", 0); st.session_state.colour = 1')})
    assert not safe.findings
    assert [row.verdict for row in safe.ledger] == ["safe"]
    broken = look({"app.py": app.format(first="")})
    assert broken.places == [("app.py", app.format(first="").count("\n"))]


@pytest.mark.parametrize("loop", ["for name in NAMES:\n    keep(name)", "keep('a'); keep('b'); keep('c'); keep('k')"])
def test_one_that_does_is_not_taken_for_the_others(loop: str) -> None:
    start = "import streamlit as st\nNAMES = ('a', 'b', 'c', 'k')\ndef keep(name):\n"
    start += "    if name == 'k':\n        st.session_state[name] = 0\n" + loop
    assert not look({"app.py": f"{start}\nst.write(st.session_state.k)\n"}).findings


def test_rounds_that_reach_it_are_told_apart() -> None:
    app = """\
import streamlit as st

for name in ("a", "b", "c", "d", "e", "f"):
    st.session_state.setdefault(name, 0)
st.write(st.session_state.f)
st.write(st.session_state.g)
"""
    assert look({"app.py": app}).places == [("app.py", 6)]


def test_they_are_written_a_few_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []

    def counted(*given: Any) -> Unfolded:
        unfolded = unfold(*given)
        written.append(sum(1 for _ in nodes(unfolded.program)))
        return unfolded

    monkeypatch.setattr(explore, "unfold", counted)
    for app in (NESTED, CALLED):
        look({"app.py": app.format(first="")})
    assert written
    assert max(written) < 500


def test_a_copy_for_many_constants_is_none_for_the_first_of_them() -> None:
    """The branch is taken in no call, and the copy that serves the last of them must not tell otherwise."""
    app = """\
import streamlit as st

if "log" not in st.session_state:
    st.session_state.log = []

def note(kind, text):
    if kind == "save":
        st.session_state.log.append(text)

name = st.text_input("Name")
"""
    calls = "".join(f'note("k{number}", name)\n' for number in range(40))
    assert not look({"app.py": app + calls}).findings
    assert look({"app.py": app + 'note("save", name)\n'}).places == [("app.py", 8)]


def test_objects_that_copies_make_are_told_apart() -> None:
    app = """\
import streamlit as st

class Field:
    def __init__(self, key):
        self.key = key

    def value(self):
        return st.session_state[self.key]

class Row:
    pass

def named(row, key):
    row.title = key

fields = Field("a"), Field("b"), Field("c"), Field("d")
rows = Row(), Row(), Row(), Row()
named(rows[0], "a")
named(rows[1], "b")
named(rows[2], "c")
named(rows[3], "d")
st.session_state.update(a=1, b=1, c=1)
st.write(st.session_state[rows[2].title], fields[2].value())
st.write(st.session_state[rows[3].title])
"""
    assert look({"app.py": app}).places == [("app.py", app.count("\n"))]
    last = app.replace("st.write(st.session_state[rows[3].title])", "st.write(fields[3].value())")
    assert look({"app.py": last}).places == [("app.py", 8)]
