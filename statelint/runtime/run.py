"""One run of a script: what it has drawn, which widgets and forms it holds, and whether it has been told to stop.

In: the release, the state and the page of a session. Out: the `Run` of the thread that asks. A thread without a run
sees a state that belongs to no session.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from statelint.runtime.errors import Errors, errors
from statelint.runtime.page import Node, Page
from statelint.runtime.store import Store
from statelint.streamlit_api.loader import api
from statelint.streamlit_api.model import Api

ATTRIBUTE = "statelint_run"  # of a thread
OLD_ID = "$$WIDGET_ID"


class Run:
    """What is known during a run.

    `asked` is the page that the run is for, `page` the one that the visitor is on, `script` the one whose code runs.
    """

    def __init__(self, release: Api, store: Store, page: str = "", visitor: Any = None) -> None:
        self.api = release
        self.errors: Errors = errors(release.release)
        self.store = store
        self.visitor = visitor
        self.params: dict[str, list[str]] = visitor.params if visitor is not None else {}
        self.asked = page
        self.page = page
        self.script = page
        self.screen = Page()
        self.stack: list[Node] = [self.screen.roots["main"]]
        self.drawn: set[str] = set()
        self.keys: set[str] = set()
        self.forms: set[str] = set()
        self.fragments: tuple[str, ...] = ()  # those that this run is for; none in a full run
        self.fragment = ""  # the one whose code runs
        self.fragment_keys: dict[str, str] = {}
        self.registered: set[str] = set()  # the fragments that have been called
        self.cached = 0  # how many cached functions the code is inside of
        self.callback = False
        self.started = False  # the script, after the callbacks
        self.stopped = False
        self.dialog = False  # one is open
        self.inside_dialog = False

    @property
    def release(self) -> tuple[int, ...]:
        """The release as numbers."""
        return tuple(map(int, self.api.release.split(".")))

    def yields(self) -> None:
        """A place where Streamlit lets a run end: after st.stop() everything does."""
        if self.stopped:
            raise self.errors.StopException

    def reruns(self, request: Any) -> None:
        """Ends the run for another."""
        self.yields()
        error = self.errors.RerunException()
        error.request = request
        raise error

    def check_key(self, key: str) -> None:
        """Keys that nobody may use."""
        internal = OLD_ID if self.release < (1, 39) else "$$ID"
        if key.startswith(internal):
            raise self.errors.StreamlitAPIException(f"{key!r} is a name that Streamlit keeps for itself")
        if not key and self.api.outcomes["empty-widget-key"] != "ok":
            raise self.errors.of("empty-widget-key", "a key may not be empty")

    def check_assignment(self, key: str) -> None:
        """A widget or a form that has been drawn in this run holds on to its key."""
        if self.store.ids.get(key) in self.drawn or key in self.forms:
            raise self.errors.of("write-after-widget", f"st.session_state.{key} belongs to a widget drawn before")

    @contextmanager
    def into(self, node: Node | None) -> Iterator[None]:
        """What is drawn goes there."""
        if node is None:
            yield
            return
        self.stack.append(node)
        try:
            yield
        finally:
            self.stack.pop()

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Makes this the run of the thread."""
        thread = threading.current_thread()
        before = getattr(thread, ATTRIBUTE, None)
        setattr(thread, ATTRIBUTE, self)
        try:
            yield
        finally:
            setattr(thread, ATTRIBUTE, before)


class Nobody(Run):
    """The run of code that no session runs: its state is the same for all such threads, and nothing is checked."""

    def check_assignment(self, key: str) -> None:
        """Nothing is drawn for anybody."""


_served: list[Nobody] = []  # one for each process that is being played, innermost last


def current() -> Run | None:
    """The run of this thread, if it has one."""
    return getattr(threading.current_thread(), ATTRIBUTE, None)


def here() -> Run:
    """The run of this thread, or that of nobody."""
    run = current()
    if run is not None:
        return run
    if not _served:
        _served.append(Nobody(api(), Store()))
    if _served[-1].release < (1, 35):
        _served[-1].store = Store()
    return _served[-1]


def store_of_thread() -> tuple[Store, Run]:
    """The state that this thread sees, and its run."""
    run = here()
    run.yields()
    return run.store, run


@contextmanager
def served(nobody: Nobody) -> Iterator[None]:
    """Threads without a run get this one, as long as the block runs."""
    _served.append(nobody)
    try:
        yield
    finally:
        _served.remove(nobody)
