"""Where sessions meet again. In: alternative States at one place. Out: fewer of them, which stand for all.

n absent, n present behind one opaque branch      one session, n unsure, no branch behind it
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from statelint.explore.state import Choice, State, join

MAX_STATES = 8  # alternatives kept apart at one place


def distinct(states: list[State]) -> list[State]:
    """Without states that differ from another one in nothing but the handlers on the way."""
    kept: list[State] = []
    for state in states:
        if not any(same_session(state, one) for one in kept):
            kept.append(state)
    return kept


def same_session(left: State, right: State) -> bool:
    return (
        left.open == right.open
        and left.result == right.result
        and left.crashed == right.crashed
        and left.stopped == right.stopped
        and _same_locals(left, right)
        and (left.keys is right.keys or left.keys == right.keys)
    )


def merge(states: list[State], limit: int = MAX_STATES) -> list[State]:
    """Fewer states for the same place: both sides of an opaque branch that met again are one state without it."""
    if len(states) < 2:
        return states
    if len(states) <= MAX_STATES:
        states = distinct(states)
    for keep_locals, keep_foreseen in ((True, True), (False, True), (False, False)):
        states = _closed(states, keep_locals, keep_foreseen)
        if len(states) <= limit:
            return states
    one = join(states)  # what is sure of it holds on each of the paths, so also on the one with the fewest guesses
    one.open = min((state.open for state in states), key=len)
    return [one]


def _closed(states: list[State], keep_locals: bool, keep_foreseen: bool) -> list[State]:
    """Join what differs in keys only, then branches all of whose sides are here, innermost first."""
    groups: list[list[State]] = []
    for state in states:
        for group in groups:
            if _alike(state, group[0], keep_locals, keep_foreseen):
                group.append(state)
                break
        else:
            groups.append([state])
    return [state for group in groups for state in CLOSED.get(len(group), _closed_paths)(group)]


def _alike(left: State, right: State, keep_locals: bool, keep_foreseen: bool) -> bool:
    return (
        left.crashed == right.crashed
        and left.stopped == right.stopped
        and (not keep_foreseen or left.foreseen == right.foreseen)
        and (not keep_locals or (left.result == right.result and _same_locals(left, right)))
    )


def _same_locals(left: State, right: State) -> bool:
    return left.locals is right.locals or left.locals == right.locals


def _closed_paths(states: list[State]) -> list[State]:
    if len({(len(state.open), state.open[-1][0] if state.open else 0) for state in states}) == len(states):
        return states  # by far the most frequent case: each has met another branch last
    paths: dict[tuple[Choice, ...], list[State]] = {}
    for state in states:
        paths.setdefault(state.open, []).append(state)
    found = {path: join(group) for path, group in paths.items()}
    levels: dict[int, list[tuple[Choice, ...]]] = {}
    for path in found:
        levels.setdefault(len(path), []).append(path)
    for depth in range(max(levels), 0, -1):
        for outer, members in _families(levels.get(depth, [])):
            sides = [found.pop(path) for path in members]
            if outer not in found:
                levels.setdefault(depth - 1, []).append(outer)
            one = join([*sides, found[outer]] if outer in found else sides)
            one.open = outer
            found[outer] = one
    return list(found.values())


def _families(paths: list[tuple[Choice, ...]]) -> Iterator[tuple[tuple[Choice, ...], list[tuple[Choice, ...]]]]:
    """The branches all of whose sides are among paths of the same length, with the way there."""
    families: dict[Hashable, list[tuple[Choice, ...]]] = {}
    for path in paths:
        families.setdefault((path[:-1], path[-1][0]), []).append(path)
    for family in families.values():
        if len(family) == family[0][-1][2]:
            yield family[0][:-1], family


def _closed_pair(states: list[State]) -> list[State]:
    """The same for two states, by far the most frequent case."""
    left, right = states
    if left.open == right.open:
        return [join(states)]
    if len(left.open) != len(right.open) or left.open[:-1] != right.open[:-1]:
        return states
    (branch, _, sides), (other, _, _) = left.open[-1], right.open[-1]
    if branch != other or sides != 2:
        return states
    one = join(states)
    one.open = left.open[:-1]
    return [one]


CLOSED: dict[int, Callable[[list[State]], list[State]]] = {1: list, 2: _closed_pair}


def covers(choices: Iterable[tuple[Choice, ...]]) -> bool:
    """True if the paths with these open branches are all the paths there are: every opaque branch was taken on all
    its sides."""
    paths = set(choices)
    while paths and () not in paths:
        deepest = max(paths, key=len)
        *before, (branch, _, count) = deepest
        family = {path for path in paths if path[:-1] == tuple(before) and path[-1][0] == branch}
        if len(family) < count:
            return False
        paths = (paths - family) | {tuple(before)}
    return bool(paths)
