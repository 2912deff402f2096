"""A small reference implementation of Streamlit's session state: plays an app without Streamlit.

In: the path of an app and what a visitor does. Out: what happens. It knows nothing of the linter, so it can disagree.
"""

from __future__ import annotations

from statelint.runtime.session import Outcome, Session

__all__ = ["Outcome", "Session"]
