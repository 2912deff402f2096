"""The arguments of a call: evaluated in order, `*` and `**` of known collections spread."""

from __future__ import annotations

from collections.abc import Sequence

from statelint.explore.unfold.base import Arguments, Workbench
from statelint.explore.unfold.values import Known, Mapping, Seq, Value
from statelint.ir.expr import Arg


class Given(Workbench):
    """What a call is given."""

    def arguments(self, args: Sequence[Arg], used: str = "") -> Arguments:
        given = Arguments()
        for arg in args:
            value = self.evaluate(arg.value, used if not arg.star else "iterate")
            if arg.star == "*":
                self._spread(given, value)
            elif arg.star == "**":
                self._spread_keywords(given, value)
            elif arg.name is None:
                given.exprs[len(given.positional)] = arg.value
                given.positional.append(value)
            else:
                given.exprs[arg.name] = arg.value
                given.keywords[arg.name] = value
        return given

    def _spread(self, given: Arguments, value: Value) -> None:
        if isinstance(value, Seq) and value.complete:
            given.positional.extend(value.items)
        else:
            given.more = True

    def _spread_keywords(self, given: Arguments, value: Value) -> None:
        if isinstance(value, Mapping) and value.complete and all(isinstance(k, Known) for k, _ in value.items):
            given.keywords.update({str(k.value): v for k, v in value.items if isinstance(k, Known)})
        else:
            given.more = True
