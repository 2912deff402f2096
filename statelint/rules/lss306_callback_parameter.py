"""LSS306: an element is given a callback parameter that it does not have. In: drawings; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report
from statelint.streamlit_api.loader import api, nearest, releases


def check(seen: Observations) -> Iterator[Finding]:
    release = nearest(seen.settings.target_streamlit)
    known = releases()
    allowed = known[: known.index(nearest(seen.settings.newest_allowed or release)) + 1]
    for drawing in seen.circumstances.drawings:
        for name, site in drawing.unknown:
            since = first_with(name, drawing.command, release)
            if since in allowed:
                continue  # what the app asks for may be installed with it, and then runs
            yield report(
                RULE,
                site,
                f"`{drawing.command}` has no parameter `{name}` in Streamlit {release}",
                "TypeError in every run",
                f"`{name}` came with Streamlit {since}" if since else advice(drawing.command, name, release),
            )


def first_with(name: str, command: str, release: str) -> str | None:
    """The first later release in which the element has the parameter."""
    later = releases()[releases().index(release) + 1 :]
    return next((one for one in later if name in parameters(one, command)), None)


def advice(command: str, name: str, release: str) -> str:
    """What the element has instead."""
    own = [callback.name for callback in api(release).elements[command].callbacks]
    return f"it is called `{own[0]}` here" if own and name.startswith("on_") else "remove it"


def parameters(release: str, command: str) -> tuple[str, ...]:
    element = api(release).elements.get(command)
    return element.parameters if element is not None else ()


RULE = Rule("LSS306", "callback-parameter", Severity.ERROR, check)
