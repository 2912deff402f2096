"""Calls of Streamlit's commands and of other libraries: runs end, pages are collected, keys appear, functions are
handed over."""

from __future__ import annotations

from collections.abc import Callable

from statelint.explore.program import ASIDE, NAVIGATION, Choose, Exit, Invoke, SetVar, Step, Touch
from statelint.explore.pure import PARSERS
from statelint.explore.terms import UNKNOWN_TERM, AnyKey, Applied, Exact, Lit, Some
from statelint.explore.unfold.base import Arguments, Workbench
from statelint.explore.unfold.builtin import BUILTIN_CALLS, Builtins
from statelint.explore.unfold.keys import key_ref
from statelint.explore.unfold.origins import Code, Made, known
from statelint.explore.unfold.scopes import script_of
from statelint.explore.unfold.settings import relies_on, setting_called
from statelint.explore.unfold.trace import Started
from statelint.explore.unfold.values import (
    UNKNOWN,
    Dyn,
    Function,
    Instance,
    Known,
    Lib,
    Mapping,
    Navigation,
    PageValue,
    State,
    Value,
    origin_of,
    term_of,
)
from statelint.project.imports import folder_of, join, normal
from statelint.streamlit_api.values import values

LOOPS = ("asyncio.get_event_loop", "asyncio.get_running_loop", "asyncio.new_event_loop")
MEMBERS_OF = ("streamlit", "functools", "contextlib", "dataclasses", "enum")  # their results are decorators or contexts


class Library(Builtins, Workbench):
    """Everything that is not the project's."""

    installed: frozenset[str] = frozenset()  # modules that the app's requirements ask for

    def argument_use(self, func: Value) -> str:
        """How a callee uses its arguments at once: builtins that need a value do, elements only show theirs."""
        if isinstance(func, Lib) and func.dotted.startswith("streamlit.") and func.dotted[10:] in self.api.elements:
            return ASIDE
        return "argument" if isinstance(func, Lib) and func.dotted in VALUE_BUILTINS else ""

    def call_library(self, dotted: str, args: Arguments, at: int, used: str) -> Value:
        root, _, name = dotted.rpartition(".")
        if dotted in CONSUMING and args.positional:
            self.use(args.positional[0], "iterate", at)
        if root == "streamlit" and self._is_command(name):
            return self._call_streamlit(name, args, at)
        handler: Callable[[Builtins, Arguments, int], Value] | None = BUILTIN_CALLS.get(dotted)
        if handler is not None:
            return handler(self, args, at)
        if dotted.startswith("multiprocessing."):
            return self._call_multiprocessing(dotted, args, at)
        if dotted == "functools.partial" and args.positional and isinstance(args.positional[0], Function):
            bound = self.bound(args.positional[0], *args.positional[1:])
            bound.keywords = (*bound.keywords, *args.keywords.items())
            return bound
        value = self._call_foreign(dotted, args, at)
        if used == ASIDE and any(self.page_path(one) for one in args.all()):  # who is told a page may go there
            self.emit(Choose(((), (Exit("switch", site=self.here(at)),))))
        return value

    def _call_multiprocessing(self, dotted: str, args: Arguments, at: int) -> Value:
        """Contexts are the module under a name that tells how their processes start."""
        given = args.positional[0] if args.positional else args.keywords.get("method")
        method = str(given.value) if isinstance(given, Known) and given.value else ""
        if dotted == "multiprocessing.get_context":
            return Lib(f"{CONTEXT}{method}" if method else "multiprocessing")
        if dotted == "multiprocessing.set_start_method":
            self.trace.method = method
        method, dotted = context_of(dotted)
        return self._call_foreign(dotted, args, at, method)

    def _is_command(self, name: str) -> bool:
        return name in self.api.commands or name in self.api.elements

    def _call_foreign(self, dotted: str, args: Arguments, at: int, method: str = "") -> Value:
        """A library's function: may raise, runs what it is given, and draws under the key that it is given."""
        self.foreign()
        facts = values().of(dotted)
        for one in args.all():
            relies_on(self.program, one.term if isinstance(one, Dyn) else None, self.notes.asking.meanings)
        self.program.waits = self.program.waits or "blocking" in facts
        if dotted == "time.sleep":
            self.trace.leave("sleep", self.here(at))
        self.program.unlinked = self.program.unlinked or "hiding" in facts
        self.trace.context = self.trace.context or "context" in facts
        self.trace.body.asks_context |= "asks-context" in facts
        if "process" in facts:
            self._start_process(dotted, args, at, method)
        thread = values().has(dotted.partition("()")[0], "thread")
        if thread or dotted.endswith(".run_in_executor"):
            self.hand_over(args.all(), "thread", at)
        else:
            self.hand_over(args.all())
        plain = dotted.removeprefix("builtins.")
        if not SLOW.isdisjoint(values().of(plain)):
            self.notes.slow_calls.append(plain)
        key = args.keywords.get("key")
        if key is not None and key != Known(None) and not dotted.startswith("builtins."):
            self.emit(Touch("ensure", key_ref(key), self.here(at), kind="library"))
        self.trace.written.update(self.api.key_writers.get(dotted, ()))
        for written in self.api.key_writers.get(dotted, ()):
            self.emit(Touch("ensure", Exact(written), self.here(at), kind="library"))
        return Lib(f"{dotted}()") if thread or dotted in LOOPS else self._given_by(dotted, args, at)

    def _given_by(self, dotted: str, args: Arguments, at: int) -> Value:
        """What a library's function gives."""
        last = dotted.rpartition(".")[2]
        if not self._is_installed(dotted):  # a module that is not here, maybe the app's own
            self.emit(Touch("hint", AnyKey(), self.here(at), kind="unresolved-call"))
        if values().has(dotted, "leaving"):
            self.trace.leave("switch", self.here(at))
            self.emit(Exit("switch", site=self.here(at)))
        if setting := setting_called(dotted, args):
            return Dyn(setting, of=Made(dotted, at=at))
        if dotted in PARSERS and args.positional:
            parsed = args.positional[0]
            return Dyn(Applied(dotted, term_of(parsed)), of=Made(dotted, known([origin_of(parsed)]), at))
        if dotted == "dataclasses.field":
            return Lib("dataclasses.field()", options=tuple(args.keywords.items()))
        if dotted == "collections.namedtuple":
            return Dyn(of=Made(dotted, (Code(script_of(self.frame)),), at))
        if (dotted.startswith("builtins.") and last[:1].isupper()) or dotted.partition(".")[0] in MEMBERS_OF:
            return Lib(f"{dotted}()")
        if last in ("import_module", "__import__") or dotted in ("builtins.exec", "builtins.eval", "runpy.run_path"):
            self.emit(Touch("hint", key_ref(UNKNOWN), self.here(at), kind="unresolved-call"))
            return Dyn(ours=True)
        given = (Code(self.local_code(one)) if isinstance(one, Function) else origin_of(one) for one in args.all())
        term = Some(True, none=False) if values().has(dotted, "resource") else UNKNOWN_TERM
        return Dyn(term, of=Made(dotted.removeprefix("builtins."), known(given), at))

    def _is_installed(self, dotted: str) -> bool:
        return values().is_library(dotted) or dotted.partition(".")[0].lower() in self.installed

    def _start_process(self, dotted: str, args: Arguments, at: int, method: str) -> None:
        context = args.keywords.get("mp_context")
        method = method or (context_of(context.dotted)[0] if isinstance(context, Lib) else "") or self.trace.method
        method = "fork" if dotted == "os.fork" else method
        self.trace.body.started.append(Started(self.here(at), self.trace.spot, method))

    # ---- Streamlit ----
    def _call_streamlit(self, name: str, args: Arguments, at: int) -> Value:
        if name in ("stop", "rerun", "experimental_rerun", "switch_page"):
            page = args.positional[0] if args.positional else args.keywords.get("page", UNKNOWN)
            target = self._page_name(page.target if isinstance(page, PageValue) else page)
            kind = {"stop": "stop", "switch_page": "switch"}.get(name, "rerun")
            scope = args.positional[0] if args.positional else args.keywords.get("scope")
            self.trace.leave(kind, self.here(at), scope if kind == "rerun" else None)
            self.emit(Exit(kind, name=target if kind == "switch" else "", site=self.here(at)))
            return UNKNOWN
        if name == "Page":
            return self._page(args)
        if name == "navigation":
            return self._navigation(args)
        if name in self.api.decorators or name in ("fragment", "dialog", "cache_data", "cache_resource"):
            given = args.positional[0] if args.positional else None
            options = tuple((key, v if isinstance(v, Known) else UNKNOWN) for key, v in args.keywords.items())
            if isinstance(given, Function):
                return self.decorate(Lib(f"streamlit.{name}", options=options), given, at)
            return Lib(f"streamlit.{name}()", options=options)
        if name in self.api.elements:
            return self.call_element(name, args, at)
        self.hand_over(value for value in args.all() if isinstance(value, (State, Function)))
        self.foreign()
        return Dyn()

    def _page(self, args: Arguments) -> Value:
        target = args.positional[0] if args.positional else args.keywords.get("page", UNKNOWN)
        return PageValue(target, args.keywords.get("default") == Known(True))

    def _navigation(self, args: Arguments) -> Value:
        given = args.positional[0] if args.positional else args.keywords.get("pages", UNKNOWN)
        pages: list[PageValue] = []
        complete = True
        groups = [v for _, v in given.items] if isinstance(given, Mapping) and given.complete else [given]
        complete = not isinstance(given, Mapping) or given.complete
        for group in groups:
            items = self.items_of(group)
            complete = complete and items is not None
            for item in items or ():
                page = PageValue(item) if isinstance(item, (Known, Function)) else item
                if isinstance(page, PageValue):
                    pages.append(page)
                complete = complete and isinstance(page, PageValue) and not isinstance(page.target, Dyn)
        if args.keywords.get("position") == Known("hidden"):
            self.program.unlinked = True
        number = self.fresh()
        self.emit(SetVar(NAVIGATION, Lit(number)))
        return Navigation(tuple(pages), complete, number)

    def run_navigation(self, navigation: Navigation, at: int) -> Value:
        """The page that the user is on runs here: at first the default one."""
        blocks: list[tuple[Step, ...]] = []
        default = next((i for i, page in enumerate(navigation.pages) if page.default), 0)
        for page in navigation.pages:
            with self.capture() as steps, self.notes.under("page"):
                self._run_page(page.target, at)
            blocks.append(tuple(steps))
        names = tuple(self._page_name(page.target) for page in navigation.pages)
        if not navigation.complete or not blocks:
            blocks.append((self.touch("hint", UNKNOWN, at),))
        self.emit(Choose(tuple(blocks), default if navigation.complete else None, names))
        return UNKNOWN

    def _page_name(self, target: Value) -> str:
        """How a scenario names a page: its path or its function; "" for one that nobody can name."""
        if isinstance(target, Function):
            return self.files.modules[target.module].functions[target.index].name
        return self.page_path(target) or ""

    def _run_page(self, target: Value, at: int) -> None:
        if isinstance(target, (Function, Instance)):
            self.call(target, Arguments(), at)
            return
        path = self.page_path(target)
        if path is None:
            self.emit(self.touch("hint", UNKNOWN, at))
            return
        if path not in self.page_blocks:
            self.page_blocks[path] = self.block(())  # for what a page runs that runs the page
            self.page_blocks[path] = self.run_script(path)
        self.emit(Invoke(self.page_blocks[path]))

    def page_path(self, target: Value) -> str | None:
        """The script that a page target names: relative to the entry's folder."""
        if not isinstance(target, Known) or not isinstance(target.value, str):
            return None
        path = normal(join(folder_of(self.entry), target.value))
        return path if path in self.files.modules else None


CONTEXT = "multiprocessing.context."


def context_of(dotted: str) -> tuple[str, str]:
    """How the processes of a context start, and the name of its member in the module itself."""
    if not dotted.startswith(CONTEXT):
        return "", dotted
    method, _, name = dotted.removeprefix(CONTEXT).partition(".")
    return method, f"multiprocessing.{name}"


SLOW = frozenset({"blocking", "resource", "loading"})
# What goes through all of what it is given.
CONSUMING = frozenset(
    {f"builtins.{name}" for name in ("list", "tuple", "set", "dict", "sorted", "sum", "max", "min")}
    | {"streamlit.write_stream", "pandas.DataFrame"}
)
# Builtins that take their argument's value at once; a bare method of the state is a mistake there.
VALUE_BUILTINS = {
    f"builtins.{name}" for name in ("sum", "max", "min", "len", "sorted", "list", "tuple", "set", "dict")
} | {f"builtins.{name}" for name in ("enumerate", "zip", "reversed", "any", "all", "iter", "next")}
