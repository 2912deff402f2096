"""Is there anything in a list that a key holds? Known as long as whatever changes it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit import look

from statelint.config import Config
from statelint.runtime import Session

APP = """\
import heapq
import streamlit as st

class Box:
    pass

def fill(rows):
    rows.append(1)

def rows_of_state():
    return st.session_state.rows

defaults = {{"rows": [], "other": {{}}}}
for name, value in defaults.items():
    if name not in st.session_state:
        st.session_state[name] = value
{way}
if {test}:
    st.session_state.k = 1
st.write(st.session_state.k)
"""
UNSEEN = (
    "fill(st.session_state.rows)",
    "rows_of_state().append(1)",
    "rows = st.session_state.rows; rows.append(1)",
    "rows = st.session_state.get('rows'); rows.append(1)",
    "rows = st.session_state.setdefault('rows', []); rows.append(1)",
    "rows = st.session_state.rows or [2]; st.session_state.rows.append(1); rows.append(1)",
    "rows = [st.session_state.rows]; rows[0].append(1)",
    "(rows := st.session_state.rows).append(1)",
    "add = st.session_state.rows.append; add(1)",
    "list(map(st.session_state.rows.append, [1]))",
    "heapq.heappush(st.session_state.rows, 1)",
    "list.append(st.session_state.rows, 1)",
    "getattr(st.session_state, 'rows').append(1)",
    "st.session_state[st.text_input('Key', 'rows')].append(1)",
    "[value.append(1) for key, value in st.session_state.items() if key == 'rows']",
    "dict(st.session_state)['rows'].append(1)",
    "defaults['rows'].append(1)",
    "fill(defaults['rows'])",
    "st.session_state.also = value = defaults['rows']; st.session_state.also.append(1)",
    "box = Box(); box.rows = st.session_state.rows; box.rows.append(1)",
    "st.session_state.rows += [1]",
    "st.session_state.rows[:] = [1]",
    "st.session_state.rows.extend([1])",
    "st.session_state.rows.append(1)",
    "for number in range(2): st.session_state.rows.append(number)",
    *(
        f"def take():\n    rows = st.session_state.rows\n    {rest}"
        for rest in (
            "fill(rows)\ntake()",
            "return rows\ntake().append(1)",
            "return lambda: rows.append(1)\ntake()()",
            "return [rows]\ntake()[0].append(1)",
            "more = rows\n    more.append(1)\ntake()",
            "add = rows.append\n    add(1)\ntake()",
            "rows.append(1)\n    if rows: st.session_state.k = 1\ntake()",
            "rows.append(1)\n    if len(rows) > 0: st.session_state.k = 1\ntake()",
            "st.session_state.rows = []\n    rows = st.session_state.rows\n    rows.append(1)\ntake()",
            "for one in [rows]: one.append(1)\ntake()",
            "rows.append(1) if 2 > 1 else None\ntake()",
        )
    ),
    "def take():\n    rows = more = st.session_state.rows\n    more.append(1)\ntake()",
    "def take():\n    global rows\n    rows = st.session_state.rows\ntake(); rows.append(1)",
)
SEEN = (
    "",
    "st.write(st.session_state.rows, len(st.session_state.rows))",
    "st.dataframe(st.session_state.rows)",
    "found = 3 in st.session_state.rows",
    "st.write(f'{st.session_state.rows}')",
    "st.session_state.rows.append(1); st.session_state.rows.clear()",
    "st.session_state.other['a'] = 1",
    "both = st.session_state.rows + [1]",
    "[st.write(row) for row in st.session_state.rows]",
    "st.session_state.setdefault('rows', [])",
    "def look():\n    rows = st.session_state.rows\n    st.write(len(rows), 3 in rows)\nlook()",
    "def change():\n    rows = st.session_state['rows']\n    rows.append(1)\n    rows.clear()\nchange()",
)
FILLED = (
    "st.session_state.rows.append(1)",
    "def take():\n    rows = st.session_state.rows\n    rows.append(1)\ntake()",
    "def take():\n    rows = st.session_state.rows\n    st.session_state.n = len(rows)\n    rows.insert(0, 1)\ntake()",
    "import copy; st.session_state.rows = copy.deepcopy([1]); st.write(st.session_state.rows)",
    "from copy import copy; st.session_state['rows'] = copy([1])",
)


def told(way: str, test: str, folder: Path) -> tuple[list[tuple[str, int]], str]:
    """What is reported, and what the last line raises."""
    source = APP.format(way=way, test=test)
    (folder / "app.py").write_text(source)
    seen = look({"app.py": source}, Config(select=("LSS101",)))
    return seen.places, Session(str(folder / "app.py")).run().exception


@pytest.mark.parametrize("test", ["st.session_state.rows", "len(st.session_state.rows) > 0"])
@pytest.mark.parametrize("way", UNSEEN)
def test_a_list_that_somebody_may_have_filled_is_not_taken_to_be_empty(way: str, test: str, tmp_path: Path) -> None:
    assert told(way, test, tmp_path) == ([], "")


@pytest.mark.parametrize("test", ["st.session_state.rows", "1 <= len(st.session_state.rows)"])
@pytest.mark.parametrize("way", SEEN)
def test_a_list_that_nobody_has_filled_is_empty(way: str, test: str, tmp_path: Path) -> None:
    last = APP.format(way=way, test=test).count("\n")
    assert told(way, test, tmp_path) == ([("app.py", last)], "AttributeError")


@pytest.mark.parametrize("way", FILLED)
def test_a_list_that_was_filled_in_sight_is_not_empty(way: str, tmp_path: Path) -> None:
    test = "not st.session_state.rows"
    last = APP.format(way=way, test=test).count("\n")
    assert told(way, test, tmp_path) == ([("app.py", last)], "AttributeError")


@pytest.mark.parametrize(
    "way",
    [
        "rows = st.session_state.rows\nst.session_state.rows = []\nrows.append(1)",
        "def take():\n    rows = st.session_state.rows\n    st.session_state.rows = []\n    rows.append(1)\ntake()",
    ],
)
def test_another_list_under_the_key_is_not_the_one_that_was_taken(way: str, tmp_path: Path) -> None:
    assert told(way, "not st.session_state.rows", tmp_path) == ([], "")
