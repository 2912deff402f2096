"""The modules that an app gets when it imports `streamlit`, made from the API data of a release.

In: the process that the app runs in. Out: modules by name. What the release does not have is missing.
"""

from __future__ import annotations

import logging
import threading
from types import ModuleType
from typing import Any

from statelint.runtime import control, fragments, navigation, params
from statelint.runtime.caches import Cache
from statelint.runtime.commands import command, method
from statelint.runtime.components import component, declare_component
from statelint.runtime.connections import BaseConnection, connection
from statelint.runtime.errors import errors
from statelint.runtime.page import DeltaGenerator
from statelint.runtime.proxy import SessionStateProxy
from statelint.runtime.run import ATTRIBUTE, current
from statelint.runtime.secrets import Secrets, User, Values
from statelint.runtime.signatures import limited
from statelint.streamlit_api.model import Api

CACHES = {
    **dict.fromkeys(("cache_data", "experimental_memo"), "cache_data"),
    **dict.fromkeys(("cache_resource", "experimental_singleton", "cache"), "cache_resource"),
}
RUNNER = "streamlit.runtime.scriptrunner"
CONNECTIONS = ("BaseConnection", "ExperimentalBaseConnection")


def standin(process: Any) -> dict[str, ModuleType]:
    """Every module of the package."""
    release = process.api
    own = {name: one for name, one in objects(process).items() if name in release.commands}
    known = release.signatures.keys() | release.decorators
    guarded = {
        name: limited(release, name, one) for name, one in own.items() if name in known and not isinstance(one, Cache)
    }
    top = module("streamlit", own | guarded, __version__=release.release + ".0")
    top.__path__ = []
    raised = errors(release.release)
    classes = {name: getattr(raised, name) for name in raised.bases}
    made = [
        top,
        module("streamlit.errors", classes),
        module("streamlit.runtime", {"exists": lambda: True}),
        module("streamlit.runtime.state", {"SessionStateProxy": SessionStateProxy}),
        *(
            module(name, classes | THREADS)
            for name in (RUNNER, f"{RUNNER}_utils.script_run_context", f"{RUNNER}_utils")
        ),
        *(module(f"{RUNNER}.script_run_context", THREADS), module(f"{RUNNER}_utils.exceptions", classes)),
        module("streamlit.components", {}),
        module("streamlit.components.v1", {"declare_component": declare_component, **PASSIVE}),
        module(
            "streamlit.connections", {"BaseConnection": BaseConnection, "ExperimentalBaseConnection": BaseConnection}
        ),
        module("streamlit.delta_generator", {"DeltaGenerator": DeltaGenerator}),
        module("streamlit.logger", {"get_logger": logging.getLogger}),
        Columns("streamlit.column_config"),
        *newer(release),
    ]
    named = {one.__name__: one for one in made}
    for name, one in named.items():
        one.__path__ = []
        parent, _, last = name.rpartition(".")
        if parent and not hasattr(named[parent], last):
            setattr(named[parent], last, one)
    return named


def newer(release: Api) -> list[ModuleType]:
    """Modules that only some releases have."""
    found = []
    if "components.v2.component()" in release.elements:
        found.append(module("streamlit.components.v2", {"component": component}))
    if "navigation" in release.commands:
        found.append(module("streamlit.navigation", {}))
        found.append(module("streamlit.navigation.page", {"StreamlitPage": navigation.StreamlitPage}))
    return found


def objects(process: Any) -> dict[str, Any]:
    """The public names of the top module."""
    release = process.api
    drawn = {name: command(name) for name in release.elements if name.isidentifier()}
    places = {root: DeltaGenerator(None, method, root=root) for root in ("sidebar", "bottom")}
    later = {"fragment": fragments.fragment, "dialog": fragments.dialog}
    return {
        **drawn,
        **places,
        **later,
        **{f"experimental_{name}": function for name, function in later.items()},
        "session_state": SessionStateProxy(),
        "query_params": params.QueryParams(),
        "stop": control.stop,
        "rerun": control.rerun,
        "experimental_rerun": control.rerun,
        "connection": connection,
        "experimental_connection": connection,
        "switch_page": navigation.switch_page,
        "navigation": navigation.navigation,
        "Page": navigation.StreamlitPage,
        **{name: Cache(kind, process.caches, name) for name, kind in CACHES.items()},
        "experimental_get_query_params": params.get_all,
        "experimental_set_query_params": params.set_all,
        "secrets": Secrets(process),
        "user": User(process),
        "experimental_user": User(process),
        "context": Values(headers={}, cookies={}, timezone="UTC", locale="en-US", url="", ip_address=None),
        "get_option": process.options.get if hasattr(process, "options") else None,
        "set_option": lambda name, value: process.options.__setitem__(name, value),
        **dict.fromkeys(("set_page_config", "logo", "login", "logout"), nothing),
    }


def nothing(*_args: Any, **_kwargs: Any) -> None:
    """A command whose effect nobody sees here."""


def add_script_run_ctx(thread: Any = None, ctx: Any = None) -> Any:
    """Gives a thread the run of this one."""
    thread = thread or threading.current_thread()
    setattr(thread, ATTRIBUTE, ctx or current())
    return thread


def get_script_run_ctx(*_args: Any, **_kwargs: Any) -> Any:
    """The run of this thread."""
    return current()


THREADS = {"add_script_run_ctx": add_script_run_ctx, "get_script_run_ctx": get_script_run_ctx}
PASSIVE = {"html": nothing, "iframe": nothing}


class Columns(ModuleType):
    """`st.column_config`: every kind of column is its arguments."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: {"type": name, "args": args, **kwargs}


def module(name: str, names: dict[str, Any], **more: Any) -> ModuleType:
    """A module of these names."""
    made = ModuleType(name)
    made.__dict__.update(names | more)
    return made
