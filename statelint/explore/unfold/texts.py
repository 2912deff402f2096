"""Methods of texts. In: the text, or a value that may be one, and the arguments. Out: the result, or its term."""

from __future__ import annotations

import re

from statelint.explore.pure import METHODS
from statelint.explore.terms import Applied, Family, Some, Startswith, Term
from statelint.explore.unfold.base import Arguments
from statelint.explore.unfold.origins import Origin
from statelint.explore.unfold.values import Dyn, KeyName, Known, Seq, Value, term_of


def text_method(owner: Known | KeyName, name: str, args: Arguments) -> Value:
    if name in ("startswith", "endswith") and (term := text_term(term_of(owner), name, args)):
        return Dyn(term)
    if isinstance(owner, Known) and isinstance(owner.value, str):
        if name in ("lower", "upper", "strip", "title", "capitalize") and not args.positional:
            return Known(getattr(owner.value, name)())
        if name == "replace" and len(args.positional) == 2 and all(isinstance(v, Known) for v in args.positional):
            old, new = (str(v.value) for v in args.positional if isinstance(v, Known))
            return Known(owner.value.replace(old, new))
        if name == "split" and all(isinstance(v, Known) for v in args.positional):
            separator = next((str(v.value) for v in args.positional if isinstance(v, Known)), None)
            return Seq("list", [Known(part) for part in owner.value.split(separator)])
        if name == "format":
            return KeyName(Family(re.sub(r"\\\{.*?\\\}", ".*", re.escape(owner.value))), Some(True, none=False))
    if name in ("lower", "upper", "replace", "strip", "format", "join", "title"):
        return Dyn(Some(none=False))
    return Dyn()


def text_term(term: Term, name: str, args: Arguments) -> Term | None:
    """What a condition sees of a text's method, if its arguments are constants."""
    if args.keywords or args.more:
        return None
    if name in ("startswith", "endswith") and args.positional:
        given = args.positional[0]
        ends = [v.value for v in (given.items if isinstance(given, Seq) else [given]) if isinstance(v, Known)]
        if ends and all(isinstance(end, str) for end in ends):
            return Startswith(term, tuple(map(str, ends)), name == "endswith")
    if name in METHODS and all(isinstance(value, Known) for value in args.positional):
        return Applied(name, term, tuple(value.value for value in args.positional if isinstance(value, Known)))
    return None


DIGITS = Family(r"-?\d+")  # what a whole number is as a text


def whole_number(of: Origin | None = None) -> KeyName:
    """A whole number that only a run knows."""
    return KeyName(DIGITS, Some(none=False), of)


def is_whole_number(value: Value) -> bool:
    """Is it one, known or not?"""
    if isinstance(value, Known):
        return isinstance(value.value, int)
    return isinstance(value, KeyName) and value.ref == DIGITS
