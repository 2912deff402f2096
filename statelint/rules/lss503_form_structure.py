"""LSS503: a button or a form inside a form, a submit button outside. In: drawings; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, report
from statelint.streamlit_api.loader import api


def check(seen: Observations) -> Iterator[Finding]:
    outcomes = api(seen.settings.target_streamlit).outcomes
    for drawing in seen.circumstances.drawings:
        form = next((site for site in drawing.forms if site is not None), None)
        if drawing.in_form == "required" and None in drawing.forms:
            exception = outcomes["submit-outside-form"]
            advice = "draw it inside `with st.form(…):`, or use `st.button`"
            yield report(RULE, drawing.site, f"{drawing.command} outside of a form", exception, advice)
        elif drawing.in_form == "forbidden" and form is not None:
            exception = outcomes["form-in-form" if drawing.command == "form" else "button-in-form"]
            advice = "draw it outside of the form, or as its `st.form_submit_button`"
            message = f"{drawing.command} inside a form"
            yield report(RULE, drawing.site, message, exception, advice, "in this form", form)


RULE = Rule("LSS503", "form-structure", Severity.ERROR, check)
