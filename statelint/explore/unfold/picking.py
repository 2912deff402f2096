"""Looking things up in literal tables by what only a run knows. In: a table and an index. Out: the value, or its term.

QUESTIONS = [{"text": "2 + 2?", "answer": "4"}, {"text": "2 * 3?", "answer": "6"}]
QUESTIONS[st.session_state.step]               Picked: one of two dicts
QUESTIONS[st.session_state.step]["answer"]     Pick(KeyValue(step), ((0, "4"), (1, "6")))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from statelint.explore.terms import UNKNOWN_TERM, OneOf, Pick, Some, Term
from statelint.explore.unfold.picked import Picked
from statelint.explore.unfold.values import Dyn, KeyName, Known, Mapping, Seq, Value
from statelint.ir.expr import Literal

MAX_CHOICES = 40
ORDERED = ("list", "tuple")


def looked_up(
    owner: Value, index: Value, item: Callable[[Value, Value], Value], keep: Callable[[Term], Term]
) -> Value | None:
    """`owner[index]`; None for what is no such table. `item` looks into what was picked, `keep` holds what the index is
    worth now."""
    if isinstance(owner, Picked):
        return picked([(key, item(value, index)) for key, value in owner.choices], owner.index)
    if not isinstance(owner, (Seq, Mapping)) or not isinstance(index, (Dyn, KeyName)) or isinstance(index.term, Some):
        return None
    if not owner.complete or not 0 < len(owner.items) <= MAX_CHOICES:
        return None
    choices: list[tuple[Literal, Value]] = []
    if isinstance(owner, Mapping):
        choices.extend((key.value, value) for key, value in owner.items if isinstance(key, Known))
    elif owner.kind in ORDERED:
        choices.extend(enumerate(owner.items))
    if len(choices) < len(owner.items) or picked(choices, index.term) is None:
        return None
    return picked(choices, keep(index.term))


def picked(choices: Sequence[tuple[Literal, Value]], index: Term) -> Value | None:
    """One of these: a choice of constants, or of tables to look further into."""
    constants = [(key, value.value) for key, value in choices if isinstance(value, Known)]
    if len(constants) == len(choices):
        return KeyName(OneOf(tuple(str(value) for _, value in constants)), Pick(index, tuple(constants)))
    if all(isinstance(value, (Seq, Mapping)) and value.complete for _, value in choices):
        return Picked(tuple(choices), index)
    return None


def first_of(options: Picked, place: int) -> Term:
    """The option at a place, of the list that was picked."""
    lists: list[tuple[Literal, Value]] = []
    for key, value in options.choices:
        if isinstance(value, Seq) and -len(value.items) <= place < len(value.items):
            lists.append((key, value.items[place]))
    found = picked(lists, options.index) if len(lists) == len(options.choices) else None
    return found.term if isinstance(found, KeyName) else UNKNOWN_TERM
