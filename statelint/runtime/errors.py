"""The exception classes of one Streamlit release.

In: the release's `Api`, which says what each class derives from. Out: `Errors`, whose attributes are the classes.
"""

from __future__ import annotations

import builtins
from functools import cache
from typing import Any

from statelint.streamlit_api.loader import api
from statelint.streamlit_api.model import Api


def _explained(self: Any, *words: object, **_details: object) -> None:
    """Takes the details that only Streamlit's own message would show."""
    self.args = words


class Errors:
    """One class for each name in `streamlit.errors`, and those that the package keeps elsewhere."""

    def __init__(self, release: Api) -> None:
        self.outcomes = release.outcomes
        self.bases = {
            "FragmentHandledException": ("Exception",),
            **release.exceptions,
            "UnhashableParamError": ("StreamlitAPIException",),
            "UnserializableReturnValueError": ("StreamlitAPIException",),
            "CachedWidgetWarning": ("StreamlitAPIWarning",),
            "CachedStFunctionWarning": ("StreamlitAPIWarning",),
        }
        self.classes: dict[str, type] = {}

    def __getattr__(self, name: str) -> Any:
        """The class of a name; AttributeError where the release has none."""
        if name not in self.bases:
            raise AttributeError(f"this release of Streamlit has no exception {name}")
        if name not in self.classes:
            bases = tuple(vars(builtins).get(base) or getattr(self, base) for base in self.bases[name])
            self.classes[name] = type(name, bases, {"__module__": "streamlit.errors", "__init__": _explained})
        return self.classes[name]

    def first(self, *names: str) -> Any:
        """The first of the classes that the release has: a later release raises a more special one."""
        return next(getattr(self, name) for name in (*names, "StreamlitAPIException") if name in self.bases)

    def of(self, situation: str, message: str) -> Exception:
        """What is raised in a situation that the data knows, such as "duplicate-key"."""
        error: Exception = getattr(self, self.outcomes[situation])(message)
        return error


@cache
def errors(release: str) -> Errors:
    """The classes of a release: the same objects in every run, so that `except` finds them."""
    return Errors(api(release))
