"""Which Streamlit release an app is written for, read from its dependency files.

In: the bytes of requirements files, pyproject.toml, Pipfile, environment.yml and lock files, by path. Out: a `Target`.
How ranges are read: a pin or a lock file says the release exactly; a lower bound stands for the lowest release that it
allows, since what is unsafe there is unsafe; without one it is the newest release allowed, which an installer picks.
"""

from __future__ import annotations

from collections.abc import Mapping

from statelint.record import dataclass, field
from statelint.streamlit_api.loader import releases
from statelint.streamlit_api.requirement import Requirement, Version, requirements


@dataclass(frozen=True, slots=True)
class Target:
    """`release` decides ("1.45"); `note` is for the user, `source` the file that says so; "" where there is none.
    `newest` is the latest release that the same statement allows, which an installer picks."""

    release: str
    note: str = ""
    source: str = ""
    newest: str = field(default="", compare=False)


def target_release(files: Mapping[str, bytes]) -> Target:
    """The release that an app with these files (POSIX path -> contents) targets; the newest known if they name none.

    Of several statements an exact one comes first, then lower bounds, then upper bounds; of equals the lowest release.
    """
    found = [
        (requirement.looseness, _lowest(requirement), path, requirement)
        for path, content in sorted(files.items())
        for requirement in requirements(path, content)
    ]
    if not found:
        return Target(releases()[-1])
    _, version, path, requirement = min(found, key=lambda statement: statement[:3])
    return _target(version, path, requirement)


def _lowest(requirement: Requirement) -> Version:
    """The lowest release allowed where there is a lower bound, else the newest known that is allowed."""
    return requirement.lower if requirement.lower is not None else _highest(requirement)


def _highest(requirement: Requirement) -> Version:
    """The newest known release that is allowed."""
    known = [_version(release) for release in releases()]
    allowed = [version for version in known if requirement.upper is None or version <= requirement.upper]
    return allowed[-1] if allowed else requirement.upper or known[-1]


def _target(version: Version, path: str, requirement: Requirement) -> Target:
    oldest, newest = releases()[0], releases()[-1]
    said = f"`{path}` asks for `streamlit{requirement.text}`"
    latest = ".".join(map(str, _highest(requirement)))
    if version < _version(oldest):
        return Target(oldest, f"{said}: read as {oldest}, the oldest release known", path, latest)
    if version > _version(newest):
        return Target(newest, f"{said}: read as {newest}, the newest release known", path)
    release = ".".join(map(str, version))
    note = "" if requirement.looseness == 0 else f"{said}: read as {release}"
    return Target(release, note, path, latest)


def _version(release: str) -> Version:
    major, minor = release.split(".")
    return int(major), int(minor)
