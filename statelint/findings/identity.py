"""What a finding is known by when lines move: its file, code, key and the text of its line, and a digest of these.

In: findings and the sources that they are in. Out: an Identity each; of several equal ones each has its number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from statelint.findings.model import Finding
from statelint.record import dataclass
from statelint.source.text import SourceFile


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """`path` is POSIX; `key` "" for a finding that is about none; `line` is the text of its first line, trimmed."""

    path: str
    code: str
    key: str
    line: str


def identities(findings: Sequence[Finding], sources: Mapping[str, SourceFile]) -> list[Identity]:
    """One for each finding; the path is relative to the project root."""
    lines: dict[str, list[str]] = {}
    found: list[Identity] = []
    for finding in findings:
        path, row = finding.place.path, finding.place.span.row
        if path not in lines:
            lines[path] = sources[path].lines() if path in sources else []
        text = lines[path][row - 1].strip() if row <= len(lines[path]) else ""
        found.append(Identity(path, finding.code, finding.key or "", text))
    return found


def fingerprints(findings: Sequence[Finding], sources: Mapping[str, SourceFile]) -> list[str]:
    """A digest for each finding that stays the same as long as it stands in the same line, wherever that moves."""
    seen: Counter[Identity] = Counter()
    found: list[str] = []
    for each in identities(findings, sources):
        parts = (each.path, each.code, each.key, each.line, str(seen[each]))
        text = "\0".join(parts).encode("utf-8", "surrogatepass")
        found.append(blake2b(text, digest_size=16).hexdigest())
        seen[each] += 1
    return found
