"""`st.fragment` and `st.dialog`: functions that run again without the rest of the script.

In: a function. Out: one that draws into a place of its own and is remembered with its arguments, so that a widget drawn
there makes only this function run again. An exception in it is shown there; the caller sees FragmentHandledException.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from statelint.runtime.page import Node, Shown
from statelint.runtime.run import Nobody, Run, here
from statelint.runtime.widget import Widget, identity

RESERVED = ("app", "fragment")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A call of a fragment; `place` is where it draws, `script` the page whose code it is."""

    id: str
    body: Callable[[], Any]
    place: Node
    script: str
    key: str = ""
    dialog: bool = False


def fragment(func: Callable[..., Any] | None = None, **options: Any) -> Any:
    """The decorator."""
    if func is None:
        return functools.partial(fragment, **options)
    run = here()
    key = "" if options.get("key") is None else str(options["key"])
    if key in RESERVED:
        raise run.errors.StreamlitAPIException(f"a fragment may not have the key {key!r}")

    @functools.wraps(func)
    def drawing(*args: Any, **kwargs: Any) -> Any:
        run = here()
        if isinstance(run, Nobody):
            return None
        name = f"{func.__module__}.{func.__qualname__}"
        if key and run.fragment_keys.setdefault(key, name) != name:
            raise run.errors.first("StreamlitDuplicateElementKey")(f"two fragments have the key {key!r}")
        place = run.stack[-1].open("fragment")
        own = Fragment(f"{name} at {place.path}", lambda: func(*args, **kwargs), place, run.script, key)
        result = play(run, own)
        return None if options.get("parallel") else result

    return drawing


def dialog(title: Any = "", *, on_dismiss: Any = "ignore", **options: Any) -> Any:
    """The decorator of a function that draws a dialog."""
    if callable(title):
        raise TypeError("st.dialog() needs a title")

    def decorated(func: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(func)
        def opening(*args: Any, **kwargs: Any) -> None:
            run = here()
            if on_dismiss not in ("ignore", "rerun") and not callable(on_dismiss):
                raise run.errors.first("StreamlitValueError")("on_dismiss must be a function, ignore or rerun")
            if run.inside_dialog:
                raise run.errors.of("dialog-in-dialog", "a dialog may not open another")
            mode = "callback" if callable(on_dismiss) else on_dismiss
            twin = identity(
                "dialog", None, [("title", title), ("on_dismiss", mode), ("script", run.script), *options.items()]
            )
            if twin in run.drawn and run.release >= (1, 48):
                raise run.errors.of("duplicate-element", "two dialogs are alike")
            run.drawn.add(twin)
            if run.dialog:
                raise run.errors.of("two-dialogs", "only one dialog can be open")
            run.dialog = True
            run.screen.close_dialog()
            place = run.screen.roots["event"].open("dialog")
            if on_dismiss != "ignore":
                place.shown = Shown("dialog", widget=dismissal(run, twin, on_dismiss))
            name = f"{func.__module__}.{func.__qualname__} of {title}"
            play(run, Fragment(name, lambda: func(*args, **kwargs), place, run.script, dialog=True))

        return opening

    return decorated


def play(run: Run, own: Fragment) -> Any:
    """Runs the function of a fragment in its place."""
    run.visitor.fragments[own.id] = own
    run.registered.add(own.id)
    outer = run.fragment, run.script, run.inside_dialog
    run.fragment, run.script, run.inside_dialog = own.id, own.script, own.dialog or run.inside_dialog
    try:
        with run.into(own.place):
            try:
                return own.body()
            except run.errors.ScriptControlException:
                raise
            except Exception as error:  # of a fragment inside, too: what is shown there is shown here as handled
                own.place.put(run.visitor.shown_error(error))
                raise run.errors.FragmentHandledException from error
    finally:
        run.fragment, run.script, run.inside_dialog = outer


def dismissal(run: Run, name: str, on_dismiss: Any) -> Widget:
    """What fires when the visitor closes a dialog."""
    callback = on_dismiss if callable(on_dismiss) else None
    widget = Widget(name, None, "dialog", trigger=True, callback=callback, kwargs={}, fragment=run.fragment)
    run.store.register(widget, enforce_disabled=False)
    return widget
