"""LSS306: an element is given a callback parameter that it does not have. In: drawings; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report
from statelint.streamlit_api.loader import api, nearest, releases


def check(seen: Observations) -> Iterator[Finding]:
    release = nearest(seen.settings.target_streamlit)
    for drawing in seen.circumstances.drawings:
        for name, site in drawing.unknown:
            yield report(
                RULE,
                site,
                f"`{drawing.command}` has no parameter `{name}` in Streamlit {release}",
                "TypeError in every run",
                advice(drawing.command, name, release),
            )


def advice(command: str, name: str, release: str) -> str:
    """What has it, or what the element has instead."""
    later = releases()[releases().index(release) + 1 :]
    since = next((one for one in later if name in parameters(one, command)), None)
    if since is not None:
        return f"`{name}` came with Streamlit {since}"
    own = [callback.name for callback in api(release).elements[command].callbacks]
    return f"it is called `{own[0]}` here" if own and name.startswith("on_") else "remove it"


def parameters(release: str, command: str) -> tuple[str, ...]:
    element = api(release).elements.get(command)
    return element.parameters if element is not None else ()


RULE = Rule("LSS306", "callback-parameter", Severity.ERROR, check)
