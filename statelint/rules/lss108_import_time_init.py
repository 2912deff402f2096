"""LSS108: the body of an imported module uses the state. In: what imports do to it; out: one Finding for each key."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import ImportTimeUse, Observations
from statelint.findings.model import Finding, Label, Severity
from statelint.rules.base import Rule, place

MESSAGES = {
    "write": "`{key}` is set when this module is imported, so only in the first session of the process",
    "read": "`{key}` is read when this module is imported, so every session gets what the first one had",
}
CAPTIONS = {"write": "runs once in a process, not in each session", "read": "frozen when the module is imported"}
ADVICE = {
    "write": "do it in a function, and call that from the script in every run",
    "read": "read it in the function that uses it",
}


def check(seen: Observations) -> Iterator[Finding]:
    for use in seen.imports:
        failure = use.failure
        yield Finding(
            RULE.code,
            RULE.name,
            MESSAGES[use.use].format(key=use.key),
            RULE.severity,
            place(use.site),
            caption=CAPTIONS[use.use],
            labels=(Label(place(failure.site), "missing here in the next session"),) if failure else (),
            help=ADVICE[use.use],
            scenario=failure.scenario if failure else None,
            confidence=confidence(use),
            also_at=tuple(place(site) for site in (failure.site, *failure.also_at)) if failure else (),
            key=use.key,
        )


def confidence(use: ImportTimeUse) -> str:
    return use.failure.scenario.confidence if use.failure else "certain"


RULE = Rule("LSS108", "import-time-init", Severity.ERROR, check)
