"""The oldest release that an app can run on. In: its settings, what its modules name. Out: settings for a release that
has all of it, where the app's requirements allow one.

    streamlit>=1.28 and st.navigation(…)      judged by 1.36, which brought it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from statelint.project.facts import ModuleFacts
from statelint.project.model import Settings
from statelint.streamlit_api.loader import api, nearest, releases

_LIBRARY = "streamlit"


def lifted(settings: Settings, modules: Iterable[ModuleFacts]) -> Settings:
    """The settings of an app for the first allowed release with every command that its modules name."""
    target, newest = nearest(settings.target_streamlit), nearest(settings.newest_allowed or settings.target_streamlit)
    allowed = releases()[releases().index(target) : releases().index(newest) + 1]
    if len(allowed) < 2:
        return settings
    named = {command for facts in modules for command in _named(facts)}
    wanted = named & api(newest).commands - api(target).commands
    if not wanted:
        return settings
    release = next(one for one in allowed if wanted <= api(one).commands)
    last = max(wanted, key=lambda command: (_first(command, allowed), command))
    return replace(
        settings,
        target_streamlit=release,
        target_note=f"{settings.target_note}, but `st.{last}`, which it uses, came with {release}",
    )


def _first(command: str, allowed: tuple[str, ...]) -> int:
    return next(place for place, one in enumerate(allowed) if command in api(one).commands)


def _named(facts: ModuleFacts) -> Iterator[str]:
    """What a module takes from Streamlit: `st.X`, `from streamlit import X`."""
    for bound in facts.bound.values():
        if bound.module == _LIBRARY and bound.name:
            yield bound.name
    for body in (facts.top, facts.guard, *facts.functions):
        for name in body.used:
            owner = facts.bound.get(name[0])
            if len(name) > 1 and owner is not None and owner.module == _LIBRARY and not owner.name:
                yield name[1]
