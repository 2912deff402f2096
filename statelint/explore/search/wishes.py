"""What conditions ask of a widget's text: for each element a text that is what they look for.

    email = st.text_input("Email")                  "text@", which has what is looked for in it
    if "@" in email and len(code) > 7: …            "texttext" for `code`
    if user == "admin": …                           "admin" for `user`
    if "size" in json.loads(raw): …                 a JSON object with "size" for `raw`

In: a program. Out: Wishes by element. Whether a text satisfies all of them at once is for the run to tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from statelint.explore.program import Program, SetVar
from statelint.explore.pure import CONTAINS, PARSERS
from statelint.explore.terms import Applied, Choices, Compare, Exact, KeyValue, Lit, Startswith, Term, Var, WidgetValue
from statelint.explore.walk import nodes
from statelint.record import dataclass, replace

ANY = "text"
LONGEST = 200  # characters


@dataclass(frozen=True, slots=True)
class Wishes:
    """Texts that conditions compare an element's with, parts that they look for in it, its beginning, its end, and how
    long they want it to be; and names that they look for in the object that it is the JSON of."""

    equal: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    length: int = 0
    names: tuple[str, ...] = ()

    @property
    def made(self) -> str:
        """A text with all of that but the first; of an object, its JSON."""
        if self.names:
            return json.dumps(dict.fromkeys(self.names, ANY))
        parts = "".join(dict.fromkeys(part for part in self.parts if part not in self.start + self.end))
        missing = self.length - len(self.start + parts + self.end)
        return self.start + ANY * max(1, -(-missing // len(ANY))) + parts + self.end


def wishes(program: Program) -> dict[int, Wishes]:
    """What the conditions of a program ask of each element."""
    return _Asked(program).found


class _Asked:
    def __init__(self, program: Program) -> None:
        self.keys: dict[str, list[int]] = {}
        for element, control in program.controls.items():
            if control.key is not None:
                self.keys.setdefault(control.key, []).append(element)
        self.found: dict[int, Wishes] = {}
        seen = [node for node in nodes(program) if isinstance(node, (Applied, Compare, Startswith, SetVar))]
        self.set = {node.var: node.term for node in seen if isinstance(node, SetVar)}
        for node in seen:
            if not isinstance(node, SetVar):
                self._ask(node)

    def _ask(self, node: Applied | Compare | Startswith) -> None:
        for element, parsed in self._elements(node.left if isinstance(node, Compare) else node.term):
            self.found[element] = _more(self.found.get(element, Wishes()), node, parsed)

    def _elements(self, term: Term) -> Iterator[tuple[int, bool]]:
        """The elements whose values a term is made of, one by one, and whether they are parsed on the way."""
        parsed = False
        for _ in range(len(self.set) + 4):
            if isinstance(term, Applied):
                parsed = parsed or term.name in PARSERS
                term = term.term
            elif isinstance(term, Var) and term.id in self.set:
                term = self.set[term.id]
            else:
                break
        if isinstance(term, WidgetValue):
            yield term.element, parsed
        elif isinstance(term, KeyValue) and isinstance(term.key, Exact):
            yield from ((element, parsed) for element in self.keys.get(term.key.name, ()))


def _more(known: Wishes, node: Applied | Compare | Startswith, parsed: bool) -> Wishes:
    if parsed:
        names = node.args if isinstance(node, Applied) and node.name == CONTAINS else ()
        return replace(known, names=tuple(dict.fromkeys((*known.names, *map(str, names)))))
    equal, parts, start, end, length = known.equal, known.parts, known.start, known.end, known.length
    if isinstance(node, Startswith):
        start, end = (start, end or node.ends[0]) if node.at_end else (start or node.ends[0], end)
    elif isinstance(node, Applied):
        parts += tuple(one for one in node.args if isinstance(one, str)) if node.name == CONTAINS else ()
    elif isinstance(node.left, Applied) and node.left.name == "len":
        asked = [one for one in _constants(node) if isinstance(one, int)]
        length = max(length, *(one + (node.kind in (">", "<=")) for one in asked if one < LONGEST), 0)
    else:
        equal += tuple(one for one in _constants(node) if isinstance(one, str) and one and one not in equal)
    return replace(known, equal=equal, parts=parts, start=start, end=end, length=length)


def _constants(node: Compare) -> Sequence[object]:
    if isinstance(node.right, Choices):
        return node.right.values
    return (node.right.value,) if isinstance(node.right, Lit) else ()
