"""Where a program parts: both sides are written from the same names, and afterwards a name is what both sides left
it."""

from __future__ import annotations

from collections.abc import Callable

from statelint.explore.program import (
    Branch,
    Exit,
    Step,
    Test,
)
from statelint.explore.terms import (
    OneOf,
    Var,
)
from statelint.explore.unfold.canvas import Canvas
from statelint.explore.unfold.holding import Holding
from statelint.explore.unfold.origins import OPAQUE, common
from statelint.explore.unfold.paths import Path
from statelint.explore.unfold.values import (
    Alternatives,
    BoundBuiltin,
    Dyn,
    Function,
    Instance,
    KeyName,
    Klass,
    Known,
    Lib,
    Mapping,
    ModuleValue,
    Navigation,
    PageValue,
    Value,
    alternatives,
    origin,
    origin_of,
    same,
)

STRUCTURAL = (Function, Klass, Instance, Lib, ModuleValue, Canvas, PageValue, Navigation, BoundBuiltin, Alternatives)


class Forks(Holding):
    """Branches, and the names after them."""

    def fork(self, test: Test, *sides: Callable[[], None]) -> None:
        """Write both sides of a branch from the same names; afterwards keep what they agree on."""
        before = dict(self.frame.names)
        blocks: list[tuple[Step, ...]] = []
        after: list[dict[str, Value]] = []
        paths = self.notes.asking.sides(self.notes.path, test)
        left: list[Path] = []
        for side, path in zip(sides, paths, strict=True):
            self.frame.names = dict(before)
            with self.capture() as steps, self.notes.on(path):
                side()
                end = self.notes.path
            blocks.append(tuple(steps))
            if not (steps and isinstance(steps[-1], Exit)):
                after.append(self.frame.names)
                left.append(end)
        self.frame.names = self.agree(after) if after else before
        if len(left) == 1:
            self.notes.path = left[0]
        elif left and tuple(left) != paths:
            self.notes.path = Path(self.notes.path, "some", (OPAQUE,))
        self.emit(Branch(test, blocks[0], blocks[1]))

    def agree(self, sides: list[dict[str, Value]]) -> dict[str, Value]:
        if len(sides) == 1:
            return sides[0]
        left, right = sides
        agreed = dict(left)
        for name, b in right.items():
            a = left.get(name)
            if a is None:
                agreed[name] = self._perhaps(name, b)
            elif a is not b and (not same(a, b) or origin_of(a) != origin_of(b)):
                agreed[name] = self._either(name, a, b)
        if len(agreed) > len(right):
            agreed.update({name: self._perhaps(name, left[name]) for name in left if name not in right})
        return agreed

    def _perhaps(self, name: str, value: Value) -> Value:
        """A name that is bound on one side only."""
        return value if isinstance(value, STRUCTURAL) else self._either(name, value, Dyn())

    def _either(self, name: str, left: Value, right: Value) -> Value:
        term = Var(self.slot(self.frame, name))
        both = [left, right]
        self.mix(both)
        if all(isinstance(v, Known) for v in both):
            return KeyName(OneOf(tuple(str(v.value) for v in both if isinstance(v, Known))), term)
        if all(isinstance(v, STRUCTURAL) for v in both) or any(map(_is_table, both)):
            return alternatives(both)
        found = [v for v in both if isinstance(v, STRUCTURAL)]
        return found[0] if found else Dyn(term, ours=origin(*both), of=common(map(origin_of, both)))


def _is_table(value: Value) -> bool:
    """Is it a dict of functions, classes or pages?"""
    return isinstance(value, Mapping) and any(isinstance(one, STRUCTURAL) for _, one in value.items)
