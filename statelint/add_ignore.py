"""Findings -> the same files with comments that hide them: `# statelint: ignore[LSS101] reason`.

A comment goes to the end of the statement, where it covers all of it; codes join a comment that is already there. Every
other byte of the file stays as it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from statelint.findings.model import Finding
from statelint.findings.suppression import covers, suppressions
from statelint.report.model import Report
from statelint.source.comments import Statement, scan
from statelint.source.text import SourceFile, encoding
from statelint.source.write import replace_bytes

NOT_HIDDEN = "LSS90"
_OURS = re.compile(r"#\s*statelint\s*:\s*ignore\s*\[(?P<codes>[^\]]*)\]")
_LINES = re.compile(r"(\r\n|\r|\n)")
_STRANGE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def add_ignores(report: Report, reason: str) -> tuple[int, int]:
    """Edit the files on the disk: how many findings are hidden now, and how many cannot be hidden by a comment."""
    hidden = 0
    able = [f for f in report.findings if f.place.path.endswith(".py") and not f.code.startswith(NOT_HIDDEN)]
    for path, group in groupby(able, key=lambda finding: finding.place.path):
        findings = list(group)
        before = report.sources[path]
        after = commented(before, findings, _STRANGE.sub(" ", reason).strip())
        done = [finding for finding in findings if _hides(after, finding)]
        if done:
            replace_bytes(os.path.join(report.root, path), before.data, after.data)
            hidden += len(done)
    return hidden, len(report.findings) - hidden


def commented(source: SourceFile, findings: Iterable[Finding], reason: str) -> SourceFile:
    """The file with a comment at the end of each statement that a finding is in."""
    mark, codec = encoding(source.data)
    pieces = _LINES.split(source.data[len(mark) :].decode(codec, "surrogateescape"))
    _, statements = scan("".join(pieces))
    wanted: dict[int, set[str]] = {}
    for finding in findings:
        row = _last_row(statements, finding.place.span.row)
        wanted.setdefault(row, set()).add(finding.code)
    for row, codes in wanted.items():
        if row:
            pieces[2 * (row - 1)] = _line(pieces[2 * (row - 1)], codes, reason)
    return SourceFile(source.path, mark + "".join(pieces).encode(codec, "surrogateescape"))


def _last_row(statements: Sequence[Statement], row: int) -> int:
    """Where the statement at a line ends, 0 if there is none."""
    return next((each.last for each in statements if each.first <= row <= each.last), 0)


def _line(line: str, codes: set[str], reason: str) -> str:
    """A line with the codes in its comment."""
    found = _OURS.search(line)
    if found:
        listed = [code for code in re.split(r"[,\s]+", found["codes"]) if code]
        return (
            line[: found.start("codes")]
            + ", ".join([*listed, *sorted(codes.difference(listed))])
            + line[found.end("codes") :]
        )
    return f"{line.rstrip()}  # statelint: ignore[{', '.join(sorted(codes))}] {reason}".rstrip()


def _hides(source: SourceFile, finding: Finding) -> bool:
    return any(covers(each, finding) and finding.code in each.selectors for each in suppressions(source))
