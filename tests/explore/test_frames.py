"""Deep calls stay on one piece of Python's own stack."""

from __future__ import annotations

import resource
from collections.abc import Callable

from statelint.explore.frames import in_one_piece


def deep(calls: int) -> int:
    return deep(calls - 1) + 1 if calls else 0


def often() -> int:
    return sum(deep(calls) for calls in range(300) for _ in range(30))


def faults(function: Callable[[], int]) -> int:
    """The pages that a call of the function makes the system provide."""
    function()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    assert function() == 30 * sum(range(300))
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_a_call_over_the_edge_of_a_chunk_asks_for_no_page() -> None:
    assert faults(in_one_piece(lambda: often())) < 300
