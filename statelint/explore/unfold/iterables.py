"""Python's own functions on collections: list(), dict(), enumerate(), range(), len() and their like."""

from __future__ import annotations

from statelint.explore.terms import Applied, Some
from statelint.explore.unfold.base import Arguments
from statelint.explore.unfold.kept import Keeping
from statelint.explore.unfold.loops import element_of
from statelint.explore.unfold.origins import View, derived
from statelint.explore.unfold.texts import whole_number
from statelint.explore.unfold.values import UNKNOWN, Dyn, Known, Mapping, Seq, State, StateKeys, Value, origin_of


class Iterables(Keeping):
    """What they give, and which kept container it goes through."""

    def as_list(self, args: Arguments, at: int) -> Value:
        if not args.positional:
            return Seq("list", [], not args.more)
        value = args.positional[0]
        if isinstance(value, (State, StateKeys)):
            return StateKeys("key") if isinstance(value, State) else value
        items = self.items_of(value)
        self.foreign()
        return Seq("list", list(items)) if items is not None else Seq("list", self._kept(value), complete=False)

    def as_tuple(self, args: Arguments, at: int) -> Value:
        return of_kind(self.as_list(args, at), "tuple")

    def as_set(self, args: Arguments, at: int) -> Value:
        return of_kind(self.as_list(args, at), "set")

    def as_iterator(self, args: Arguments, at: int) -> Value:
        return of_kind(self.as_list(args, at), "iterator", self.view(args.positional, "iter"))

    def backwards(self, args: Arguments, at: int) -> Value:
        return of_kind(self.as_list(args, at), "iterator", self.view(args.positional, "reversed"))

    def mapped(self, args: Arguments, at: int) -> Value:
        return self._applied(args, "map")

    def filtered(self, args: Arguments, at: int) -> Value:
        return self._applied(args, "filter")

    def _applied(self, args: Arguments, part: str) -> Value:
        """The function runs, nobody knows how often."""
        self.hand_over(args.all())
        self.foreign()
        return Seq("iterator", [], complete=False, of=self.view(args.positional[1:], part))

    def _kept(self, value: Value) -> list[Value]:
        return list(value.items) if isinstance(value, Seq) else []

    def as_dict(self, args: Arguments, at: int) -> Value:
        pairs: list[tuple[Value, Value]] = [(Known(name), value) for name, value in args.keywords.items()]
        first = args.positional[0] if args.positional else None
        if first is None:
            return Mapping(pairs, not args.more)
        if isinstance(first, State):
            self.lend_all()
        if isinstance(first, Mapping):
            return Mapping(first.items + pairs, first.complete)
        return Mapping(pairs, complete=False)

    def numbered(self, args: Arguments, at: int) -> Value:
        given = args.positional[0] if args.positional else UNKNOWN
        items = given.items if isinstance(given, Seq) and given.complete else self.items_of(given)
        start = args.positional[1] if len(args.positional) > 1 else args.keywords.get("start", Known(0))
        if items is None or not isinstance(start, Known) or not isinstance(start.value, int):
            inner = self.one_item(args.positional[0]) if args.positional else UNKNOWN
            return Seq(
                "iterator",
                [Seq("tuple", [whole_number(), inner])],
                complete=False,
                of=self.view(args.positional, "enumerate"),
            )
        return Seq("iterator", [Seq("tuple", [Known(start.value + i), item]) for i, item in enumerate(items)])

    def one_item(self, value: Value) -> Value:
        return element_of(value.items) if isinstance(value, Seq) else UNKNOWN

    def zipped(self, args: Arguments, at: int) -> Value:
        columns = [self.items_of(value) for value in args.positional]
        if not columns or any(column is None for column in columns):
            return Seq("iterator", [], complete=False, of=self.view(args.positional, "zip"))
        rows = zip(*(column for column in columns if column is not None), strict=False)
        return Seq("iterator", [Seq("tuple", list(row)) for row in rows])

    def counted(self, args: Arguments, at: int) -> Value:
        limits = [v.value for v in args.positional if isinstance(v, Known) and isinstance(v.value, int)]
        if not limits or len(limits) != len(args.positional) or (len(limits) == 3 and not limits[2]):
            of = origin_of(args.positional[0]) if len(args.positional) == 1 else None
            return Seq("list", [whole_number()], complete=False, of=of if isinstance(of, View) else derived((of,)))
        numbers = range(*limits[:3])
        if len(numbers) > 100:
            return Seq("list", [whole_number()], complete=False)
        return Seq("list", [Known(n) for n in numbers])

    def length(self, args: Arguments, at: int) -> Value:
        items = self.items_of(args.positional[0]) if args.positional else None
        if items is not None:
            return Known(len(items))
        value = args.positional[0] if args.positional else UNKNOWN
        term = Applied("len", value.term) if isinstance(value, Dyn) else Some(none=False)
        return Dyn(term, of=self.view(args.positional, "range"))


def of_kind(value: Value, kind: str, of: View | None = None) -> Value:
    """A collection as one of another kind."""
    return Seq(kind, value.items, value.complete, of) if isinstance(value, Seq) else value
