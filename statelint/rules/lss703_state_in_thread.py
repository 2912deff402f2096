"""LSS703: the state is used in another thread without the session's context. In: thread uses; out: a Finding each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report


def check(seen: Observations) -> Iterator[Finding]:
    told: set[object] = set()
    for use in seen.circumstances.threads:
        if use.started in told:
            continue
        told.add(use.started)
        key = f"`{use.key}`" if use.key else "the session state"
        yield report(
            RULE,
            use.site,
            f"{key} is {'written' if use.write else 'read'} in a thread that has no session",
            "lost" if use.write else "no key exists there",
            "pass the values to the thread and store its result in the script",
            "started here",
            use.started,
        )


RULE = Rule("LSS703", "state-in-thread", Severity.ERROR, check)
