"""What is said of comments that hide nothing, and of codes that no rule has."""

from __future__ import annotations

import pytest

from statelint.explore.observations import Observations, Site, UnknownCode, UnusedSuppression
from statelint.ir.stmt import Span
from statelint.rules import lss901_unused_suppression as unused
from statelint.rules import lss902_unknown_code as unknown

SITE = Site("app.py", Span(3, 10, 3, 30))


@pytest.mark.parametrize(
    ("codes", "whole", "message", "advice"),
    [
        ((), True, "this comment hides nothing here", "remove the comment"),
        (("LSS101",), True, "ignoring `LSS101` hides nothing here", "remove the comment"),
        (("LSS101",), False, "ignoring `LSS101` hides nothing here", "remove `LSS101` from the comment"),
        (
            ("LSS101", "LSS103", "LSS104"),
            False,
            "ignoring `LSS101`, `LSS103` and `LSS104` hides nothing here",
            "remove `LSS101`, `LSS103` and `LSS104` from the comment",
        ),
    ],
)
def test_an_unused_comment(codes: tuple[str, ...], whole: bool, message: str, advice: str) -> None:
    (found,) = unused.check(Observations("", unused=(UnusedSuppression(SITE, codes, whole),)))
    assert (found.code, found.message, found.help) == ("LSS901", message, advice)
    assert (found.place.path, found.place.span) == (SITE.path, SITE.span)


@pytest.mark.parametrize(
    ("near", "advice"), [("LSS101", "write `LSS101`"), ("", "`statelint rule --all` lists the rules")]
)
def test_an_unknown_code(near: str, advice: str) -> None:
    (found,) = unknown.check(Observations("", unknown=(UnknownCode(SITE, "LSS`1", near),)))
    assert (found.code, found.help) == ("LSS902", advice)
    assert found.message == "`LSS'1` is no rule, so this comment does not hide what it should"


def test_nothing_is_said_of_an_app() -> None:
    assert list(unused.check(Observations("app.py"))) == []
    assert list(unknown.check(Observations("app.py"))) == []
