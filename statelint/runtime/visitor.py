"""One visitor of an app: the state, the page, the screen, and the runs that an action leads to.

In: a request for a run. Out: what is on the page afterwards. A request leads to one run, and to those that the script
asks for by itself; each run sets the widgets' values, calls the callbacks of those that changed, and plays the script.
"""

from __future__ import annotations

import pickle
import traceback
from pathlib import Path
from typing import Any

from statelint.runtime.commands import method
from statelint.runtime.fragments import Fragment, play
from statelint.runtime.navigation import Request, StreamlitPage, name_of
from statelint.runtime.page import DeltaGenerator, Node, Page, Shown
from statelint.runtime.process import SERIALIZABLE, Process
from statelint.runtime.run import Run
from statelint.runtime.screen import Screen
from statelint.runtime.store import Store, same
from statelint.runtime.widget import Widget

MOST_RERUNS = 60


class Visitor:
    """`current` is the page that the visitor is on; `drawn` the page as it looks."""

    def __init__(self, process: Process, browser: bool) -> None:
        self.process = process
        self.store = Store()
        self.screen = Screen(browser)
        self.drawn = Page()
        self.current = process.entry.name
        self.pages: list[StreamlitPage] = []
        self.params: dict[str, list[str]] = {}
        self.fragments: dict[str, Fragment] = {}

    def request(self, request: Request) -> None:
        """Plays a run, and those that it asks for."""
        with self.process.entered():
            for _ in range(MOST_RERUNS):
                following = self.play(request)
                if following is None:
                    break
                request = following
            else:
                endless = Shown("exception", exception="EndlessRerun", message="one rerun asks for the next")
                self.drawn.roots["main"].put(endless)
        self.screen.keep(self.drawn.widgets())

    def play(self, request: Request) -> Request | None:
        """One run; the request that it ends with, if it does."""
        page = request.page if request.page is not None else self.current
        for name in [name for name, values in self.params.items() if not values]:
            del self.params[name]  # in the address there is nothing of it
        if page != self.current:
            self.store.reset_triggers()
            self.store.clean(request.sent or (), self.current, ())
        if not self.screen.browser:
            self.pages = []  # AppTest knows of no page before st.navigation has run
        run = Run(self.process.api, self.store, page, self)
        if not self.process.has_pages:
            run.script = self.process.entry.name
            if self.screen.browser and page not in [known.key for known in self.pages]:
                run.page = run.script  # an address means nothing before st.navigation
        run.fragments = request.fragments
        if request.fragments:
            run.screen = self.drawn
            run.stack = [run.screen.roots["main"]]
        self.drawn = run.screen
        with run.serving():
            following = self.guarded(run, request)
        self.current = run.page
        return following

    def guarded(self, run: Run, request: Request) -> Request | None:
        """Plays what the request asks for, and deals with the way in which it ends."""
        errors = run.errors
        following: Request | None = None
        finished = False
        try:
            self.body(run, request)
            finished = True
        except errors.RerunException as end:
            following = end.request
            finished = run.api.outcomes["trigger-after-rerun"] == "reset"
        except (errors.StopException, errors.FragmentHandledException, SystemExit):
            finished = False
        except Exception as error:
            run.stack[-1].put(self.shown_error(error))
        run.stopped = False
        if finished:
            self.store.reset_triggers()
            partial = following is not None and run.api.outcomes["rerun-before-widget"] == "kept"
            if run.started and not partial:
                self.store.clean(run.drawn, run.page, run.fragments)
        return following

    def body(self, run: Run, request: Request) -> None:
        """Values, callbacks, script."""
        if request.sent is not None:
            self.store.begin(request.sent)
            self.callbacks(run)
        run.started = True
        if run.fragments:
            self.run_fragments(run)
        else:
            alone = self.process.has_pages
            known = run.page in self.process.scripts()
            path = self.process.root / run.page if alone and known else self.process.entry
            self.process.execute(path, registered=not alone or run.release < (1, 44))
            self.fragments = {name: own for name, own in self.fragments.items() if name in run.registered}
        if self.process.options[SERIALIZABLE]:
            self.check_serializable(run)

    def run_fragments(self, run: Run) -> None:
        """Only these functions, each in its place."""
        for name in run.fragments:
            own = self.fragments.get(name)
            if own is None:
                continue
            own.place.children = []
            try:
                play(run, own)
            except run.errors.FragmentHandledException:
                continue

    def callbacks(self, run: Run) -> None:
        """Calls those of the widgets that have changed; what they draw appears above the page."""
        asked: Request | None = None
        run.callback = True
        for widget in self.changed(run):
            run.fragment = widget.fragment
            try:
                widget.callback(*widget.args, **widget.kwargs)
            except run.errors.RerunException as end:
                asked = end.request
        run.callback, run.fragment = False, ""
        if asked is not None and run.api.outcomes["rerun-in-callback"] == "ignored":
            run.stack[-1].put(Shown("warning", "Calling st.rerun() within a callback is a no-op."))
        elif asked is not None:
            run.reruns(asked)

    def changed(self, run: Run) -> list[Widget]:
        """The widgets with a callback whose values are not those of the last run."""
        found = []
        for name, value in self.store.sent.items():
            widget = self.store.widgets.get(name)
            if widget is None or widget.callback is None or (widget.disabled and run.release >= (1, 61)):
                continue
            if not same(value, self.store.kept.get(name)):
                found.append(widget)
        return found

    def check_serializable(self, run: Run) -> None:
        """Every value must be one that pickle takes."""
        for name in self.store.names():
            value = self.store[name]
            try:
                pickle.dumps(value)
            except Exception as error:
                key = self.store.keys.get(name, name)
                text = f"Cannot serialize the value (of type {type(value)}) of {key!r} in st.session_state"
                raise run.errors.UnserializableSessionStateError(text) from error

    # ---- what commands ask for ----
    def handle(self, node: Node, **facts: Any) -> DeltaGenerator:
        """What a script holds of a place."""
        return DeltaGenerator(node, method, **facts)

    def shown_error(self, error: BaseException) -> Shown:
        """An exception as the page shows it."""
        errors = self.process.standins["streamlit.errors"]
        warning = isinstance(error, errors.StreamlitAPIWarning)
        kind = type(error).__name__
        return Shown("exception", exception=kind, message=str(error), place=self.place(error), warning=warning)

    def place(self, error: BaseException) -> tuple[str, int]:
        """The innermost line of the app that it came through."""
        root = self.process.root
        if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_relative_to(root):
            return Path(error.filename).relative_to(root).as_posix(), error.lineno or 0
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            path = Path(frame.filename)
            if path.is_relative_to(root):
                return path.relative_to(root).as_posix(), frame.lineno or 0
        return "", 0

    def page_of(self, target: str) -> str:
        """A page as requests name it; while st.navigation has not told of any, AppTest goes by the name of the file."""
        root = self.process.root
        if not self.pages and not (self.screen.browser or self.process.has_pages or target == self.process.entry.name):
            return f"/{name_of(root / target)}"
        return next((page.key for page in self.pages if target in page.names(root)), target)

    def widgets(self) -> list[Widget]:
        """The widgets on the page."""
        return self.drawn.widgets()
