"""Which stored values are reported as not picklable; Streamlit with enforceSerializableSessionState is the judge."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kit import look

CONFIG = "[runner]\nenforceSerializableSessionState = true\n"
START = """\
import collections, functools, io, json, queue, random, re, sqlite3, threading, weakref
import dataclasses, enum
import pandas as pd
import streamlit as st

state = st.session_state
st.title("Start")
"""
REFUSED = {
    "a lambda": "state.v = lambda: 0",
    "by item": "state['v'] = lambda: 0",
    "by setattr": "setattr(state, 'v', lambda: 0)",
    "by update": "state.update(v=lambda: 0)",
    "by update of a dict": "state.update({'v': lambda: 0})",
    "by setdefault": "state.setdefault('v', lambda: 0)",
    "by a loop": "for k, v in {'v': threading.Lock()}.items(): state[k] = v",
    "a local function": "def make():\n    def inner(): pass\n    return inner\nstate.v = make()",
    "an instance of a local class": "def make():\n    class Inner: pass\n    return Inner()\nstate.v = make()",
    "a partial of a lambda": "state.v = functools.partial(lambda x: x, 1)",
    "a default factory": "state.v = collections.defaultdict(lambda: 0)",
    "a generator": "def rows():\n    yield 1\nstate.v = rows()",
    "a generator expression": "state.v = (n for n in range(3))",
    "a lock": "state.v = threading.Lock()",
    "a thread": "state.v = threading.Thread(target=print)",
    "an event, by another name": "from threading import Event as Bell\nstate.v = Bell()",
    "a queue": "q = queue.Queue()\nstate.v = q",
    "a file": "state.v = open('/dev/null')",
    "a file of a with": "with open('/dev/null') as f:\n    state.v = f",
    "a connection": "state.v = sqlite3.connect(':memory:')",
    "a match": "state.v = re.match('a', 'abc')",
    "a module": "state.v = json",
    "a weak reference": "state.v = weakref.WeakValueDictionary()",
    "in a list": "state.v = [1, threading.Lock()]",
    "in a tuple in a dict": "state.v = {'a': (1, lambda: 0)}",
    "put in later": "state.v = []\nstate.v.append(lambda: 0)",
    "put in later, by item": "state.v = {}\nstate.v['f'] = lambda: 0",
    "put in later, by setdefault": "state.v = {}\nstate.v.setdefault('f', threading.Lock())",
    "put in by an alias": "v = state.setdefault('v', {})\nv['f'] = lambda: 0",
    "put in before it is stored": "d = {}\nd['f'] = lambda: 0\nstate.v = d",
    "put in after it is stored": "d = {}\nstate.v = d\nd['f'] = lambda: 0",
    "from a cached function": "@st.cache_resource\ndef db():\n    return sqlite3.connect(':memory:')\nstate.v = db()",
    "from a function": "def lock():\n    made = threading.RLock()\n    return made\nstate.v = lock()",
    "from one of two branches": "if st.checkbox('x'):\n    f = open\nelse:\n    f = lambda: 0\nstate.v = f".replace(
        "f = open", "f = lambda: 1"
    ),
    "in a conditional expression": "state.v = (lambda: 0) if st.checkbox('x') else (lambda: 1)",
    "deleted on another path only": "state.v = lambda: 0\nif st.button('x'):\n    del state.v",
    "a cursor": "state.v = sqlite3.connect(':memory:').cursor()",
    "rows that are not fetched": "state.v = sqlite3.connect(':memory:').execute('select 1')",
    "a job of a pool": "import concurrent.futures\nstate.v = concurrent.futures.ThreadPoolExecutor(1).submit(int)",
    "a field's factory": (
        "@dataclasses.dataclass\nclass Job:\n    lock: object = dataclasses.field(default_factory=threading.Lock)\n"
        "state.v = Job()"
    ),
    "in a resource": "@st.cache_resource\ndef tools():\n    return {'lock': threading.Lock()}\nstate.v = tools()",
    "in a callback's key": "state.update([('v', lambda: 0)])",
}
REFUSED_IN_THE_NEXT_RUN = {
    "an instance": "class C: pass\nif 'v' not in state: state.v = C()",
    "a dataclass": "@dataclasses.dataclass\nclass C:\n    n: int = 0\nif 'v' not in state: state.v = C(1)",
    "a member of an Enum": "class E(enum.Enum):\n    A = 1\nif 'v' not in state: state.v = E.A",
    "a class": "class C: pass\nstate.setdefault('v', C)",
    "a function": "def f(): pass\nif 'v' not in state: state.v = f",
    "in a list": "class C: pass\nif 'v' not in state: state.v = [C()]",
    "a named tuple": "P = collections.namedtuple('P', 'x y')\nif 'v' not in state: state.v = P(1, 2)",
}
FINE = {
    "a named tuple, made anew": "P = collections.namedtuple('P', 'x y')\nstate.v = P(1, 2)",
    "a tuple of a named tuple": "P = collections.namedtuple('P', 'x y')\nif 'v' not in state: state.v = tuple(P(1, 2))",
    "fetched rows": "state.v = sqlite3.connect(':memory:').cursor().execute('select 1').fetchall()",
    "the result of a job": "from concurrent.futures import ThreadPoolExecutor as Pool\n"
    "state.v = Pool(1).submit(int).result()",
    "constants": "state.v = {'a': [1, 2.0, 'x', None, True]}",
    "bytes in memory": "state.v = io.BytesIO()",
    "a frame": "state.v = pd.DataFrame({'a': [1]})",
    "a pattern": "state.v = re.compile('a')",
    "a random generator": "state.v = random.Random(1)",
    "a default factory that is a type": "state.v = collections.defaultdict(list)",
    "a partial of a builtin": "state.v = functools.partial(int, base=2)",
    "a list made of a generator": "state.v = list(n for n in range(3))",
    "what a lambda gives": "state.v = (lambda: 0)()",
    "what a file holds": "with open('/dev/null') as f:\n    state.v = f.read()",
    "what a connection gives": "state.v = sqlite3.connect(':memory:').execute('select 1').fetchall()",
    "a class of the script, stored anew in every run": "class C: pass\nstate.v = C()",
    "a value of an Enum": "class E(enum.Enum):\n    A = 1\nif 'v' not in state: state.v = E.A.value",
    "deleted": "state.v = lambda: 0\ndel state.v",
    "popped": "state.v = lambda: 0\nstate.pop('v')",
    "cleared": "state.v = lambda: 0\nstate.clear()",
    "stored over": "state.v = lambda: 0\nstate.v = 1",
    "kept elsewhere": "keep = [lambda: 0]\nstate.v = len(keep)",
    "in a class with __reduce__": (
        "class C:\n    def __init__(self): self.lock = threading.Lock()\n    def __reduce__(self): return (int, ())\n"
        "state.v = C()"
    ),
}


@pytest.fixture(autouse=True)
def enforced() -> Iterator[None]:
    from streamlit import config

    config.set_option("runner.enforceSerializableSessionState", True)
    yield
    config.set_option("runner.enforceSerializableSessionState", False)


def seen(body: str, config: str = CONFIG) -> list[str]:
    files = {"app.py": START + body + "\n", ".streamlit/config.toml": config}
    return [finding.caption for finding in look(files).findings if finding.code == "LSS601"]


def played(body: str) -> list[list[str]]:
    """The exceptions of two runs."""
    from streamlit.testing.v1 import AppTest

    page = AppTest.from_string(START + body + "\n", default_timeout=30)
    return [[error.proto.type.rpartition(".")[2] for error in page.run().exception] for _ in range(2)]


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_what_pickle_refuses_is_reported(body: str) -> None:
    assert played(body)[0] == ["UnserializableSessionStateError"]
    assert seen(body) == ["UnserializableSessionStateError at the end of this run"]


@pytest.mark.parametrize("body", REFUSED_IN_THE_NEXT_RUN.values(), ids=REFUSED_IN_THE_NEXT_RUN)
def test_what_the_next_run_defines_anew_is_reported(body: str) -> None:
    assert played(body) == [[], ["UnserializableSessionStateError"]]
    assert seen(body) == ["UnserializableSessionStateError at the end of the next run"]


@pytest.mark.parametrize("body", FINE.values(), ids=FINE)
def test_what_can_be_pickled_is_not_reported(body: str) -> None:
    assert played(body) == [[], []]
    assert seen(body) == []


@pytest.mark.parametrize(("release", "captions"), [("1.43.0", []), ("1.44.0", ["at the end of this run"])])
def test_what_a_page_defines_is_refused_since_1_44(release: str, captions: list[str]) -> None:
    page = "class C: pass\nif 'v' not in state: state.v = C()\n"
    files = {"app.py": START, "pages/one.py": START + page, ".streamlit/config.toml": CONFIG}
    files["requirements.txt"] = f"streamlit=={release}\n"
    found = [finding.caption for finding in look(files).findings if finding.code == "LSS601"]
    assert found == [f"UnserializableSessionStateError {caption}" for caption in captions]


@pytest.mark.parametrize("config", ["", "[runner]\nenforceSerializableSessionState = false\n"])
def test_nothing_is_reported_where_nobody_pickles(config: str) -> None:
    assert seen("state.v = lambda: 0", config) == []
