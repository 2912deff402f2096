"""What holds while a `with` block is unfolded. In: an object, one of its attributes, a value for it. Out: that value,
and what was there before once the block is done. Entered for every block of an app, so it is no generator."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Meanwhile(Generic[T]):
    """Gives an attribute another value for a while."""

    __slots__ = ("name", "outer", "owner", "value")

    def __init__(self, owner: object, name: str, value: T) -> None:
        self.owner, self.name, self.value = owner, name, value

    def __enter__(self) -> T:
        self.outer = getattr(self.owner, self.name)
        setattr(self.owner, self.name, self.value)
        return self.value

    def __exit__(self, *raised: object) -> None:
        setattr(self.owner, self.name, self.outer)
