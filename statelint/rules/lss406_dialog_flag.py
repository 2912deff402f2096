"""LSS406: the flag that opens a dialog is never reset. In: stuck dialogs; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report


def check(seen: Observations) -> Iterator[Finding]:
    for dialog in seen.circumstances.dialogs:
        yield report(
            RULE,
            dialog.site,
            f"`{dialog.key}` opens dialog `{dialog.function}` and is never reset",
            "the dialog comes back in the next run",
            f"reset `{dialog.key}` here, and in `on_dismiss`, or open the dialog where the button is clicked",
            "opened here",
            dialog.opened,
        )


RULE = Rule("LSS406", "dialog-flag", Severity.INFO, check)
