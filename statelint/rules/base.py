"""A rule is four names and a question: code, name, severity, and `check`, which reads Observations and yields Findings.

    RULE = Rule("LSS103", "uninitialized-delete", Severity.ERROR, check)

The module carries the code and the name in its own name, as does the rule's page; `all_rules` finds it, there is no
list to edit.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache

from statelint.explore.observations import Observations, Site
from statelint.findings.model import Finding, Label, Place, Severity
from statelint.record import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`since` is the first statelint release that has it; `preview` rules need --preview as well as selection."""

    code: str
    name: str
    severity: Severity
    check: Callable[[Observations], Iterator[Finding]]
    since: str = "0.1.0"
    preview: bool = False

    @property
    def page(self) -> str:
        """The file name of its page in rules/."""
        return f"{self.code}-{self.name}.md"

    @property
    def url(self) -> str:
        return f"https://github.com/streamlit-statelint/statelint/blob/main/rules/{self.page}"


def place(site: Site) -> Place:
    """A Site of the observations as a Place of a finding."""
    return Place(site.path, site.span)


def report(
    rule: Rule, site: Site, message: str, caption: str, advice: str, label: str = "", other: Site | None = None
) -> Finding:
    """A finding that holds in every run; `label` is the caption for the other end."""
    labels = (Label(place(other), label),) if other is not None and other != site else ()
    return Finding(
        rule.code, rule.name, message, rule.severity, place(site), caption=caption, labels=labels, help=advice
    )


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code. Imports each module of this package whose name starts with a code."""
    package = importlib.import_module("statelint.rules")
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if m.name.startswith("lss"))
    return tuple(importlib.import_module(f"statelint.rules.{name}").RULE for name in names)
