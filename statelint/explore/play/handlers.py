"""Which `except` catches what: the classes that Streamlit raises, and how its control flow passes through handlers.

Rerun and stop derive from BaseException (Streamlit 1.28 to 1.67, but for 1.37), so `except Exception` lets them pass
and a bare `except` does not.
"""

from __future__ import annotations

import builtins

from statelint.explore.program import Catch

REFUSED = "StreamlitAPIException"  # the base of what Streamlit raises when state and widget clash
HANDLED = "FragmentHandledException"  # what leaves a fragment or dialog whose exception is shown in its place
PASSING = ("SystemExit", "KeyboardInterrupt")  # no Exception
FOREIGN = "?foreign"  # raised by something that is not ours: its class is unknown, that a handler foresees it is enough


def catches(handler: Catch, kind: str, name: str) -> bool | None:
    """Does the handler catch this exit? None if it may."""
    if not handler.classes or "BaseException" in handler.classes:
        return True if name != FOREIGN else None
    if kind != "raise" or name in PASSING:
        return False
    if name == FOREIGN:
        return None
    if "Exception" in handler.classes or name in handler.classes:
        return True
    if name == "KeyError" and "LookupError" in handler.classes:
        return True
    if name in ("KeyError", "AttributeError", "TypeError", HANDLED):
        return None if "?" in handler.classes else False
    if name == REFUSED and all(hasattr(builtins, one) for one in handler.classes):
        return False  # what Streamlit refuses is an Exception, and no other class of Python's own
    return None
