"""What a finding carries: code, exact place, cause, later places, near keys, deletions, foreseen branches, doubts."""

from __future__ import annotations

from textwrap import dedent

import pytest
from kit import look

from statelint.findings.model import Finding


def findings(source: str, **others: str) -> tuple[Finding, ...]:
    files = {"app.py": "import streamlit as st\n" + dedent(source)}
    files |= {f"{name}.py": "import streamlit as st\n" + dedent(text) for name, text in others.items()}
    return look(files).findings


def only(source: str, **others: str) -> Finding:
    [finding] = findings(source, **others)
    return finding


def rows(finding: Finding) -> list[int]:
    return [place.span.row for place in finding.also_at]


def labels(finding: Finding) -> list[tuple[str, str, int]]:
    return [(label.caption, label.place.path, label.place.span.row) for label in finding.labels]


@pytest.mark.parametrize(
    ("line", "code", "columns"),
    [
        ("st.write(st.session_state.k)", "LSS101", (9, 27)),
        ('st.write(st.session_state["k"])', "LSS101", (9, 30)),
        ("st.write(st.session_state.k.upper())", "LSS101", (9, 27)),
        ('getattr(st.session_state, "k")', "LSS101", (0, 30)),
        ("st.session_state.k += 1", "LSS101", (0, 18)),
        ('st.session_state["k"] += 1', "LSS101", (0, 21)),
        ("del st.session_state.k", "LSS103", (4, 22)),
        ('del st.session_state["k"]', "LSS103", (4, 25)),
        ('delattr(st.session_state, "k")', "LSS103", (0, 30)),
        ('st.session_state.pop("k")', "LSS103", (0, 25)),
    ],
)
def test_code_and_exact_place(line: str, code: str, columns: tuple[int, int]) -> None:
    finding = only(f"st.title('App')\n{line}\n")
    span = finding.place.span
    assert (finding.code, finding.key, finding.place.path) == (code, "k", "app.py")
    assert (span.row, span.column, span.end_row, span.end_column) == (3, columns[0], 3, columns[1])


@pytest.mark.parametrize(
    ("line", "exception"),
    [
        ("st.session_state.k", "AttributeError"),
        ('st.session_state["k"]', "KeyError"),
        ('st.session_state.pop("k")', "KeyError"),
        ("del st.session_state.k", "AttributeError"),
        ('getattr(st.session_state, "k")', "AttributeError"),
        ('st.session_state["k"] += 1', "KeyError"),
    ],
)
def test_the_exception_is_that_of_the_form(line: str, exception: str) -> None:
    assert only(f"st.title('App')\n{line}\n").caption == f"{exception} on the first visit"


def test_later_reads_of_the_same_cause_are_named_once() -> None:
    finding = only(
        """
        st.write(st.session_state.k)
        st.write(st.session_state.k + 1)
        def show():
            st.write(st.session_state["k"])
        show()
        """
    )
    assert (finding.place.span.row, rows(finding)) == (3, [4, 6])


def test_a_second_key_is_not_reported_behind_a_crash() -> None:
    assert only("st.write(st.session_state.a)\nst.write(st.session_state.b)\n").key == "a"


def test_two_scripts_fail_for_their_own_reasons() -> None:
    found = findings("st.write(st.session_state.a)\n", other="st.write(st.session_state.b)\n")
    assert [(finding.place.path, finding.key) for finding in found] == [("app.py", "a"), ("other.py", "b")]


def test_a_helper_is_reported_where_it_reads() -> None:
    view = "def show(key):\n    st.write(st.session_state[key])\n"
    finding = only("from view import show\nst.title('App')\nshow('k')\n", view=view)
    assert (finding.place.path, finding.place.span.row, finding.key) == ("view.py", 3, "k")


def test_a_helper_that_fails_for_two_keys_fails_for_the_first() -> None:
    finding = only("def show(key):\n    st.write(st.session_state[key])\nshow('a')\nshow('b')\n")
    assert (finding.place.span.row, finding.key) == (3, "a")


def test_the_places_that_set_the_key_elsewhere_are_labelled() -> None:
    finding = only("st.write(st.session_state.k)\nif st.button('Go'):\n    st.session_state.k = 1\n")
    assert labels(finding) == [("set only here", "app.py", 4)]


def test_a_widget_further_down_is_labelled() -> None:
    finding = only("st.write(st.session_state.k)\nst.text_input('K', key='k')\n")
    assert labels(finding) == [("set only by this widget", "app.py", 3)]
    assert finding.help.startswith("its widget is drawn further down")


def test_a_near_key_is_asked_for() -> None:
    finding = only("st.session_state.user_name = 'Ann'\nst.write(st.session_state.username)\n")
    assert finding.help == "did you mean `user_name`? set in app.py:2"
    assert labels(finding) == [("`user_name` is set here", "app.py", 2)]


def test_a_key_that_is_far_from_all_others_has_no_near_key() -> None:
    finding = only("st.session_state.colour = 'red'\nst.write(st.session_state.username)\n")
    assert "did you mean" not in finding.help
    assert labels(finding) == []


@pytest.mark.parametrize(
    "deletion",
    [
        "del st.session_state.k",
        'del st.session_state["k"]',
        'st.session_state.pop("k")',
        'st.session_state.pop("k", None)',
        "st.session_state.clear()",
        "for key in list(st.session_state.keys()): del st.session_state[key]",
        "for key in st.session_state: st.session_state.pop(key)",
    ],
)
def test_a_read_after_a_deletion_names_the_deletion(deletion: str) -> None:
    finding = only(f"st.session_state.k = 1\n{deletion}\nst.write(st.session_state.k)\n")
    assert (finding.code, finding.place.span.row, labels(finding)) == ("LSS104", 4, [("deleted here", "app.py", 3)])


@pytest.mark.parametrize(
    "operation", ["del st.session_state.k", 'st.session_state.pop("k")', "st.session_state.k += 1"]
)
def test_a_change_after_a_deletion(operation: str) -> None:
    finding = only(f"st.session_state.k = 1\ndel st.session_state.k\n{operation}\nst.title('App')\n")
    assert (finding.code, finding.place.span.row) == ("LSS104", 4)


def test_a_deletion_in_a_helper_is_named_where_it_is() -> None:
    finding = only(
        "from state import reset\nst.session_state.k = 1\nreset()\nst.write(st.session_state.k)\n",
        state="def reset():\n    st.session_state.clear()\n",
    )
    assert (finding.code, labels(finding)) == ("LSS104", [("deleted here", "state.py", 3)])


def test_the_scenario_of_a_plain_failure_is_the_first_visit() -> None:
    finding = only("st.write(st.session_state.k)\n")
    assert finding.scenario is not None
    assert [event.kind for event in finding.scenario.events] == ["visit"]
    assert (finding.scenario.branches, finding.confidence) == ((), "certain")


def test_a_handler_that_falls_through_is_foreseen_in_the_scenario() -> None:
    finding = only(
        """
        import json
        try:
            st.session_state.k = json.load(open("k.json"))
        except OSError:
            st.error("no file")
        st.write(st.session_state.k)
        """
    )
    assert finding.place.span.row == 8
    assert finding.scenario is not None
    assert [(branch.row, branch.why) for branch in finding.scenario.branches] == [(4, "foreseen")]


def test_it_is_in_the_scenario_of_what_fails_in_a_function_too() -> None:
    finding = only(
        """
        import json
        def show():
            st.write(st.session_state.k)
        try:
            st.session_state.k = json.load(open("k.json"))
        except OSError:
            st.error("no file")
        show()
        """
    )
    assert finding.scenario is not None
    assert [(branch.row, branch.why) for branch in finding.scenario.branches] == [(6, "foreseen")]


@pytest.mark.parametrize(
    "condition",
    ["os.path.exists('x')", "random.random() > 0.5", "'K' in os.environ", "st.secrets['on']", "len(sys.argv) > 1"],
)
def test_an_opaque_condition_proves_nothing(condition: str) -> None:
    app = f"import os, random, sys\nif {condition}:\n    st.session_state.k = 1\nst.write(st.session_state.k)\n"
    assert findings(app) == ()


def test_both_sides_of_an_opaque_condition_prove_it() -> None:
    app = "import os\nst.title('A' if os.path.exists('x') else 'B')\nst.write(st.session_state.k)\n"
    assert only(app).place.span.row == 4


def test_one_side_of_an_opaque_condition_that_leaves_is_not_enough() -> None:
    app = "import os\nif os.path.exists('x'):\n    st.stop()\nst.write(st.session_state.k)\n"
    assert findings(app) == ()


@pytest.mark.parametrize(
    ("writer", "why"),
    [
        ("import yaml\nst.session_state[yaml.name()] = 1", "dynamic-writer"),
        ("import yaml\nst.session_state.update(yaml.load())", "dynamic-writer"),
        ("import yaml\nst.session_state[f'{yaml.name()}k'] = 1", "family"),
        ("import yaml\nyaml.table(key='k')", "library"),
        ("import yaml\nyaml.prepare(st.session_state)", "unresolved-call"),
    ],
)
def test_what_may_set_the_key_keeps_it_quiet(writer: str, why: str) -> None:
    seen = look({"app.py": f"import streamlit as st\n{writer}\nst.write(st.session_state.k)\n"})
    assert seen.places == []
    [row] = seen.ledger
    assert (row.verdict, row.why) in (("silent", why), ("safe", ""))


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        ("streamlit==1.54.0", [3]),
        ("streamlit>=1.30,<1.55", [3]),
        ("streamlit>=1.30", []),
        ("streamlit>=1.20", []),
        ("", []),
    ],
)
def test_a_parameter_that_a_release_has_which_may_be_installed(wanted: str, rows: list[int]) -> None:
    app = 'import streamlit as st\n\nst.tabs(["One", "Two"], on_change="rerun")\n'
    found = look({"app.py": app, "requirements.txt": f"pandas\n{wanted}\n"}).findings
    assert [(one.code, one.place.span.row) for one in found] == [("LSS306", row) for row in rows]
