"""What a Program mentions: its steps one by one, the keys that it names, the variables that its conditions ask for."""

from __future__ import annotations

from statelint.explore.program import Program, Step
from statelint.explore.slicing.keys import clashing_keys, hard_keys
from statelint.explore.slicing.layout import Layout
from statelint.explore.slicing.needs import Needs
from statelint.explore.slicing.rewriting import Rewriter
from statelint.explore.terms import Exact, OneOf, Var
from statelint.explore.walk import nodes, nodes_of
from statelint.record import dataclass, replace


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A program and what playing it needs to know beforehand."""

    program: Program
    names: tuple[str, ...]
    tracked: frozenset[int]
    last_uses: dict[int, dict[int, frozenset[int]]]


def survey_program(layout: Layout) -> Surveyed:
    """The part of a program worth playing: what decides its hard reads and its clashes. What users do is left out."""
    reached = [layout.program.blocks[number] for number in layout.entries]
    keys = frozenset(hard_keys(reached) | clashing_keys(reached))
    return survey_part(Needs(layout, keys, None, layout.tracked(returned=False)))


def survey_part(needs: Needs) -> Surveyed:
    """A part of a program."""
    rewriter = Rewriter(needs)
    program = replace(needs.layout.program, blocks=rewriter.blocks())
    return Surveyed(program, tuple(sorted(key_names(program))), rewriter.tracked, last_uses(program, rewriter.tracked))


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
