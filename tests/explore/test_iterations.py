"""Which loops over kept containers are reported, clause by clause, both ways; Streamlit and Python are the judges."""

from __future__ import annotations

import textwrap

import pytest
from kit import look

START = """\
import streamlit as st
from collections import Counter, OrderedDict, defaultdict, deque

state = st.session_state
state.d, state.o, state.c = {"a": 1, "b": 2, "c": 3}, OrderedDict(a=1, b=2), Counter("aabbc")
state.s, state.q, state.l = {"a", "b", "c"}, deque("abc"), ["a", "b", "c", "d"]
state.deep = {"rows": {"a": 1, "b": 2}, "names": ["a", "b", "c"]}
st.title("Start")
if "later" not in state:
    state.later = 1


def rest():
"""

RAISES = {
    "del of the item": "for k in state.d: del state.d[k]",
    "pop of it": "for k in state.d: state.d.pop(k)",
    "pop of it with a default": "for k in state.d.keys(): state.d.pop(k, None)",
    "another item": "for k in state.d: state.d.pop('c', None)",
    "items": "for k, v in state.d.items():\n    if v > 1: del state.d[k]",
    "values": "for v in state.d.values(): state.d.popitem()",
    "clear of a dict": "for k in state.d: state.d.clear()",
    "enumerate": "for i, k in enumerate(state.d): del state.d[k]",
    "OrderedDict": "for k in state.o: del state.o[k]",
    "Counter": "for k in state.c: del state.c[k]",
    "set remove": "for k in state.s: state.s.remove(k)",
    "set discard": "for k in state['s']: state['s'].discard(k)",
    "deque popleft": "for k in state.q: state.q.popleft()",
    "deque append": "for k in state.q: state.q.append(k)",
    "alias of the container": "d = state.d\nfor k in d: del d[k]",
    "alias on one side": "d = state.d\nfor k in state.d: del d[k]",
    "get": "for k in state.get('d'): del state['d'][k]",
    "setdefault": "d = state.setdefault('d', {})\nfor k in d: del d[k]",
    "inside another": "for k in state.deep['rows']: del state.deep['rows'][k]",
    "inside, by a name": "rows = state.deep['rows']\nfor k in rows: rows.pop(k)",
    "in a function": "def drop(k): del state.d[k]\nfor k in state.d: drop(k)",
    "given to a function": "def purge(box):\n    for k in box: del box[k]\npurge(state.d)",
    "in a method": "class Shop:\n    def drop(self, k): del state.d[k]\nshop = Shop()\nfor k in state.d: shop.drop(k)",
    "in a try that goes on": ("for k in state.d:\n    try: del state.d[k]\n    except KeyError: pass"),
    "continue": "for k in state.d:\n    if k: \n        del state.d[k]\n        continue\n    st.write(k)",
    "break on another way": "for k in state.d:\n    if k == 'z':\n        break\n    del state.d[k]",
    "break out of an inner loop": "for k in state.d:\n    for n in range(3):\n        del state.d[k]\n        break",
    "indices": "for i in range(len(state.l)): del state.l[i]",
    "indices, pop": "for i in range(len(state.l)): state.l.pop(i)",
    "values of the state": "for v in state.values():\n    for k in ('later', 'd', 'o'): state.pop(k, None)",
    "generator expression": "young = (k for k, v in state.d.items() if v < 3)\nfor k in young: del state.d[k]",
    "filter": "for k in filter(None, state.d): state.d.pop(k)",
    "zip": "for k, n in zip(state.d, state.l): del state.d[k]",
    "reversed dict": "for k in reversed(state.d): del state.d[k]",
    "iter": "for k in iter(state.s): state.s.discard(k)",
    "enumerate of items": "for i, (k, v) in enumerate(state.d.items()): state.d.pop(k)",
    "inside an item": "for k, deep in {**state}.items(): pass\nfor k, rows in state.deep.items():\n"
    "    if k == 'rows':\n        for name in rows: rows.pop(name)",
    "a new key": "for k in state.d:\n    for n in 'xy':\n        if n not in state.d: state.d[n] = 0",
    "a new key, by setdefault": "for k, v in state.d.items():\n    if 'x' not in state.d: state.d.setdefault('x', v)",
    "a new key, after continue": "for k in state.d:\n    n = len(k)\n    if n in state.d: continue\n    state.d[n] = 0",
    "a longer key": "for k in state.d: state.d[k + '_old'] = 0",
    "a longer key, by update": "for k in state.d: state.d.update({f'old {k}': 0})",
    "a longer item of a set": "for k in state.s: state.s.add(k + '!')",
    "clear of the state": "for k, v in state.items(): state.clear()",
}
GOES_WRONG = {
    "remove skips": ("skips", "for x in state.l: state.l.remove(x)"),
    "pop by enumerate": ("skips", "for i, x in enumerate(state.l):\n    if x: state.l.pop(i)"),
    "del by enumerate": ("skips", "for i, x in enumerate(state.l): del state.l[i]"),
    "a test of the item": ("skips", "for x in state.l:\n    if x in ('a', 'b'): state.l.remove(x)"),
    "equal to a constant": ("skips", "for x in state.l:\n    if x == 'a': state.l.remove(x)"),
    "inside another": ("skips", "for x in state.deep['names']: state.deep['names'].remove(x)"),
    "append": ("endless", "for x in state.l: state.l.append(x)"),
}
SAFE = {
    "list copy": "for k in list(state.d): del state.d[k]",
    "sorted": "for k in sorted(state.d): del state.d[k]",
    "tuple": "for k in tuple(state.s): state.s.remove(k)",
    "slice": "for x in state.l[:]: state.l.remove(x)",
    "copy()": "for k in state.d.copy(): del state.d[k]",
    "list of items": "for k, v in list(state.d.items()): del state.d[k]",
    "display": "for k in [*state.d]: del state.d[k]",
    "comprehension": "for k in [k for k in state.d if k]: del state.d[k]",
    "reversed indices": "for i in reversed(range(len(state.l))): del state.l[i]",
    "indices downwards": "for i in range(len(state.l) - 1, -1, -1): del state.l[i]",
    "rebinding": "for k in state.d: state.d = {n: v for n, v in state.d.items() if n != k}",
    "break": "for k in state.d:\n    del state.d[k]\n    break",
    "break, in a branch": "for k in state.d:\n    if k == 'b':\n        del state.d[k]\n        break",
    "return": "def first():\n    for k in state.d:\n        return state.d.pop(k)\nfirst()",
    "raise": (
        "def first():\n    for k in state.d:\n        del state.d[k]\n        raise ValueError\n"
        "try: first()\nexcept ValueError: pass"
    ),
    "rerun": "for k in state.d:\n    if st.button(k):\n        del state.d[k]\n        st.rerun()",
    "stop": "for k in state.d:\n    del state.d[k]\n    st.stop()",
    "a function that leaves": (
        "def gone():\n    st.rerun()\nfor k in state.d:\n    if st.button(k):\n        del state.d[k]\n        gone()"
    ),
    "another container": "for k in state.s: state.d.pop(k)",
    "another of the same kind": "other = dict(state.d)\nfor k in other: del state.d[k]",
    "values change, not the size": "for k in state.d: state.d[k] += 1",
    "stored under the item": "for k in state.d: state.d[k] = 0",
    "renamed": "for k in list('abc'): state.d[k.upper()] = state.d.pop(k)",
    "keys of the state": "for k in state.keys(): del state[k]",
    "the state": "for k in state: del state[k]",
    "keys that may be there": "for k in state.d: state.d[k.lower()] = 0",
    "longer keys that may be there": "state.d['a_old'] = state.d['b_old'] = state.d['c_old'] = 0\nfor k in state.d:\n"
    "    if len(k) == 1: state.d[k + '_old'] = 1",
    "an item that is there": "for k in state.d:\n    if k in state.d: state.d[k] = 0",
    "another searched": "for k in state.d:\n    if k not in state.s: state.d['a'] = 0",
    "renamed to something longer": "for k in list('abc'): state.d['x' + k] = state.d.pop(k)",
    "list of a generator expression": "young = (k for k in state.d if k)\nfor k in list(young): del state.d[k]",
    "list comprehension by name": "young = [k for k in state.d if k]\nfor k in young: del state.d[k]",
    "reversed list": "for x in reversed(state.l): state.l.remove(x)",
    "the item of the state": "for k, v in state.items(): del state[k]",
    "the item of the state, by name": "for k, v in state.items():\n    if k == 'later': del state['later']",
    "while": "while state.l: state.l.pop()",
    "cut off": "for i, x in enumerate(state.l):\n    if i == 2: del state.l[i:]",
    "list clear": "for x in state.l: state.l.clear()",
    "the one looked for": "wanted = st.text_input('x', 'b')\nfor x in state.l:\n    if x == wanted: state.l.remove(x)",
    "work list": "for x in state.l:\n    if len(state.l) < 9: state.l.append(x)",
    "after the loop": "for k in state.d:\n    last = k\ndel state.d[last]",
    "a local container": "d = {'a': 1}\nfor k in list(d): del d[k]",
}


def app(body: str) -> str:
    return START + textwrap.indent(body, "    ") + "\n\n\nrest()\n"


def seen(body: str) -> list[tuple[str, str]]:
    found = look({"app.py": app(body)}).findings
    return [(finding.severity.value, finding.caption) for finding in found if finding.code == "LSS106"]


def played(body: str) -> list[str]:
    from streamlit.testing.v1 import AppTest

    return [error.proto.type for error in AppTest.from_string(app(body), default_timeout=30).run().exception]


@pytest.mark.parametrize("body", RAISES.values(), ids=RAISES)
def test_a_loop_that_raises_is_an_error(body: str) -> None:
    [raised] = played(body)
    [(severity, caption)] = seen(body)
    assert severity == "error"
    assert caption.startswith(raised)


@pytest.mark.parametrize(("effect", "body"), GOES_WRONG.values(), ids=GOES_WRONG)
def test_a_loop_that_goes_wrong_silently_is_a_warning(effect: str, body: str) -> None:
    captions = {"skips": "the next item is skipped", "endless": "the loop never ends"}
    assert seen(body) == [("warning", captions[effect])]
    if effect == "skips":
        assert played(body) == []


@pytest.mark.parametrize("body", SAFE.values(), ids=SAFE)
def test_what_goes_well_is_not_reported(body: str) -> None:
    assert seen(body) == []
    assert played(body) == []
