"""Where sessions are after some steps."""

from __future__ import annotations

from collections.abc import Iterable

from statelint.explore.merging import MAX_STATES, merge
from statelint.explore.state import State
from statelint.record import dataclass, field


@dataclass(slots=True)
class Outcomes:
    """Where sessions are after some steps: `next` fall through, `exits` left early by (kind, name)."""

    next: list[State]
    exits: dict[tuple[str, str], list[State]] = field(default_factory=dict)

    def leave(self, kind: str, name: str, states: Iterable[State]) -> None:
        found = list(states)
        if found:
            held = self.exits.setdefault((kind, name), [])
            held.extend(found)
            if len(held) > 2 * MAX_STATES:
                held[:] = merge(held)

    def take_exits(self, other: Outcomes, *but: str) -> None:
        for (kind, name), states in other.exits.items():
            if kind not in but:
                self.leave(kind, name, states)

    def of(self, kind: str) -> list[State]:
        return [state for (found, _), states in self.exits.items() if found == kind for state in states]
