"""Which part of a program matters to some keys: programs by hand in, what is left of their blocks out."""

from __future__ import annotations

import pytest

from statelint.explore.program import (
    Attempt,
    Branch,
    Catch,
    Exit,
    Invoke,
    Leaf,
    Loop,
    MayRaise,
    Program,
    SetVar,
    Step,
    Touch,
)
from statelint.explore.slicing.needs import Needs
from statelint.explore.slicing.rewriting import Rewriter
from statelint.explore.slicing.writing import lay_out
from statelint.explore.terms import Exact, HasKey, KeyValue, Lit, Some, Term, Var

UNKNOWN = Some()
READ = Touch("read", Exact("rows"), ("app.py", 1))
RAISE = Exit("raise", name="ValueError")


def touch(op: str, key: str, value: Term | None = None) -> Touch:
    return Touch(op, Exact(key), ("app.py", 1), value=value)


def when(term: Term, *then: Step) -> Branch:
    return Branch(Leaf(term), then)


def part(*blocks: tuple[Step, ...], keys: tuple[str, ...] = ("rows",)) -> list[tuple[Step, ...]]:
    """What matters to the keys; the first block is the script."""
    layout = lay_out(Program(scripts=[("app.py", 0)], blocks=list(blocks)))
    needs = Needs(layout, frozenset(keys), frozenset(), layout.tracked(returned=True))
    return Rewriter(needs).blocks()


@pytest.mark.parametrize(
    "idle",
    [
        (SetVar(1, UNKNOWN), when(Var(1), SetVar(1, Lit("")))),  # decides nothing but itself
        (SetVar(1, KeyValue(Exact("n"))), when(Var(1), SetVar(2, Lit(0))), when(Var(2), SetVar(1, Lit(1)))),
        (Loop((when(UNKNOWN, Exit("continue")), SetVar(1, Lit(1)))),),
        (when(HasKey(Exact("n")), touch("write", "n", Lit(1))),),
        (Attempt((MayRaise(), touch("write", "n")), (Catch((), (touch("write", "m"),)),)),),
        (when(UNKNOWN, RAISE),),  # behind everything that matters … of a block in which nothing does
    ],
)
def test_what_does_not_matter_is_left_out(idle: tuple[Step, ...]) -> None:
    assert part((Invoke(1), READ), idle) == [(READ,), ()]


@pytest.mark.parametrize(
    "script",
    [
        (SetVar(1, Lit(1)), when(Var(1), READ)),
        (when(HasKey(Exact("n")), READ), touch("write", "n")),
        (when(KeyValue(Exact("n")), READ), touch("write", "n", Lit(1))),
        (when(UNKNOWN, Exit("stop")), READ),
        (when(UNKNOWN, RAISE), READ),
        (Loop((when(UNKNOWN, Exit("break")),), (READ,)),),
        (Loop((READ, when(UNKNOWN, Exit("break")))),),
        (Loop((when(UNKNOWN, Exit("continue")), READ)),),
        (Attempt((MayRaise(),), (Catch((), (READ,)),)),),
    ],
)
def test_what_decides_whether_a_key_is_used_stays(script: tuple[Step, ...]) -> None:
    assert part(script) == [script]


def test_what_a_key_holds_matters_only_if_it_is_asked_for() -> None:
    stored = touch("write", "rows", Var(1))
    assert part((SetVar(1, Lit(1)), stored)) == [(touch("write", "rows"),)]


def test_an_exit_matters_only_to_what_stands_behind_it() -> None:
    leave = when(UNKNOWN, Exit("return"))
    assert part((Invoke(1),), (leave, READ, leave)) == [(Invoke(1),), (leave, READ)]


def test_a_function_that_refuses_by_the_session_matters() -> None:
    refusing = when(HasKey(Exact("user")), RAISE)
    assert part((Invoke(1), READ), (refusing,)) == [(Invoke(1), READ), (refusing,)]
    early = (when(HasKey(Exact("user")), Exit("return")), RAISE)
    assert part((Invoke(1), READ), early) == [(Invoke(1), READ), early]


def test_a_result_matters_where_it_is_asked_for() -> None:
    script = (Invoke(1, 7), when(Var(7), READ), Invoke(2))
    answer = (Exit("return", HasKey(Exact("n"))),)
    assert part(script, answer, (Invoke(1, 7),)) == [(Invoke(1, 7), when(Var(7), READ)), answer, ()]


def test_what_was_raised_before_is_not_foreseen_again() -> None:
    again = when(Var(1), MayRaise())
    handler = (Catch((), (READ,)),)
    written = touch("write", "rows")
    assert part((Attempt((MayRaise(), again), handler),)) == [(Attempt((MayRaise(),), handler),)]
    [(kept,)] = part((Attempt((MayRaise(), written, again), handler),))
    assert kept == Attempt((MayRaise(), written, again), handler)
