"""The server: an app's folder, its settings, its imported modules and caches, shared by all its sessions.

In: the path of the script that Streamlit would be started with. Out: a place to run scripts in, where `streamlit` is
the stand-in and the app's modules stay imported; outside of it nothing of that is left.
"""

from __future__ import annotations

import importlib
import logging
import sys
import tomllib
import types
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from statelint.runtime.call import Call
from statelint.runtime.page import Shown
from statelint.runtime.run import Nobody, served
from statelint.runtime.script import SHOW, code_of
from statelint.runtime.standin import standin
from statelint.runtime.store import Store
from statelint.streamlit_api.loader import api

SERIALIZABLE = "runner.enforceSerializableSessionState"


class Process:
    """One `streamlit run`."""

    def __init__(self, entry: Path, release: str | None, options: dict[str, Any]) -> None:
        self.entry = entry.resolve()
        self.root = self.entry.parent
        self.api = api(release)
        self.options = {**self.api.options, **settings(self.root / ".streamlit" / "config.toml"), **options}
        self.secrets = read(self.root / ".streamlit" / "secrets.toml")
        self.caches: dict[Any, dict[Any, Any]] = {}
        self.nobody = Nobody(self.api, Store())
        self.navigated = False  # st.navigation has been called, so pages/ means nothing
        self.warned = False
        self.loaded: dict[str, types.ModuleType] = {}  # what the app has imported of its own
        self.standins = standin(self)
        self.show = self.standins["streamlit"].write

    @property
    def has_pages(self) -> bool:
        """Does each script in pages/ run alone?"""
        return not self.navigated and (self.root / "pages").is_dir()

    def scripts(self) -> list[str]:
        """The scripts that have an address of their own."""
        found = sorted((self.root / "pages").glob("*.py")) if self.has_pages else []
        names = [path.relative_to(self.root).as_posix() for path in found if path.name != "__init__.py"]
        return [self.entry.name, *names]

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Streamlit is the stand-in, and the app's own modules are there."""
        before = dict(sys.modules)
        for name in [name for name in before if is_streamlit(name)]:
            del sys.modules[name]
        sys.modules.update(self.standins | self.loaded)
        sys.path.insert(0, str(self.root))
        importlib.invalidate_caches()
        try:
            with served(self.nobody):
                yield
        finally:
            sys.path.remove(str(self.root))
            self.leave(before)

    def leave(self, before: dict[str, types.ModuleType]) -> None:
        """Puts the modules back as they were; libraries that were imported stay."""
        for name, module in list(sys.modules.items()):
            if module is before.get(name):
                continue
            if self.owns(module) or name.startswith("streamlit_"):
                self.loaded[name] = module
            elif name not in before and not is_streamlit(name):
                continue
            del sys.modules[name]
            if name in before:
                sys.modules[name] = before[name]
        sys.modules.update({name: before[name] for name in before if name not in sys.modules})

    def owns(self, module: types.ModuleType) -> bool:
        """Does the module belong to the app?"""
        places = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]
        return any(place and Path(place).resolve().is_relative_to(self.root) for place in places)

    def execute(self, path: Path, registered: bool = True) -> None:
        """Runs a script in a fresh module, which can be imported as `__main__` if it is registered."""
        code = code_of(path)
        module = types.ModuleType("__main__")
        module.__dict__.update({"__file__": str(path), SHOW: self.shown})
        if registered:
            sys.modules["__main__"] = module
        exec(code, module.__dict__)

    def shown(self, *values: Any) -> Any:
        """Shows the value of a bare expression."""
        self.show(*values)
        return values[0] if len(values) == 1 else values

    def warn_once(self, call: Call, text: str) -> None:
        """A warning that each process shows once: on the page up to 1.55, later in the log."""
        if self.warned or self.options["global.disableWidgetStateDuplicationWarning"]:
            return
        self.warned = True
        if self.api.outcomes["default-and-state"] == "page":
            call.show(Shown("warning", text))
        else:
            logging.getLogger("streamlit").warning(text)


def is_streamlit(name: str) -> bool:
    return name == "streamlit" or name.startswith("streamlit.")


def read(path: Path) -> dict[str, Any]:
    """The contents of a file of settings; none if there is no such file."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def settings(path: Path) -> dict[str, Any]:
    """The options of a file, as `section.name`."""
    return {f"{section}.{name}": value for section, own in read(path).items() for name, value in own.items()}
