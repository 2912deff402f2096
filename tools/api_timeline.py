"""Facts of many releases as dated rows, and back: the form of the data file.

In: {release: {name: {fact: value}}}. Out: rows [name, fact, since, until, value], where `until` is the first release in
which it is no longer so, or None; a fact that has its usual value is left out.
"""

from __future__ import annotations

import json
from typing import Any

Facts = dict[str, dict[str, Any]]
Row = list[Any]
# What the loader takes for granted where the file says nothing.
USUAL: dict[str, Any] = {
    "assignable": False, "bind": [], "callbacks": [], "conflicts": {}, "container": False, "in_cache": "",
    "in_form": "allowed", "in_state": "never", "initial": {"kind": "unknown"}, "key_space": "", "kind": "none",
    "persist_state": [],
}  # fmt: skip


SEPARATORS = {"signature": ", "}  # of the words in a value; a space, if not given


def compact(facts: Facts) -> Facts:
    """Without the facts that go without saying, and lists of words as one text, which is read faster."""
    return {
        name: {fact: _text(fact, value) for fact, value in own.items() if not _usual(fact, own)}
        for name, own in facts.items()
    }


def words(fact: str, value: Any) -> list[str]:
    """The words of a text that `compact` made."""
    return value.split(SEPARATORS.get(fact, " ")) if value else []


def _text(fact: str, value: Any) -> Any:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        return value
    text = SEPARATORS.get(fact, " ").join(value)
    if words(fact, text) != value:
        raise ValueError(f"a word of {value} holds the separator")
    return text


def _usual(fact: str, own: dict[str, Any]) -> bool:
    if fact == "keyed_identity":
        return bool(own[fact] == own["identity"])
    if fact == "identity" and "keyed_identity" not in own:
        return True
    return fact in USUAL and bool(own[fact] == USUAL[fact])


def rows(history: dict[str, Facts]) -> list[Row]:
    """`history` as rows, by name, fact and time; releases in the order of the mapping."""
    releases = list(history)
    subjects = sorted({(name, fact) for facts in history.values() for name, own in facts.items() for fact in own})
    dated = []
    for name, fact in subjects:
        open_row: Row | None = None
        for release in releases:
            own = history[release].get(name, {})
            if open_row and (fact not in own or own[fact] != open_row[4]):
                open_row[3], open_row = release, None
            if fact in own and open_row is None:
                open_row = [name, fact, release, None, own[fact]]
                dated.append(open_row)
    return dated


def expand(releases: list[str], dated: list[Row]) -> dict[str, Facts]:
    """The inverse of `rows`."""
    history: dict[str, Facts] = {release: {} for release in releases}
    for name, fact, since, until, value in dated:
        last = releases.index(until) if until else len(releases)
        for release in releases[releases.index(since) : last]:
            history[release].setdefault(name, {})[fact] = value
    return history


def dump(history: dict[str, Facts]) -> str:
    """The text of the data file: one row a line."""
    lines = ",\n".join(json.dumps(row) for row in rows(history))
    return f'{{"releases": {json.dumps(list(history))},\n"facts": [\n{lines}\n]}}\n'


def load(text: str) -> dict[str, Facts]:
    """The inverse of `dump`."""
    document = json.loads(text)
    return expand(document["releases"], document["facts"])
