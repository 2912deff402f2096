"""Commands that end a run: `st.stop` and `st.rerun`."""

from __future__ import annotations

from typing import Any

from statelint.runtime.navigation import Request
from statelint.runtime.run import Nobody, Run, here


def stop() -> None:
    """Ends the run; whatever the script does of Streamlit afterwards ends it again."""
    run = here()
    if isinstance(run, Nobody):
        return
    run.stopped = True
    run.yields()


def rerun(scope: Any = "app") -> None:
    """Ends the run and starts another: of the script, of the fragment that calls, or of those with the given keys."""
    run = here()
    if isinstance(run, Nobody):
        return
    run.reruns(Request(page=run.page or None, fragments=() if scope == "app" else targets(run, scope)))


def targets(run: Run, scope: Any) -> tuple[str, ...]:
    """The fragments that are meant."""
    if scope == "fragment":
        if not run.fragments:
            raise run.errors.of("fragment-rerun-in-full-run", 'scope="fragment" needs a fragment that runs by itself')
        return run.fragments[run.fragments.index(run.fragment) :] if run.fragment in run.fragments else run.fragments
    if not run.callback:
        raise run.errors.StreamlitAPIException("a fragment's key can be given in a callback only")
    keys = [str(key) for key in (scope if isinstance(scope, list | tuple) else [scope])]
    found = [own for own in run.visitor.fragments.values() if own.key in keys]
    if {own.key for own in found} != set(keys):
        raise run.errors.StreamlitAPIException(f"there is no fragment {scope!r}")
    return tuple(own.id for own in found)
