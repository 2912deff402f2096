"""What is said of values that the state keeps: each clause of the firing conditions, both ways."""

from __future__ import annotations

import pytest
from kit import look

from statelint.config import Config

START = """\
import copy, csv, enum, io
from dataclasses import dataclass

import streamlit as st

import defaults

state = st.session_state
st.title("Start")


class Mode(enum.Enum):
    A = 1
    B = 2


class Word(str, enum.Enum):
    A = "a"


class Number(enum.IntEnum):
    A = 1


@dataclass
class Point:
    x: int = 0


class Plain:
    pass


class Special(Plain):
    pass


def rows():
    yield 1


"""
DEFAULTS = """\
import copy
ROWS = []
TABLE = {"rows": [], "size": 1}
PAIR = (1, 2)
def start(rows=[]):
    return rows
def made():
    return []
"""
SCRIPT_CLASS = {
    "==": "if 'm' not in state: state.m = Mode.A\nif state.m == Mode.B: st.write('b')",
    "!=": "if 'm' not in state: state.m = Mode.A\nif state.m != Mode.B: st.write('b')",
    "is": "if 'm' not in state: state.m = Mode.A\nif state.m is Mode.A: st.write('a')",
    "is, of a text": "if 'm' not in state: state.m = Word.A\nif state.m is Word.A: st.write('a')",
    "in a tuple": "if 'm' not in state: state.m = Mode.A\nif state.m in (Mode.A, Mode.B): st.write('a')",
    "in a kept list": "if 'm' not in state: state.m = [Mode.A]\nif Mode.A in state.m: st.write('a')",
    "match": "if 'm' not in state: state.m = Mode.A\nmatch state.m:\n    case Mode.A: st.write('a')",
    "class pattern": "if 'm' not in state: state.m = Point()\nmatch state.m:\n    case Point(): st.write('a')",
    "isinstance": "if 'm' not in state: state.m = Plain()\nif isinstance(state.m, Plain): st.write('a')",
    "isinstance of several": "if 'm' not in state: state.m = Plain()\n"
    "if isinstance(state.m, (int, Plain)): st.write('a')",
    "isinstance of a base": "if 'm' not in state: state.m = Special()\nif isinstance(state.m, Plain): st.write('a')",
    "type": "if 'm' not in state: state.m = Plain()\nif type(state.m) is Plain: st.write('a')",
    "dataclass": "if 'm' not in state: state.m = Point()\nif state.m == Point(): st.write('a')",
    "the class itself": "state.setdefault('m', Plain)\nif state.m is Plain: st.write('a')",
    "as a key": "if 'm' not in state: state.m = {Mode.A: 1}\nst.write(state.m[Mode.A])",
    "as a key, get": "if 'm' not in state: state.m = {Mode.A: 1}\nst.write(state.m.get(Mode.A))",
    "as a key, put in": "m = state.setdefault('m', {})\nst.write(m.get(Plain))\nm[Plain] = 1",
    "an element": "if 'm' not in state: state.m = [Point()]\nfor p in state.m:\n"
    "    if isinstance(p, Point): st.write('a')",
    "put in": "state.setdefault('m', [])\nif st.button('x'): state.m.append(Point())\n"
    "for p in state.m:\n    if isinstance(p, Point): st.write('a')",
    "a callback": "def pick(): state.m = Mode.A\nst.button('x', on_click=pick)\n"
    "if state.get('m') == Mode.A: st.write('a')",
    "except": "class Oops(Exception): pass\nif 'm' not in state: state.m = Oops()\ntry:\n    raise state.m\n"
    "except Oops: st.write('a')",
    "an option": "m = st.selectbox('m', list(Mode))\nif st.button('x'): state.m = m\n"
    "if state.get('m') == Mode.A: st.write('a')",
    "an option of a class": "m = st.radio('m', [Point(1), Point(2)])\nif st.button('x'): state.m = m\n"
    "if isinstance(state.get('m'), Point): st.write('a')",
    "through a function": "def is_a(mode): return mode == Mode.A\n"
    "if 'm' not in state: state.m = Mode.A\nst.write(is_a(state.m))",
}
NO_SCRIPT_CLASS = {
    "an option, by the widget's key": "st.selectbox('m', list(Mode), key='m')\nif state.m == Mode.A: st.write('a')",
    "an option, compared at once": "m = st.selectbox('m', list(Mode))\nif st.button('x'): state.m = m\n"
    "if m == Mode.A: st.write('a')",
    "an option's name": "m = st.selectbox('m', list(Mode))\nif st.button('x'): state.m = m.name\n"
    "if state.get('m') == Mode.A.name: st.write('a')",
    "except of another": "class Oops(Exception): pass\nif 'm' not in state: state.m = ValueError()\ntry:\n"
    "    raise state.m\nexcept (Oops, ValueError): st.write('a')",
    "a text": "if 'm' not in state: state.m = Word.A\nif state.m == Word.A: st.write('a')",
    "a number": "if 'm' not in state: state.m = Number.A\nif state.m == Number.A: st.write('a')",
    "a value": "if 'm' not in state: state.m = Mode.A.value\nif state.m == Mode.A.value: st.write('a')",
    "every run": "state.m = Mode.A\nif state.m == Mode.A: st.write('a')",
    "the same branch": "if st.button('x'):\n    state.m = Mode.A\n    if state.m == Mode.A: st.write('a')",
    "another class": "if 'm' not in state: state.m = Plain()\nif isinstance(state.m, Point): st.write('a')",
    "None": "if 'm' not in state: state.m = Mode.A\nif state.m is None: st.write('a')",
    "identity of instances": "if 'm' not in state: state.m = Plain()\nif state.m == Plain(): st.write('a')",
    "only used": "if 'm' not in state: state.m = Point()\nst.write(state.m.x)",
}
SHARED = {
    "by attribute": "if 'r' not in state: state.r = defaults.ROWS\nstate.r.append(1)",
    "by item": "if 'r' not in state: state['r'] = defaults.ROWS\nstate['r'] .append(1)",
    "setdefault": "r = state.setdefault('r', defaults.ROWS)\nr.append(1)",
    "update": "if 'rows' not in state: state.update(defaults.TABLE)\nstate.rows.append(1)",
    "a loop": "for k, v in defaults.TABLE.items():\n    if k not in state: state[k] = v\nstate.rows.append(1)",
    "a shallow copy": "if 't' not in state: state.t = defaults.TABLE.copy()\nstate.t['rows'].append(1)",
    "copy.copy": "if 't' not in state: state.t = copy.copy(defaults.TABLE)\nstate.t['rows'].append(1)",
    "an item is stored": "if 't' not in state: state.t = defaults.TABLE\nstate.t['size'] = 2",
    "the default of a parameter": "if 'r' not in state: state.r = defaults.start()\nstate.r.append(1)",
    "in a callback": "def add(): state.r.append(1)\nif 'r' not in state: state.r = defaults.ROWS\n"
    "st.button('x', on_click=add)",
    "two keys at once": "if 'r' not in state: state.r = state.q = []\n"
    "if st.button('x'): state.q.append(1)\nst.write(state.r)",
    "two keys, by a name": "none = {}\nstate.setdefault('r', none)\nstate.setdefault('q', none)\nstate.r['a'] = 1",
}
NOT_SHARED = {
    "a copy": "if 'r' not in state: state.r = list(defaults.ROWS)\nstate.r.append(1)",
    "a slice": "if 'r' not in state: state.r = defaults.ROWS[:]\nstate.r.append(1)",
    "a display": "if 'r' not in state: state.r = [*defaults.ROWS]\nstate.r.append(1)",
    "a deep copy": "if 't' not in state: state.t = copy.deepcopy(defaults.TABLE)\nstate.t['rows'].append(1)",
    "a shallow copy, changed outside": "if 't' not in state: state.t = dict(defaults.TABLE)\nstate.t['size'] = 2",
    "never changed": "if 'r' not in state: state.r = defaults.ROWS\nst.write(state.r)",
    "stored anew": "if 'r' not in state: state.r = defaults.ROWS\nstate.r = state.r + [1]",
    "made by a function": "if 'r' not in state: state.r = defaults.made()\nstate.r.append(1)",
    "two displays": "state.setdefault('r', [])\nstate.setdefault('q', [])\nstate.r.append(1)",
    "two keys, a copy": "none = []\nstate.setdefault('r', none)\nstate.setdefault('q', list(none))\nstate.r.append(1)",
    "two keys, a tuple": "state.r = state.q = ()\nstate.p = []\nstate.p.append(1)",
    "two keys, never changed": "if 'r' not in state: state.r = state.q = []\nst.write(state.q)",
    "two keys, a function": "def new(): return []\nstate.setdefault('r', new())\nstate.setdefault('q', new())\n"
    "state.r.append(1)",
    "two keys, in a loop": "for k in ('r', 'q'):\n    if k not in state: state[k] = []\nstate.r.append(1)",
    "two keys, another run": "none = []\nstate.setdefault('r', none)\n"
    "if st.button('x'): state.q = none\nstate.r.append(1)",
    "a resource": "@st.cache_resource\ndef rows_of(): return []\nif 'r' not in state: state.r = rows_of()\n"
    "state.r.append(1)",
    "of cached data": "@st.cache_data\ndef rows_of(): return []\nif 'r' not in state: state.r = rows_of()\n"
    "state.r.append(1)",
    "of the script": "ROWS = []\nif 'r' not in state: state.r = ROWS\nstate.r.append(1)",
}
ONE_SHOT = {
    "generator": "if 'g' not in state: state.g = rows()\nfor r in state.g: st.write(r)",
    "generator expression": "if 'g' not in state: state.g = (n for n in range(3))\nst.write(list(state.g))",
    "setdefault": "state.setdefault('g', rows())\nst.write(sum(state.g))",
    "map": "if 'g' not in state: state.g = map(str, [1])\nst.write(list(state.g))",
    "zip": "if 'g' not in state: state.g = zip([1], [2])\nst.write([r for r in state.g])",
    "reader": "if 'g' not in state: state.g = csv.reader(io.StringIO('a'))\nfor r in state.g: st.write(r)",
    "write_stream": "if 'g' not in state: state.g = rows()\nst.write_stream(state.g)",
    "upon a button": "if st.button('x'): state.g = rows()\nif 'g' in state: st.write(list(state.g))",
    "file": "if 'g' not in state: state.g = open('x')\nst.write(state.g.read())",
    "closed file": "if 'g' not in state:\n    with open('x') as f: state.g = f\nst.write(state.g.read())",
}
NO_ONE_SHOT = {
    "next": "if 'g' not in state: state.g = rows()\nst.write(next(state.g, None))",
    "list": "if 'g' not in state: state.g = list(rows())\nfor r in state.g: st.write(r)",
    "every run": "state.g = rows()\nfor r in state.g: st.write(r)",
    "the same branch": "if st.button('x'):\n    state.g = rows()\n    for r in state.g: st.write(r)",
    "range": "if 'g' not in state: state.g = range(3)\nfor r in state.g: st.write(r)",
    "read at once": "if 'g' not in state:\n    with open('x') as f: state.g = f.read()\nst.write(state.g)",
    "kept only": "if 'g' not in state: state.g = rows()\nst.write('x')",
}
LOST = {
    "-=": "n = state.setdefault('n', 3)\nif st.button('x'): n -= 1\nst.write(n)",
    "= n + 1": "if 'n' not in state: state.n = 3\nn = state.n\nif st.button('x'):\n    n = n + 1\nst.write(n)",
    "text": "if 'n' not in state: state.n = 'a'\nn = state['n']\nif st.button('x'):\n    n += 'b'\nst.write(n)",
    "in a function": "if 'n' not in state: state.n = 3\ndef f():\n    n = state.n\n"
    "    if st.button('x'):\n        n -= 1\n    st.write(n)\nf()",
    "the default of get": "l = state.get('l', [])\nl.append(1)\nst.write(l)",
    "the default of get, a dict": "d = state.get('d', {})\nd['a'] = 1\nst.write(d)",
}
NOT_LOST = {
    "stored": "n = state.setdefault('n', 3)\nif st.button('x'):\n    n -= 1\n    state.n = n\nst.write(n)",
    "stored later": "n = state.setdefault('n', 3)\nif st.button('x'): n -= 1\nstate.n = n\nst.write(n)",
    "stored under a key with an unknown name": "n = state.setdefault('n', 3)\nif st.button('x'): n -= 1\n"
    "state[st.text_input('k')] = n\nst.write(n)",
    "no event": "n = state.setdefault('n', 3)\nn += 1\nst.write(n)",
    "never read again": "n = state.setdefault('n', 3)\nst.write(n)\nif st.button('x'): n -= 1",
    "returned": "if 'n' not in state: state.n = 3\ndef f():\n    n = state.n\n    if st.button('x'): n -= 1\n"
    "    st.write(n)\n    return n\nf()",
    "a list": "l = state.setdefault('l', [])\nif st.button('x'): l += [1]\nst.write(l)",
    "a widget's key": "st.number_input('n', key='n')\nn = state.n\nif st.button('x'): n -= 1\nst.write(n)",
    "a default that is set": "state.setdefault('l', [])\nl = state.get('l', [])\nl.append(1)\nst.write(l)",
    "another name": "n = state.setdefault('n', 3)\nm = 0\nif st.button('x'): m += n\nst.write(m)",
}
GROWS = {
    "upload": "l = state.setdefault('l', [])\nup = st.file_uploader('f')\nif up is not None: l.append(up.name)",
    "text": "if 'l' not in state: state.l = []\nt = st.text_input('t')\nif t: state.l.append(t.strip())",
    "walrus": "if 'l' not in state: state.l = []\nif t := st.text_input('t'): state.l.append({'t': t})",
    "no condition": "if 'l' not in state: state.l = []\nstate.l.append(st.slider('s'))",
    "extend": "if 'l' not in state: state.l = []\nstate.l.extend(st.multiselect('m', [1, 2]))",
    "f-string": "if 'l' not in state: state.l = []\nt = st.text_input('t')\nif t: state.l.append(f'> {t}')",
    "every file": "if 'l' not in state: state.l = []\nfor f in st.file_uploader('f', accept_multiple_files=True):\n"
    "    state.l.append(f.name)",
    "guarded by an exit": "if 'l' not in state: state.l = []\nt = st.text_input('t')\n"
    "if not t: st.stop()\nstate.l.append(t)",
    "in a function": "def add(t): state.l.append(t)\nif 'l' not in state: state.l = []\nadd(st.text_input('t'))",
    "two widgets": "if 'l' not in state: state.l = []\na, b = st.text_input('a'), st.text_input('b')\n"
    "if a and b: state.l.append((a, b))",
}
NO_GROWTH = {
    "button": "if 'l' not in state: state.l = []\nt = st.text_input('t')\nif st.button('x'): state.l.append(t)",
    "button and text": "if 'l' not in state: state.l = []\nt = st.text_input('t')\n"
    "if st.button('x') and t: state.l.append(t)",
    "no button": "if 'l' not in state: state.l = []\nt = st.text_input('t')\nif not st.button('x'): state.l.append(t)",
    "chat": "if 'l' not in state: state.l = []\nif t := st.chat_input('t'): state.l.append(t)",
    "form": "if 'l' not in state: state.l = []\nwith st.form('f'):\n    t = st.text_input('t')\n"
    "    go = st.form_submit_button('x')\nif go: state.l.append(t)",
    "membership": "if 'l' not in state: state.l = []\nt = st.text_input('t')\n"
    "if t and t not in state.l: state.l.append(t)",
    "once": "if 'l' not in state: state.l = []\nt = st.text_input('t')\nif t and not state.get('done'):\n"
    "    state.l.append(t)\n    state.done = True",
    "last": "if 'l' not in state: state.l = []\nt = st.text_input('t')\nif t != state.get('last'):\n"
    "    state.l.append(t)\n    state.last = t",
    "something else": "if 'l' not in state: state.l = []\nif defaults.ready(st.text_input('t')): state.l.append(1)",
    "every run begins it": "state.l = []\nstate.l.append(st.text_input('t'))",
    "begun below": "if 'l' not in state: state.l = []\n"
    "state.l.append(st.text_input('t'))\nst.write(state.l)\nstate.l = []",
    "a set": "if 'l' not in state: state.l = set()\nstate.l.add(st.text_input('t'))",
    "a dict": "if 'l' not in state: state.l = {}\nstate.l['t'] = st.text_input('t')",
    "emptied widget": "if 'l' not in state: state.l = []\ndef empty(): state.t = ''\nt = st.text_input('t', key='t')\n"
    "if t: state.l.append(t)\nst.button('x', on_click=empty)",
    "a new widget": "state.setdefault('n', 0)\nif 'l' not in state: state.l = []\n"
    "t = st.text_input('t', key=f't{state.n}')\n"
    "if t:\n    state.l.append(t)\n    state.n += 1",
    "a local list": "l = []\nl.append(st.text_input('t'))",
}
ODD_KEYS = {
    "internal": "state['$$ID-a'] = 1",
    "internal, older": "state['$$WIDGET_ID-a'] = 1",
    "internal, of a widget": "st.checkbox('a', key='$$ID-a')",
    "empty": "state[''] = 1",
    "empty, of a widget": "st.checkbox('a', key='')",
    "no key": "st.checkbox('a', key='None')",
    "an attribute of the state": "state.__doc__ = 1",
    "a private name in a class": "class W:\n    def f(self): state.__x = 1\nW().f()\nst.write(state['__x'])",
    "a private name in two classes": "class W:\n    def f(self): state.__x = 1\nclass V:\n"
    "    def f(self): st.write(state.__x)\nW().f()\nV().f()",
    "number and text": "state[1] = 1\nstate['1'] = 2",
    "number and text of a widget": "state[1] = 1\nst.checkbox('a', key='1')",
}
NO_ODD_KEYS = {
    "a dollar": "state['$x'] = 1",
    "one underscore": "state._x = 1",
    "a private name outside of classes": "state.__x = 1\nst.write(state['__x'])",
    "a private name in one class": "class W:\n    def f(self):\n        state.__x = 1\n"
    "        st.write(state.__x)\nW().f()",
    "an item named like an attribute": "state['__doc__'] = 1",
    "numbers": "state[1] = 1\nstate[2] = 1\nst.write(state[1])",
    "numbers as text": "state['1'] = 1\nst.checkbox('a', key='2')",
    "None": "state['None'] = 1",
    "no key given": "st.checkbox('a', key=None)",
}
BOTH = {
    "LSS110": (ODD_KEYS, NO_ODD_KEYS),
    "LSS602": (SCRIPT_CLASS, NO_SCRIPT_CLASS),
    "LSS603": (SHARED, NOT_SHARED),
    "LSS604": (ONE_SHOT, NO_ONE_SHOT),
    "LSS112": (LOST, NOT_LOST),
    "LSS115": (GROWS, NO_GROWTH),
}
REPORTED = [pytest.param(c, b, id=f"{c} {n}") for c, (found, _) in BOTH.items() for n, b in found.items()]
SILENT = [pytest.param(c, b, id=f"{c} {n}") for c, (_, silent) in BOTH.items() for n, b in silent.items()]


def seen(code: str, body: str) -> int:
    files = {"app.py": START + body + "\n", "defaults.py": DEFAULTS}
    return sum(finding.code == code for finding in look(files).findings)


@pytest.mark.parametrize(("code", "body"), REPORTED)
def test_it_is_reported_once(code: str, body: str) -> None:
    assert seen(code, body) == 1


@pytest.mark.parametrize(("code", "body"), SILENT)
def test_it_is_not_reported(code: str, body: str) -> None:
    assert seen(code, body) == 0


SLOW = {
    "read": "import pandas as pd\nstate.setdefault('t', pd.read_csv('a.csv'))",
    "in a function": "import json\ndef load():\n    with open('a') as f: return json.load(f)\n"
    "state.setdefault('t', load())",
    "in a function called before": "import pandas as pd\ndef load(): return pd.read_csv('a')\nload()\n"
    "state.setdefault('t', load())",
    "in an expression": "import requests\nstate.setdefault('t', requests.get('a').json()['x'])",
    "by name": "import sqlite3\nstate.setdefault(key='t', default=sqlite3.connect('a'))",
}
NOT_SLOW = {
    "cached": "import pandas as pd\n@st.cache_data\ndef load(): return pd.read_csv('a')\nstate.setdefault('t', load())",
    "cheap": "import uuid\nstate.setdefault('t', str(uuid.uuid4()))",
    "guarded": "import pandas as pd\nif 't' not in state: state.setdefault('t', pd.read_csv('a'))",
    "upon a button": "import pandas as pd\nif st.button('x'): state.setdefault('t', pd.read_csv('a'))",
    "before": "import pandas as pd\nt = pd.read_csv('a')\nstate.setdefault('t', 0)",
    "a dict of its own": "import pandas as pd\nd = {}\nd.setdefault('t', pd.read_csv('a'))",
}


@pytest.mark.parametrize(("body", "times"), [*((b, 1) for b in SLOW.values()), *((b, 0) for b in NOT_SLOW.values())])
def test_slow_defaults_are_told_where_asked_for(body: str, times: int) -> None:
    files = {"app.py": START + body + "\n", "defaults.py": DEFAULTS}
    assert sum(finding.code == "LSS114" for finding in look(files, Config(select=("LSS114",))).findings) == times


def test_an_empty_key_is_refused_only_by_newer_releases() -> None:
    files = {"app.py": START + "state[''] = 1\n", "defaults.py": DEFAULTS, "requirements.txt": "streamlit==1.50.0\n"}
    assert [finding.code for finding in look(files).findings if finding.code == "LSS110"] == []


def test_classes_of_an_imported_module_stay_the_same() -> None:
    shapes = "import enum\nclass Mode(enum.Enum):\n    A = 1\n"
    app = "import streamlit as st\nfrom shapes import Mode\nimport shapes\nst.title('x')\n"
    body = "if 'm' not in st.session_state: st.session_state.m = Mode.A\nst.write(st.session_state.m == Mode.A)\n"
    found = look({"app.py": app + body, "shapes.py": "import streamlit as st\n" + shapes}).findings
    assert [finding.code for finding in found] == []
