"""LSS501: a callback on an element of a form that is not its submit button. In: drawings; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report
from statelint.streamlit_api.loader import api


def check(seen: Observations) -> Iterator[Finding]:
    exception = api(seen.settings.target_streamlit).outcomes["form-callback"]
    for drawing in seen.circumstances.drawings:
        form = next((site for site in drawing.forms if site is not None), None)
        if drawing.in_form == "no-callback" and drawing.callback and form is not None:
            yield report(
                RULE,
                drawing.site,
                f"{drawing.command} in a form has a callback, `{drawing.callback}`",
                exception,
                "only `st.form_submit_button` may have one: do it there, or draw this outside the form",
                "in this form",
                form,
            )


RULE = Rule("LSS501", "form-callback", Severity.ERROR, check)
