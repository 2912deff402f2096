"""LSS601: a value that cannot be pickled, in an app that asks for it. In: Unserializables; out: a Finding for each."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.explore.observations import Observations
from statelint.explore.value_observations import Unserializable
from statelint.findings.model import Finding, Severity
from statelint.rules.base import Rule, place


def check(seen: Observations) -> Iterator[Finding]:
    for one in seen.unserializable:
        moment = "at the end of the next run" if one.later else "at the end of this run"
        yield Finding(
            RULE.code,
            RULE.name,
            message(one),
            RULE.severity,
            place(one.site),
            caption=f"UnserializableSessionStateError {moment}",
            help=advice(one),
            key=one.key,
        )


def message(one: Unserializable) -> str:
    where = f" in `{one.inside}`" if one.inside else ""
    return f"key `{one.key}` is given {one.what}{where}, and that cannot be pickled"


def advice(one: Unserializable) -> str:
    if one.later or "a page" in one.what:
        return "define it in a module that the script imports"
    if "which is local" in one.what:
        return "define it at the top of a module that the script imports"
    return "keep what it is made from, or fetch it from a function with `@st.cache_resource`"


RULE = Rule("LSS601", "unserializable-value", Severity.ERROR, check)
