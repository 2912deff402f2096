"""What a user can do next. In: a session at rest. Out: the moves, the simple ones first.

One move starts one run: a trigger that is drawn and can be worked, another value of one widget outside forms, the
submit of a form with any values of its fields, another page, a rerun.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from statelint.explore.program import Control, Program
from statelint.explore.search.journeys import Move, Rest
from statelint.explore.search.wishes import Wishes, wishes
from statelint.explore.terms import Choices, Compare, Lit, Pick, Some, Startswith, Term
from statelint.explore.walk import nodes
from statelint.ir.expr import Literal
from statelint.ir.scenario import Event

MAX_VALUES = 8  # values of one widget that are tried
MAX_NUMBERS = 5
SWITCHES = frozenset({"checkbox", "toggle"})
TEXTS = frozenset({"text_input", "text_area", "chat_input"})
SEVERAL = frozenset({"multiselect"})
OBJECTS = frozenset({"file_uploader", "camera_input", "audio_input", "date_input", "datetime_input", "time_input"})

Values = tuple[Lit | Some, ...]


class Moves:
    """The moves of one program; `constants` are the values that its conditions compare with."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.constants = constants(program)
        self.wishes = wishes(program)

    def after(self, rest: Rest) -> Iterator[Move]:
        """Everything that the user can do now."""
        at = (rest.script, rest.page)
        workable = {e: self.program.controls[e] for e, drawn in rest.drawn.items() if drawn.enabled}
        for element, control in workable.items():
            if control.submits:
                yield from self._submits(element, control, workable, *at)
            elif control.form < 0:
                yield from self._worked(element, control, now(element, control, rest), *at)
        yield Move(Event("rerun"), script=rest.script, page=rest.page)
        yield from self._pages(rest)

    def _worked(self, element: int, control: Control, has: Term, script: int, page: str) -> Iterator[Move]:
        """A click; or another value than it has, because the same one again is no event."""
        if control.kind == "trigger" and control.command != "chat_input":
            event = Event("click", control.label, control.key, dialog=control.dialog)
            yield Move(event, {element: Lit(True)}, {}, script, page, control.fragment)
            return
        for value in (one for one in self.values(element, control) if one != has):
            event = Event("set", control.label, control.key, shown(value, control), control.dialog)
            given = {element: value}
            fired, widgets = (given, {}) if control.kind == "trigger" else ({}, given)
            yield Move(event, fired, widgets, script, page, control.fragment)

    def _submits(
        self, element: int, control: Control, workable: Mapping[int, Control], script: int, page: str
    ) -> Iterator[Move]:
        """As it is; with one field changed; with all of them filled in."""
        fields = {e: c for e, c in workable.items() if c.form == control.form and c.kind == "state"}
        fillings: list[dict[int, Lit | Some]] = [{}]
        values = {e: self.values(e, c) for e, c in fields.items()}
        fillings += [{e: value} for e in fields for value in islice(values[e], 3)]
        if len(fields) > 1:
            fillings.append({e: values[e][0] for e in fields})
            asked = {e: self.wishes[e].equal for e in fields if e in self.wishes and self.wishes[e].equal}
            fillings += [{e: Lit(asked[e][0]) if e in asked else values[e][0] for e in fields}] if asked else []
        for filling in fillings:
            filled = tuple(
                Event("set", fields[e].label, fields[e].key, shown(value, fields[e])) for e, value in filling.items()
            )
            event = Event("submit", control.label, self.program.elements[element].key, dialog=control.dialog)
            yield Move(event, {element: Lit(True)}, filling, script, page, control.fragment, filled=filled)

    def _pages(self, rest: Rest) -> Iterator[Move]:
        if self.program.unlinked:
            return
        for index, (path, _) in enumerate(self.program.scripts):
            if index != rest.script:
                yield Move(Event("page", path), script=index, leaves="page")
        for page in sorted(rest.pages - {rest.page}):
            yield Move(Event("page", page), script=rest.script, page=page, leaves="page")

    # ---- values ----
    def values(self, element: int, control: Control) -> Values:
        """Values that a widget can take: any text first, then what conditions ask for."""
        if control.command in SWITCHES:
            return (Lit(True), Lit(False))
        if control.command in SEVERAL:
            return (Some(True, none=False),)
        if control.bounds is not None:
            return tuple(map(Lit, self._numbers(*control.bounds)))
        if control.options is not None:
            options = sorted(control.options, key=lambda option: option not in self.constants)
            return tuple(Lit(option) for option in options[:MAX_VALUES])
        if control.command in TEXTS:
            wished = self.wishes.get(element, Wishes())
            texts = dict.fromkeys(
                (wished.made, *wished.equal, *(c for c in self.constants if isinstance(c, str) and c))
            )
            return tuple(Lit(text) for text in (*islice(texts, MAX_VALUES - 1), ""))
        if control.command in OBJECTS:
            names = self.wishes[element].names if element in self.wishes else ()
            return (Some(True, none=False), *([Some(True, none=False, has=names)] if names else []))
        return (Some(),)

    def _numbers(self, least: float | None, most: float | None) -> list[float]:
        """Numbers on both sides of each that a condition compares with, and the ends."""
        asked = [n for n in self.constants if isinstance(n, (int, float)) and not isinstance(n, bool)]
        ends = [end for end in (most, least) if end is not None]
        near = (asked, [n + 1 for n in asked], [n - 1 for n in asked], ends, [1, 0])
        found = dict.fromkeys(number for some in near for number in some)
        fitting = [n for n in found if (least is None or n >= least) and (most is None or n <= most)]
        return fitting[:MAX_NUMBERS]


def now(element: int, control: Control, rest: Rest) -> Term:
    """The value that a widget shows: that of its key, if the state has it."""
    if control.key in rest.keys:
        return rest.keys[control.key].value
    return rest.widgets.get(element, rest.drawn[element].initial)


def constants(program: Program) -> tuple[Literal, ...]:
    """The constants that conditions compare with, in a fixed order."""
    found: dict[tuple[type, Literal], None] = {}
    for node in nodes(program):
        if isinstance(node, Startswith):
            found.update({(str, end): None for end in node.ends})
        elif isinstance(node, Compare):
            for side in (node.left, node.right):
                values = side.values if isinstance(side, Choices) else (side.value,) if isinstance(side, Lit) else ()
                values = tuple(value for _, value in side.choices) if isinstance(side, Pick) else values
                found.update({(type(value), value): None for value in values})
    return tuple(value for _, value in sorted(found, key=repr))


def shown(value: Lit | Some, control: Control) -> str | None:
    """A value as a scenario shows it, of several chosen ones the first; None for one that nobody names."""
    if control.command in SEVERAL and control.options:
        return str(control.options[0])
    return str(value.value) if isinstance(value, Lit) else None
