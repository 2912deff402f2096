"""What a rule reports: a Finding with its places, and the fix if there is one. Plain data; rendering is `report`'s."""

from __future__ import annotations

from enum import StrEnum

from statelint.ir.scenario import Scenario
from statelint.ir.span import Span
from statelint.record import dataclass


class Severity(StrEnum):
    """By consequence: ERROR crashes (or shows one user another's data), WARNING loses a value, INFO is hygiene."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """A span in a file; the path is POSIX and relative to the project root."""

    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class Label:
    """A caption of a few words at a place: where the key is set, what happens here."""

    place: Place
    caption: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the bytes [start, end) of a file."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together; a safe one never changes what a working app does."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, told once.

    `message` reads alone behind `path:line:column: CODE`, lower case, no full stop, the key quoted in backticks;
    `caption` stands under the carets; `labels` are the other ends; `help` says what to write instead; `also_at` are
    further places of the same cause.
    """

    code: str
    name: str
    message: str
    severity: Severity
    place: Place
    caption: str = ""
    labels: tuple[Label, ...] = ()
    help: str = ""
    scenario: Scenario | None = None
    confidence: str = "certain"
    also_at: tuple[Place, ...] = ()
    key: str | None = None
    fix: Fix | None = None
