"""LSS705: a process runs the script again, and fails. In: reimports; out: a Finding for each place that starts one."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report

ADVICE = 'put all that draws and reads the state into a function, and call it under `if __name__ == "__main__":`'


def check(seen: Observations) -> Iterator[Finding]:
    told: set[object] = set()
    for one in seen.circumstances.reimports:
        if one.site in told:
            continue
        told.add(one.site)
        fails = f"where `{one.key}` is not set" if one.read is not None else "which starts it once more"
        yield report(
            RULE,
            one.site,
            f"each process runs the script again, {fails}",
            "it dies at once" if one.method else "on Windows and macOS, and on Linux since Python 3.14",
            ADVICE,
            "fails here in a process",
            one.read,
        )


RULE = Rule("LSS705", "process-reimport", Severity.WARNING, check, since="0.1.0")
