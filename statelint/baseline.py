"""Known findings in a file. In: a Report and that file; out: the Report without them, or the file with those of now.

    {"version": 1, "findings": [{"path": "app.py", "code": "LSS101", "key": "df", "line": "st.write(...)", "count": 2}]}

A finding is known by its file (relative to the folder of the baseline), code, key and the text of its line, never by
the number of the line; of several equal ones as many are known as were counted.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from statelint.errors import UsageError
from statelint.findings.identity import Identity, identities
from statelint.report.model import Report

VERSION = 1
FIELDS = ("path", "code", "key", "line")


def read(path: str) -> Counter[Identity]:
    """What a baseline lists. Raises UsageError if it cannot be read or is none."""
    shown = os.path.relpath(path)
    try:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{shown}: {reason}; --update-baseline makes the file") from None
    except json.JSONDecodeError as error:
        raise UsageError(f"{shown}:{error.lineno}: not JSON: {error.msg.lower()}") from None
    except (UnicodeDecodeError, RecursionError):
        raise UsageError(f"{shown}: not JSON") from None
    try:
        if document["version"] != VERSION:
            raise UsageError(f"{shown}: a baseline of version {document['version']}; this statelint reads {VERSION}")
        return Counter({_entry(each): _count(each) for each in document["findings"]})
    except (KeyError, TypeError, ValueError):
        raise UsageError(
            f"{shown}: not a baseline of statelint; delete it, and --update-baseline makes a new one"
        ) from None


def _entry(each: dict[str, Any]) -> Identity:
    values = [each[field] for field in FIELDS]
    if not all(isinstance(value, str) for value in values):
        raise ValueError("not a text")
    return Identity(*values)


def _count(each: dict[str, Any]) -> int:
    count = each["count"]
    if not isinstance(count, int) or count < 1:
        raise ValueError("not a number")
    return count


def without(report: Report, known: Counter[Identity], path: str) -> Report:
    """The report without the findings that the baseline at `path` lists."""
    left = Counter(known)
    new = []
    for finding, each in zip(report.findings, _as_listed(report, path), strict=True):
        if left[each] > 0:
            left[each] -= 1
        else:
            new.append(finding)
    return replace(report, findings=tuple(new), known=len(report.findings) - len(new))


def now(report: Report, known: Counter[Identity], path: str, checked: Iterable[str]) -> Counter[Identity]:
    """What the baseline should list: the findings of now, and the known ones of files that were not checked."""
    files = {_from(path, report.root, each) for each in checked}
    folder = os.path.dirname(path)
    others = {
        each: count
        for each, count in known.items()
        if each.path not in files and os.path.isfile(os.path.join(folder, each.path))
    }
    return Counter(_as_listed(report, path)) + Counter(others)


def gone(known: Counter[Identity], current: Counter[Identity]) -> int:
    """How many of the known ones no longer occur."""
    return (known - current).total()


def text(listed: Counter[Identity]) -> str:
    """The file, sorted, so that a change of it shows what has changed."""
    entries = [
        {"path": each.path, "code": each.code, "key": each.key, "line": each.line, "count": count}
        for each, count in sorted(listed.items())
    ]
    return json.dumps({"version": VERSION, "findings": entries}, indent=2) + "\n"


def _as_listed(report: Report, path: str) -> list[Identity]:
    found = identities(report.findings, report.sources)
    return [replace(each, path=_from(path, report.root, each.path)) for each in found]


def _from(path: str, root: str, file: str) -> str:
    """A path of the report as the baseline writes it."""
    return os.path.relpath(os.path.join(root, file), os.path.dirname(path)).replace(os.sep, "/")
