"""Pages: `st.Page`, `st.navigation`, `st.switch_page`, and the page that a run is for.

In: paths and functions. Out: the page object whose `run()` plays it. A page is named by its way from the folder of the
app (`pages/report.py`), by the name of its function, or by its address.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statelint.runtime.call import Call, Handler
from statelint.runtime.run import Run, here
from statelint.runtime.texts import show

NUMBERED = re.compile(r"^\d+[_\s-]*")


@dataclass(frozen=True, slots=True)
class Request:
    """A run to come: for which page or fragments; `sent` are the values of the widgets, None for a run that follows."""

    page: str | None = None
    sent: dict[str, Any] | None = None
    fragments: tuple[str, ...] = ()


def name_of(script: Path) -> str:
    """What the address of a page is made of."""
    return NUMBERED.sub("", script.stem) or script.stem


class StreamlitPage:
    """A page of `st.navigation`."""

    def __init__(
        self,
        page: str | Path | Callable[[], Any],
        *,
        title: str | None = None,
        icon: str | None = None,
        url_path: str | None = None,
        default: bool = False,
        **_options: Any,
    ) -> None:
        run = here()
        self.icon = icon or ""
        self._default = default
        self._current = False
        self._path: Path | None = None
        self._function: Callable[[], Any] | None = None
        if callable(page):
            self._function = page
            name = getattr(page, "__name__", "")
        else:
            self._path = (run.visitor.process.root / page).resolve()
            if not self._path.is_file():
                kind = "StreamlitPageNotFoundError" if run.release >= (1, 63) else "StreamlitAPIException"
                raise run.errors.first(kind)(f"there is no page {page}")
            name = name_of(self._path)
        self.title = title or name.replace("_", " ").strip()
        self._url = (url_path or name).strip("/")

    @property
    def url_path(self) -> str:
        """The address; the default page has none."""
        return "" if self._default else self._url

    def names(self, root: Path) -> set[str]:
        """What the page can be asked for by."""
        names = {self.key, self._url, self.title, self.url_path}
        if self._path is not None and self._path.is_relative_to(root):
            names.add(self._path.relative_to(root).as_posix())
        return names

    @property
    def key(self) -> str:
        """What tells its widgets from those of other pages."""
        return f"/{self._url}"

    def run(self) -> None:
        """Plays the page, once in a run, if it is the one that st.navigation gave."""
        run = here()
        if not self._current:
            raise run.errors.StreamlitAPIException("only the page that st.navigation gives can be run, and once")
        self._current = False
        outer, run.script = run.script, self.key
        try:
            if self._path is not None:
                run.visitor.process.execute(self._path, registered=False)
            elif self._function is not None:
                self._function()
        finally:
            run.script = outer


def navigation(pages: Any, **_options: Any) -> StreamlitPage:
    """The page of this run, out of those that there are."""
    run = here()
    listed = [page for section in pages.values() for page in section] if isinstance(pages, dict) else list(pages)
    made = [page if isinstance(page, StreamlitPage) else StreamlitPage(page) for page in listed]
    if not made:
        kind = "StreamlitMissingRequiredParameterError" if run.release >= (1, 63) else "StreamlitAPIException"
        raise run.errors.first(kind)("st.navigation needs a page")
    defaults = [page for page in made if page._default]
    if len(defaults) > 1:
        raise run.errors.StreamlitAPIException("only one page can be the default")
    if len({page._url for page in made}) < len(made):
        raise run.errors.StreamlitAPIException("two pages have one address")
    if not defaults:
        made[0]._default = True
    run.visitor.process.navigated = True
    run.visitor.pages = made
    first = next(page for page in made if page._default)
    root = run.visitor.process.root
    chosen = next((page for page in made if run.asked in page.names(root) and run.asked), first)
    chosen._current = True
    run.page = chosen.key
    return chosen


def switch_page(page: Any, *, query_params: Any = None) -> None:
    """Ends the run and starts one of another page."""
    run = here()
    target = page.key if isinstance(page, StreamlitPage) else str(page)
    found = find(run, target)
    if found is None:
        kind = "StreamlitPageNotFoundError" if run.release >= (1, 63) else "StreamlitAPIException"
        raise run.errors.first(kind)(f"there is no page {target}")
    run.params.clear()
    run.params.update({str(key): [str(value)] for key, value in dict(query_params or {}).items()})
    run.reruns(Request(page=found))


def link(call: Call) -> Any:
    """A link to a page of the app, or to an address on the web. Of an app without pages nothing is known."""
    target = call.values["page"]
    name = target.key if isinstance(target, StreamlitPage) else str(target)
    known = call.run.visitor.process.navigated or call.run.visitor.process.has_pages
    if known and not name.startswith(("http://", "https://")) and find(call.run, name) is None:
        raise call.run.errors.first("StreamlitPageNotFoundError")(f"there is no page {name}")
    return show(call)


LINKS: dict[str, Handler] = {"page_link": link}


def find(run: Run, target: str) -> str | None:
    """The page of a name, as requests name it."""
    process = run.visitor.process
    known = [page.key for page in run.visitor.pages] if process.navigated else process.scripts()
    found: str = run.visitor.page_of(Path(target).as_posix())
    return found if found in known else None
