from __future__ import annotations

from statelint.explore.circumstances.model import Circumstances, Reimport
from statelint.explore.observations import Observations
from statelint.explore.site import Site
from statelint.ir.span import Span
from statelint.rules.lss705_process_reimport import RULE


def at(row: int) -> Site:
    return Site("app.py", Span(row, 0, row, 10))


def test_it_tells_where_the_script_fails_in_a_process() -> None:
    seen = Observations("app.py", circumstances=Circumstances(reimports=(Reimport(at(3), "spawn", "name", at(9)),)))
    [finding] = RULE.check(seen)
    assert finding.message == "each process runs the script again, where `name` is not set"
    assert (finding.place.span.row, finding.caption) == (3, "it dies at once")
    assert [label.place.span.row for label in finding.labels] == [9]


def test_it_tells_where_processes_are_not_forked_by_default() -> None:
    seen = Observations(
        "app.py", circumstances=Circumstances(reimports=(Reimport(at(3), ""), Reimport(at(3), "spawn")))
    )
    [finding] = RULE.check(seen)
    assert finding.message == "each process runs the script again, which starts it once more"
    assert finding.caption == "on Windows and macOS, and on Linux since Python 3.14"
    assert finding.labels == ()


def test_it_is_silent_without_observations() -> None:
    assert not list(RULE.check(Observations("app.py")))
