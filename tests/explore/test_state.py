"""What is known where more alternatives meet than are kept apart."""

from __future__ import annotations

from statelint.explore.merging import MAX_STATES, merge
from statelint.explore.state import ABSENT, PRESENT, Cell, State

SETS_IT = {"k": Cell(PRESENT)}


def ways(*guesses: int, keys: dict[str, Cell] | None = None) -> State:
    """A session behind some open branches, each taken on its first side."""
    return State(dict(keys or {}), open=tuple((guess, 0, 2) for guess in guesses))


def test_too_many_ways_are_no_guess_where_one_of_them_is_none() -> None:
    several = [ways(1, 10 + number) for number in range(MAX_STATES)]
    [one] = merge([ways(), *several])
    assert one.sure
    assert one.cell("k").presence == ABSENT


def test_too_many_ways_are_as_many_guesses_as_the_shortest() -> None:
    several = [ways(1, 10 + number) for number in range(MAX_STATES)]
    [one] = merge([ways(1), *several])
    assert one.open == ((1, 0, 2),)


def test_what_only_some_of_them_set_is_unsure() -> None:
    several = [ways(1, 10 + number, keys=SETS_IT) for number in range(MAX_STATES)]
    [one] = merge([ways(), *several])
    assert one.cell("k").presence not in (ABSENT, PRESENT)
