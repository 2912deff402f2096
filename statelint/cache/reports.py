"""Findings as plain JSON values, and back.

A dataclass becomes `{"Place": ["app.py", {"Span": [1, 0, 1, 4]}]}`, a tuple a list; a frozen value has nothing else.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from statelint.findings.model import Edit, Finding, Fix, Label, Place, Severity
from statelint.ir.scenario import Branch, Event, Scenario
from statelint.ir.span import Span

_CLASSES: tuple[type[Any], ...] = (Branch, Edit, Event, Finding, Fix, Label, Place, Scenario, Severity, Span)
_NAMES = {kind: kind.__name__ for kind in _CLASSES}
KINDS = {name: kind for kind, name in _NAMES.items()}
_FIELDS = {kind: [field.name for field in fields(kind)] for kind in _CLASSES if kind is not Severity}


def encode(findings: tuple[Finding, ...]) -> list[Any]:
    """Plain values that survive `json.dumps` and `json.loads`."""
    return [_plain(finding) for finding in findings]


def decode(encoded: Any) -> tuple[Finding, ...]:
    """The opposite of `encode`. Raises ValueError for what cannot be findings."""
    try:
        found = tuple(_value(plain) for plain in encoded)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ValueError("not encoded findings") from error
    if not all(isinstance(finding, Finding) for finding in found):
        raise ValueError("not encoded findings")
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Severity):
        return {_NAMES[Severity]: [value.value]}
    if (kind := type(value)) in _FIELDS:
        return {_NAMES[kind]: [_plain(getattr(value, name)) for name in _FIELDS[kind]]}
    return value


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_value(item) for item in plain)
    if isinstance(plain, dict):
        ((name, items),) = plain.items()
        return KINDS[name](*(_value(item) for item in items))
    return plain
