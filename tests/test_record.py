"""A frozen, slotted class of ours does what the standard library's does."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import cast

import pytest

from statelint.record import dataclass, field


@dataclass(frozen=True, slots=True)
class Ours:
    """Three fields, two of them with a default, one of no account."""

    a: int
    b: str = "x"
    c: int = dataclasses.field(default=0, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same, made by the standard library."""

    a: int
    b: str = "x"
    c: int = dataclasses.field(default=0, compare=False)


def test_it_is_built_compared_hashed_and_shown_alike() -> None:
    assert Ours(1) == Ours(a=1, b="x")
    assert Ours(1) != Ours(2)
    assert Ours(1) != cast(object, Theirs(1))
    assert hash(Ours(1)) == hash(Theirs(1))
    assert Ours(1, c=2) == Ours(1, c=3)
    assert Ours(1, c=2).c == 2
    assert repr(Ours(1)).replace("Ours", "Theirs") == repr(Theirs(1))
    assert {Ours(1), Ours(1), Ours(2)} == {Ours(2), Ours(1)}


def test_it_is_a_dataclass_for_the_standard_library() -> None:
    assert dataclasses.is_dataclass(Ours)
    assert dataclasses.replace(Ours(1), b="y") == Ours(1, "y")
    assert dataclasses.astuple(Ours(3)) == (3, "x", 0)
    match Ours(4, "z"):
        case Ours(4, b=b):
            assert b == "z"
        case _:
            pytest.fail("patterns with positions do not match")


def test_it_is_slotted() -> None:
    with pytest.raises(AttributeError):
        Ours(1).d = 2  # type: ignore[attr-defined]
    assert not hasattr(Ours(1), "__dict__")


def test_it_is_copied_and_pickled() -> None:
    one = Ours(1, "y")
    assert copy.copy(one) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match=r"Ours.__init__\(\) missing 1 required positional argument: 'a'"):
        Ours()  # type: ignore[call-arg]


@dataclass(slots=True)
class Loose:
    """One field that may change, and a list of each object's own."""

    a: int
    b: list[int] = field(default_factory=list)
    c: str = "x"


def test_what_is_made_new_is_each_object_s_own() -> None:
    one, other = Loose(1), Loose(1)
    one.b.append(2)
    assert (one.b, other.b, Loose(1, [3], "y").b) == ([2], [], [3])
    assert repr(other) == "Loose(a=1, b=[], c='x')"


def test_a_class_that_may_change_is_compared_and_has_no_hash() -> None:
    one = Loose(1)
    one.a = 2
    assert one == Loose(2)
    assert Loose.__hash__ is None
    assert not hasattr(one, "__dict__")
    assert copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one


def test_a_class_without_comparison_is_itself_only() -> None:
    @dataclass(eq=False, slots=True)
    class Thing:
        """One field."""

        a: int

    one = Thing(1)
    assert one != Thing(1)
    assert {one: 1}[one] == 1


def test_a_field_with_more_to_say_is_the_standard_library_s() -> None:
    @dataclass(frozen=True, slots=True)
    class Full:
        """A field that is not shown, and one that is no parameter."""

        a: int = field(default=1, repr=False)
        b: list[int] = field(init=False, default_factory=list)

    assert repr(Full()).endswith("Full(b=[])")


def test_a_class_that_is_completed_is_the_standard_library_s() -> None:
    @dataclass(slots=True)
    class Sum:
        """Two fields of which one follows from the other."""

        a: int
        b: int = 0

        def __post_init__(self) -> None:
            self.b = self.a + 1

    assert Sum(1).b == 2
