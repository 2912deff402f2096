"""Random apps and scenarios end the same on the runtime and on Streamlit: exception, line, texts and state."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from both import compared, lay, on_runtime, on_streamlit
from hypothesis import HealthCheck, given, note, settings
from random_scripts import EVENTS, OWN, Event, apps, step_of

from statelint.runtime import Session
from statelint.spec import apptest
from statelint.spec.model import ENTRY, Step

pytest.importorskip("streamlit", minversion="1.67")

CASES = 300
FIRST = Event("first")


@pytest.fixture(autouse=True, scope="module")
def quick() -> Iterator[None]:
    """Without collecting garbage after each run."""
    from streamlit import config

    for option in ("runner.postScriptGC", "logger.enableRich"):
        config.set_option(option, False)
    yield
    for option in ("runner.postScriptGC", "logger.enableRich"):
        config.set_option(option, True)


@contextmanager
def importable(folder: Path) -> Iterator[None]:
    """The folder can be imported from; neither a cache nor a module is left."""
    import streamlit as st

    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        sys.modules.pop(OWN, None)
        st.cache_data.clear()
        st.cache_resource.clear()


def difference(files: dict[str, str], events: list[Event]) -> str:
    """Plays an app on both: the first step after which they differ, and in what, or ""."""
    with TemporaryDirectory() as name:
        folder = lay(files, Path(name).resolve())
        with apptest.quiet(), importable(folder):
            real, played = apptest.Session(folder, ENTRY), Session(folder / ENTRY, browser=False)
            for event in (FIRST, *events):
                step = Step("run") if event is FIRST else step_of(event, played, files)
                one = on_runtime(played, step)
                if one.outcome.exception == "EndlessRerun":
                    return ""  # Streamlit would go on for ever
                try:
                    other = on_streamlit(real, step)
                except (KeyError, ValueError, TypeError):
                    return ""  # AppTest itself fails where a widget's key was deleted, or has a value it cannot send
                if one.outcome.exception == other.outcome.exception == "StreamlitDuplicateElementKey":
                    return ""  # which of the two widgets the key means now depends on the order of a set
                if told := compared(one, other):
                    return f"{step}: {told}"
    return ""


@settings(max_examples=CASES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(apps(), EVENTS)
def test_random_apps_end_the_same(files: dict[str, str], events: list[Event]) -> None:
    for name, text in files.items():
        note(f"# {name}\n{text}")
    assert difference(files, events) == ""
