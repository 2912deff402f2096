"""Every kind of widget, with every kind of value under its key or in its arguments, ends the same on the runtime and on
Streamlit."""

from __future__ import annotations

import pytest
import test_random_apps
from random_scripts import HEAD, KINDS, VALUES, Event

quick = test_random_apps.quick
ADDRESSED = ("Thing()", "lambda: 0")  # as a label these are others in each run
MORE = ("11", "-1", "2.5", "'xy'", "['x']", "['q']", "('x', 'y')", "(1, 3)")
GIVEN = [value for value in (*VALUES, *MORE) if value not in ADDRESSED]
CALLS = sorted({kind.replace("(L", "('Label'").replace("K, L)", "K, 'Label')").replace("K", "'n'") for kind in KINDS})
SCRIPT = """\
for name in "abn":
    ss.setdefault(name, {other})
ss.setdefault("key", {value})
st.text(repr({call}, key="key")))
st.text(repr(ss.key))
"""


@pytest.mark.parametrize("call", CALLS)
def test_a_widget_takes_what_streamlit_takes(call: str) -> None:
    apps = [SCRIPT.format(call=call, value=value, other=1) for value in GIVEN]
    if "ss." in call:
        apps += [SCRIPT.format(call=call, value=0, other=value) for value in GIVEN]
    events = [Event("set"), Event("rerun")]
    assert [told for app in apps if (told := test_random_apps.difference({"app.py": HEAD + app}, events))] == []
