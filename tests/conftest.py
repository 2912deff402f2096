"""What all tests share: Streamlit plays without its search for components, which costs most of the time of a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_search_for_components() -> Iterator[None]:
    """No app of the tests has components of its own; newer releases look through all installed packages for some."""
    with pytest.MonkeyPatch.context() as patch:
        with suppress(ImportError):
            from streamlit.components.v2.component_manager import BidiComponentManager

            patch.setattr(BidiComponentManager, "discover_and_register_components", lambda *_args, **_kwargs: None)
        yield
