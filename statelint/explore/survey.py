"""What a Program mentions: its steps one by one, the keys that it names, the variables that its conditions ask for."""

from __future__ import annotations

from collections import Counter

from statelint.explore.program import Draw, Exit, Invoke, Leaf, Program, SetVar, Step, Touch
from statelint.explore.slice import cut
from statelint.explore.terms import Exact, OneOf, Some, Term, Var
from statelint.explore.trim import trim
from statelint.explore.walk import nodes, nodes_of
from statelint.ir.record import dataclass, replace


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A program and what playing it needs to know beforehand."""

    program: Program
    names: tuple[str, ...]
    tracked: frozenset[int]
    last_uses: dict[int, dict[int, frozenset[int]]]


def survey_program(program: Program) -> Surveyed:
    """The part of a program worth playing; the program itself stays whole."""
    program = replace(program, blocks=list(program.blocks))
    tracked = tested_vars(program, returned=False)
    cut(program, tracked)
    tracked = tested_vars(program, returned=False)
    trim(program, tracked)
    return Surveyed(program, tuple(sorted(key_names(program))), tracked, last_uses(program, tracked))


def last_uses(program: Program, tracked: frozenset[int]) -> dict[int, dict[int, frozenset[int]]]:
    """For each block, the variables that nothing asks for after one of its steps: block -> index of the step ->
    variables.

    A variable read by one block only is dead after the last step of that block that reads it, whoever set it.
    """
    readers: dict[int, dict[int, int]] = {}
    for number, block in enumerate(program.blocks):
        for index, step in enumerate(block):
            for var in _read_vars(step):
                readers.setdefault(var, {})[number] = index
    uses: dict[int, dict[int, set[int]]] = {}
    for var, blocks in readers.items():
        if len(blocks) == 1 and var in tracked:
            for number, index in blocks.items():
                uses.setdefault(number, {}).setdefault(index, set()).add(var)
    return {n: {index: frozenset(found) for index, found in steps.items()} for n, steps in uses.items()}


def _read_vars(step: Step) -> set[int]:
    return {node.id for node in nodes_of((step,)) if isinstance(node, Var)}


def key_names(program: Program) -> set[str]:
    """Every key that the program names with a constant."""
    names: set[str] = set()
    for node in nodes(program):
        if isinstance(node, Exact):
            names.add(node.name)
        elif isinstance(node, OneOf):
            names.update(node.names)
    return names


def tested_vars(program: Program, returned: bool) -> frozenset[int]:
    """Variables worth following: conditions ask for them, and more than once or after something known was put in;
    with `returned` also after a call gave them."""
    asked: Counter[int] = Counter()
    sources = _returning(program)
    told: set[int] = set()
    for node in nodes(program):
        if isinstance(node, Leaf):
            asked.update(_vars(node.term))
        elif isinstance(node, SetVar):
            found = _vars(node.term)
            sources.setdefault(node.var, set()).update(found)
            if not found and node.term != Some():
                told.add(node.var)
        elif isinstance(node, Touch) and node.value is not None:
            asked.update(_vars(node.value))
        elif isinstance(node, Invoke) and node.result is not None and returned:
            told.add(node.result)
        elif isinstance(node, Draw):
            asked.update(_vars(node.disabled) if node.disabled is not None else ())
            for var, term in node.bound:
                told.add(var)
                sources.setdefault(var, set()).update(_vars(term))
    wanted = set(asked)
    pending = list(asked)
    while pending:
        for source in sources.get(pending.pop(), ()):
            if source not in wanted:
                wanted.add(source)
                pending.append(source)
    return frozenset(var for var in wanted if asked[var] > 1 or var in told or sources.get(var) or var not in asked)


def _returning(program: Program) -> dict[int, set[int]]:
    """For each variable that takes what calls return, the variables that they return."""
    returned = {n: _returned(block) for n, block in enumerate(program.blocks)}
    found: dict[int, set[int]] = {}
    for node in nodes(program):
        if isinstance(node, Invoke) and node.result is not None and returned[node.block]:
            found.setdefault(node.result, set()).update(returned[node.block])
    return found


def _returned(block: tuple[Step, ...]) -> set[int]:
    exits = (node for node in nodes_of(block) if isinstance(node, Exit) and node.kind == "return")
    return {var for exit in exits if exit.term is not None for var in _vars(exit.term)}


def _vars(term: Term) -> list[int]:
    return [node.id for node in nodes_of((term,)) if isinstance(node, Var)]
