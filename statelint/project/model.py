"""What the explorer starts from: the lowered modules of a project and the apps found among them."""

from __future__ import annotations

from statelint.ir.stmt import ModuleIR, SyntaxProblem
from statelint.record import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What configuration says of one app: the Streamlit release it targets ("1.67", None = newest), more known keys.

    `target_note` says, for the user, where that release comes from; `newest_allowed` is the latest that could be
    installed as well, "" if that is the only one. `installed` are modules that its requirements ask for,
    `sidebar` tells whether the sidebar has links to its pages.
    """

    target_streamlit: str | None = None
    serializable: bool = False
    known_keys: tuple[str, ...] = ()
    target_note: str = ""
    newest_allowed: str = ""
    installed: tuple[str, ...] = ()
    sidebar: bool = True


@dataclass(frozen=True, slots=True)
class Options:
    """What the user configured for a whole project.

    `entrypoints` are paths or globs relative to the project root; where there are any, they are the entries and
    nothing else is. `serializable` None leaves the answer to each app's `.streamlit/config.toml`,
    `target_streamlit` None to its dependency files.
    """

    entrypoints: tuple[str, ...] = ()
    target_streamlit: str | None = None
    serializable: bool | None = None
    known_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class App:
    """One script that `streamlit run` can start, with the pages beside it.

    `pages` are the scripts in `pages/` beside the entry; each can be opened first. `search` are the folders (POSIX,
    relative to the project root, "" for it) in which absolute imports are looked up, in order. `quiet` says why
    nothing may be claimed of it ("" if it may): for instance a script below a navigation frame that could not be
    resolved.
    """

    entry: str
    pages: tuple[str, ...] = ()
    search: tuple[str, ...] = ("",)
    settings: Settings = Settings()
    quiet: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """All modules that were lowered (by path), the apps, the files that could not be read, every .py path there is."""

    modules: tuple[ModuleIR, ...]
    apps: tuple[App, ...]
    problems: tuple[SyntaxProblem, ...] = ()
    paths: tuple[str, ...] = ()
