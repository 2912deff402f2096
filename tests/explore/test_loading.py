"""What a program loads by name is played: a wrong read there is found, a right one is safe, a guess accuses nobody."""

from __future__ import annotations

import pytest
from kit import look

PAGE = """\
import streamlit as st

def main():
    st.write(st.session_state["cart"])
"""
SPEC = """\
import importlib.util
from pathlib import Path
import streamlit as st

here = Path(__file__).parent
{first}
file = here / "views" / "page.py"
spec = importlib.util.spec_from_file_location("page", file)
page = importlib.util.module_from_spec(spec)
spec.loader.exec_module(page)
page.main()
st.write(st.session_state.cart)
"""
NAMED = """\
import importlib
import streamlit as st
{first}
page = importlib.import_module("views.page")
page.main()
"""
REGISTRY = """\
import importlib
import streamlit as st

PAGES = {{"Page": "views.page", "Other": "views.other"}}
st.title("Pages")
{first}
chosen = st.selectbox("Page", list(PAGES))
page = importlib.import_module(PAGES[chosen])
page.main()
"""
RUN = """\
import runpy
import streamlit as st
{first}
runpy.run_path("views/page.py")
"""
SET = 'st.title("x"); st.session_state.setdefault("cart", [])'


@pytest.mark.parametrize("entry", [SPEC, NAMED, RUN], ids=["spec", "import_module", "run_path"])
def test_a_loaded_script_reads_what_its_loader_has_set(entry: str) -> None:
    files = {"app.py": entry.format(first=SET), "views/page.py": PAGE + "main()\n" * (entry == RUN)}
    seen = look(files)
    assert seen.places == []
    assert {(row.site.path, row.verdict) for row in seen.ledger} >= {("views/page.py", "safe")}


@pytest.mark.parametrize("entry", [SPEC, NAMED, RUN], ids=["spec", "import_module", "run_path"])
def test_a_loaded_script_that_reads_too_early_is_found(entry: str) -> None:
    files = {"app.py": entry.format(first='st.title("x")'), "views/page.py": PAGE + "main()\n" * (entry == RUN)}
    assert look(files).places == [("views/page.py", 4)]


def test_one_of_several_modules_that_a_registry_names_is_loaded() -> None:
    other = PAGE.replace('st.session_state["cart"]', "1")
    files = {"app.py": REGISTRY.format(first=SET), "views/page.py": PAGE, "views/other.py": other}
    seen = look(files)
    assert seen.places == []
    assert [(row.site.path, row.verdict) for row in seen.ledger] == [("views/page.py", "safe")]


def test_a_module_that_may_not_be_the_one_is_not_accused() -> None:
    other = PAGE.replace('st.session_state["cart"]', "1")
    files = {"app.py": REGISTRY.format(first='st.title("x")'), "views/page.py": PAGE, "views/other.py": other}
    assert look(files).places == []


def test_a_module_that_has_nothing_to_do_with_the_state_is_no_obstacle() -> None:
    files = {
        "app.py": NAMED.replace("views.page", "views.plain").format(first=SET),
        "views/plain.py": "def main(): pass",
    }
    assert look(files).places == []


def test_a_name_that_nobody_knows_may_do_anything() -> None:
    entry = NAMED.replace('"views.page"', "st.query_params['page']") + "st.write(st.session_state.cart)\n"
    seen = look({"app.py": entry.format(first="import os"), "views/page.py": PAGE})
    assert seen.places == []


def test_either_of_two_callbacks_may_be_bound() -> None:
    app = """\
import streamlit as st

def add():
    st.session_state.total += 1

def forget():
    st.session_state.other

st.session_state.setdefault("total", 0)
new = st.toggle("New")
st.button("Go", on_click=add if new else forget)
"""
    rows = {row.key: row.verdict for row in look({"app.py": app}).ledger}
    assert rows["total"] == "safe"
    assert rows["other"] == "silent"


@pytest.mark.parametrize(("folder", "found"), [("pages", [("views/page.py", 4)]), ("other", [])])
def test_a_page_that_leaves_all_drawing_to_a_module_is_played(folder: str, found: list[tuple[str, int]]) -> None:
    files = {
        "app.py": f"import streamlit as st\n{SET}\n",
        f"{folder}/one.py": "from views import page\n\npage.main()\n",
        "views/page.py": PAGE,
    }
    assert look(files).places == found


@pytest.mark.parametrize("pick", ["PAGES[chosen]", "PAGES.get(chosen, page)", "[page, other][len(chosen)]"])
def test_what_a_table_of_modules_may_give_is_played(pick: str) -> None:
    files = {
        "app.py": "import streamlit as st\nfrom views import page, other\n"
        'PAGES = {"Page": page, "Other": other}\nchosen = st.selectbox("Page", list(PAGES))\n'
        f'st.session_state.setdefault("basket", [])\n{pick}.main()\n',
        "views/page.py": PAGE,
        "views/other.py": PAGE.replace("cart", "basket"),
    }
    assert {(row.site.path, row.verdict) for row in look(files).ledger} == {
        ("views/page.py", "silent"),  # nobody knows which it gives
        ("views/other.py", "safe"),
    }


KEPT = """\
import streamlit as st
from views import {names}
st.title("x")
if "views" not in st.session_state:
    st.session_state.views = {views}
st.session_state.setdefault("basket", [])
{call}
"""
OBJECT = "import streamlit as st\n\nclass View:\n    def show(self):\n        st.write(st.session_state.{key})\n"


@pytest.mark.parametrize(
    ("views", "call", "played"),
    [
        ("{'page': page.main, 'other': other.main}", "st.session_state.views['other']()", {"other"}),
        ("{'page': page.main, 'other': other.main}", "st.session_state.views[st.text_input('V')]()", {"page", "other"}),
        ("[page.main, other.main]", "st.session_state.views[1]()", {"page", "other"}),
        ("other.main", "st.session_state.views()", {"other"}),
        ("{'a': a.View(), 'b': b.View(), 'c': c.View()}", "st.session_state.views['b'].show()", {"b"}),
    ],
)
def test_what_is_kept_in_the_state_is_called(views: str, call: str, played: set[str]) -> None:
    modules = {name: PAGE.replace('["cart"]', ".basket") for name in ("page", "other")}
    modules |= {name: OBJECT.format(key="basket") for name in "abc"}
    files = {f"views/{name}.py": text for name, text in modules.items()}
    entry = KEPT.format(names=", ".join(modules), views=views, call=call)
    assert {row.site.path for row in look({"app.py": entry, **files}).ledger} - {"app.py"} == {
        f"views/{name}.py" for name in played
    }


@pytest.mark.parametrize(
    ("table", "call", "played"),
    [
        ("{'page': page.main, 'other': other.main}", "table['other']()", {"other"}),
        ("{'page': page.main, 'other': other.main}", "table[st.text_input('V')]()", {"page", "other"}),
        ("st.session_state.views", "table['other']()", {"other"}),
        ("{'other': other.main}", "table['page'] = page.main\ntable['page']()", {"page"}),
    ],
)
def test_a_table_that_another_branch_makes_otherwise_is_called(table: str, call: str, played: set[str]) -> None:
    modules = {name: PAGE.replace('["cart"]', ".basket") for name in ("page", "other")}
    branch = f"if st.toggle('All'):\n    table = {table}\nelse:\n    table = {{'other': other.main}}\n{call}"
    entry = KEPT.format(names=", ".join(modules), views="{'other': other.main}", call=branch)
    files = {f"views/{name}.py": text for name, text in modules.items()}
    assert {row.site.path for row in look({"app.py": entry, **files}).ledger} - {"app.py"} == {
        f"views/{name}.py" for name in played
    }
