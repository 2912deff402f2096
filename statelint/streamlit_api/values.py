"""What calling a library's function gives: can it be pickled, is it random, does it start a thread, which keys it sets.

In: values.json, written by hand. Out: `values()`, by dotted name ("threading.Thread", "time.time", "open").
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from statelint.record import dataclass

FACTS = {
    "unpicklable": "pickle refuses what it gives, so runner.enforceSerializableSessionState does",
    "picklable": "what it gives can be pickled, if what it is given can",
    "one-shot": "what it gives is empty, or closed, when it is used a second time",
    "clock": "what it gives differs from run to run",
    "day": "what it gives differs from day to day",
    "random": "what it gives is random, unless a generator is seeded",
    "seed": "it makes the random numbers of its module repeatable",
    "blocking": "it keeps the run waiting",
    "leaving": "it ends the run, and another page is run",
    "hiding": "it takes links to pages out of the sidebar",
    "loading": "it reads a file, or loads a model",
    "thread": "it runs functions in another thread, where the state is missing",
    "process": "it runs functions in another process, which imports the script again",
    "context": "it gives a thread the state of the session",
    "asks-context": "it tells whether there is a session",
    "resource": "what it gives is a connection or a pool, meant for st.cache_resource",
    "shared": "what it gives is one object for all sessions",
}


_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Values:
    """`facts`: dotted name -> those of FACTS that hold; `key_writers`: dotted name -> keys that calling it may set;
    `results`: dotted name -> the class of what calling it gives; `libraries`: modules that are nobody's own.

    Pickling is measured with pickle.dumps on Python 3.11; what no list holds is not known.
    """

    facts: Mapping[str, frozenset[str]]
    key_writers: Mapping[str, tuple[str, ...]]
    results: Mapping[str, str]
    libraries: frozenset[str]

    def has(self, name: str, fact: str) -> bool:
        """Whether the fact is known of the dotted name."""
        return fact in self.of(name)

    def of(self, name: str) -> frozenset[str]:
        """The facts that are known of the dotted name."""
        return self.facts.get(name, _NOTHING)

    def is_library(self, name: str) -> bool:
        """Whether a dotted name is of a module that is installed, and sets no keys but those of `key_writers`."""
        top = name.partition(".")[0]
        return top in sys.stdlib_module_names or top in self.libraries

    def member(self, name: str) -> str:
        """The name of a member of what calls give, by its class: `sqlite3.connect.cursor` is that of a Connection."""
        parts = name.replace("()", "").split(".")
        for length in range(1, len(parts)):
            head = ".".join(parts[:length])
            if head in self.results:
                parts[:length] = self.results[head].split(".")
                return self.member(".".join(parts))
        return ".".join(parts)


@cache
def values() -> Values:
    """The knowledge of values.json."""
    document = json.loads(Path(__file__).with_name("values.json").read_bytes())
    facts: dict[str, set[str]] = {}
    for fact, names in document["facts"].items():
        for name in names:
            facts.setdefault(name, set()).add(fact)
    return Values(
        facts=MappingProxyType({name: frozenset(own) for name, own in facts.items()}),
        key_writers=MappingProxyType({name: tuple(keys) for name, keys in document["keys"].items()}),
        results=MappingProxyType(document["results"]),
        libraries=frozenset(document["libraries"]),
    )
