"""What fails only where a secret or an environment variable is set is reported with that; what fails without one, only
if the app opens without it and then offers what fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit import look

from statelint.findings.model import Finding
from statelint.report.scenario import line
from statelint.spec import apptest
from statelint.spec.linter import steps

GATES = {
    'if not st.secrets.get("KEY"):\n    st.stop()': "with the secret `KEY` set, first visit",
    'if "KEY" not in st.secrets:\n    st.stop()': "with the secret `KEY` set, first visit",
    'if st.secrets["KEY"]:\n    st.write("fine")\nelse:\n    st.stop()': "with the secret `KEY` set, first visit",
    'if os.getenv("KEY") is None:\n    st.stop()': "with the environment variable `KEY` set, first visit",
    'if not os.environ.get("KEY", ""):\n    st.stop()': "with the environment variable `KEY` set, first visit",
    'key = os.getenv("KEY")\nother = st.secrets.get("OTHER")\nif not key:\n    st.error("no key")\n    st.stop()': (
        "with the environment variable `KEY` set, first visit"
    ),
    'a, b = st.secrets.get("A"), st.secrets.get("B")\nif not (a and b):\n    st.stop()': (
        "with the secret `A` set, with the secret `B` set, then first visit"
    ),
    'if not st.secrets.get("KEY") or not st.button("Go"):\n    st.stop()': (
        'with the secret `KEY` set, first visit, then press "Go"'
    ),
    'def client():\n    key = st.secrets.get("KEY")\n    return sqlite3.connect(":memory:") if key else None\n'
    "if not client():\n    st.stop()": "with the secret `KEY` set, first visit",
}
READ = "import os\nimport sqlite3\nimport streamlit as st\n{gate}\nst.write(st.session_state.k)\n"
SILENT = (
    'if st.secrets.get("KEY"):\n    st.session_state.k = 1',
    'if os.getenv("KEY"):\n    st.session_state.k = 1',
    'if os.getenv("KEY") == "on":\n    st.stop()',
    'if os.getenv("KEY", "").startswith("sk-"):\n    st.session_state.k = 1',
    'st.session_state.k = os.getenv("KEY")',
    'if not os.getenv("KEY") or os.path.exists("k"):\n    st.session_state.k = 1\nelse:\n    st.stop()',
)
UNLESS = 'if not st.button("Go"):\n    st.stop()'
WITHOUT = {
    f'if os.getenv("KEY"):\n    st.session_state.k = 1\n{UNLESS}': 'first visit, then press "Go"',
    f'if "KEY" in os.environ:\n    st.session_state.k = 1\n{UNLESS}': 'first visit, then press "Go"',
    f'if os.getenv("KEY", "off") == "on":\n    st.session_state.k = 1\n{UNLESS}': 'first visit, then press "Go"',
    f"def chat(body):\n    if os.environ.get('KEY'):\n        st.session_state.k = 1\n    return body\n"
    f"@chat\ndef main():\n    st.title('Chat')\nmain()\n{UNLESS}": 'first visit, then press "Go"',
}
NEEDED = (
    f'if os.getenv("KEY"):\n    st.session_state.k = 1\nst.write(len(os.environ["KEY"]))\n{UNLESS}',
    f'key = os.getenv("KEY")\nif key:\n    st.session_state.k = 1\nbase = sqlite3.connect(key)\n{UNLESS}',
    f'os.environ["KEY"] = st.secrets["KEY"]\nif os.getenv("KEY"):\n    st.session_state.k = 1\n{UNLESS}',
    f'if st.secrets.get("KEY"):\n    st.session_state.k = 1\n{UNLESS}',
    f'if os.getenv("KEY", "on") == "on":\n    st.session_state.k = 1\n{UNLESS}',
    f'if not os.getenv("KEY"):\n    st.stop()\nst.session_state.k = 1\n{UNLESS}',
)


def found(gate: str) -> tuple[Finding, ...]:
    return look({"app.py": READ.format(gate=gate)}).findings


@pytest.mark.parametrize(("gate", "told"), GATES.items())
def test_what_lies_behind_a_setting_is_reported_with_it(gate: str, told: str) -> None:
    [finding] = found(gate)
    assert finding.place.span.row == READ.format(gate=gate).count("\n")
    assert finding.scenario is not None
    assert line(finding.scenario) == told
    assert finding.scenario.confidence == "reachable"


@pytest.mark.parametrize("gate", SILENT)
def test_an_app_without_its_settings_is_not_accused(gate: str) -> None:
    assert found(gate) == ()


@pytest.mark.parametrize(("gate", "told"), WITHOUT.items())
def test_what_an_app_offers_without_a_variable_must_work_without(gate: str, told: str) -> None:
    [finding] = found(gate)
    assert finding.scenario is not None
    assert line(finding.scenario) == "with the environment variable `KEY` not set, " + told


@pytest.mark.parametrize("gate", NEEDED)
def test_an_app_that_relies_on_a_variable_has_it(gate: str) -> None:
    assert found(gate) == ()


@pytest.mark.parametrize("gate", [gate for gate, told in GATES.items() if "secret" in told])
def test_streamlit_fails_there(gate: str, tmp_path: Path) -> None:
    pytest.importorskip("streamlit")
    [finding] = found(gate)
    assert finding.scenario is not None
    (tmp_path / "app.py").write_text(READ.format(gate=gate))
    *_, last = apptest.play(tmp_path, steps(finding.scenario))
    assert (last.exception, last.row) == ("AttributeError", finding.place.span.row)
