"""The ledger of a project: each hard read once, with the least certain verdict that any app gave it, and the reads
no app reaches.

Reads that are not reached are found in the text alone; only the plain spellings count there (`st.session_state.k`,
`["k"]`, an imported `session_state`): where no scenario leads, aliases cannot be followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from statelint.explore.alive import body_nodes
from statelint.explore.observations import Judged, Observations, Site
from statelint.ir.expr import Attr, Collection, Const, Expr, Item, Name
from statelint.ir.stmt import Assign, For, Import, ModuleIR
from statelint.ir.walk import walk_module

ORDER = ("reported", "silent", "safe")


def project_ledger(observed: Iterable[Observations]) -> tuple[Judged, ...]:
    """The rows of all apps as one ledger: a read that is safe in one app and silent in another is silent."""
    rows: dict[tuple[Site, str], Judged] = {}
    for row in (row for one in observed for row in one.ledger):
        known = rows.setdefault((row.site, row.key), row)
        if ORDER.index(row.verdict) < ORDER.index(known.verdict):
            rows[row.site, row.key] = row
    return tuple(rows.values())


def unreached(
    module: ModuleIR, judged: frozenset[Site], methods: frozenset[str], running: frozenset[int]
) -> Iterator[Judged]:
    """The rows of one module: those in bodies that may run (`running`, -1 for the module's own), then the dead ones."""
    nodes = list(walk_module(module))
    library, states = _imported(nodes)
    targets = {id(target) for node in nodes for target in _targets(node)}
    may_run = {id(node) for index in running for node in body_nodes(module, index)}
    for node in nodes:
        if not isinstance(node, (Attr, Item)) or id(node) in targets or not _is_state(node.obj, library, states):
            continue
        key = _key(node, methods)
        if key is None or node.at < 0:
            continue
        site = Site(module.path, module.span(node.at))
        if site not in judged:
            yield Judged(site, key, "silent", "unreachable" if id(node) in may_run else "dead")


def _targets(node: object) -> Iterator[Expr]:
    """What a statement stores into, inside tuples too."""
    found: list[Expr] = (
        list(node.targets) if isinstance(node, Assign) else [node.target] if isinstance(node, For) else []
    )
    while found:
        target = found.pop()
        yield target
        if isinstance(target, Collection):
            found.extend(target.items)


def _imported(nodes: Sequence[object]) -> tuple[set[str], set[str]]:
    """Names bound to the library, and names bound to the state."""
    library, states = set(), set()
    for node in nodes:
        for name in node.names if isinstance(node, Import) else ():
            if name.module == "streamlit" and name.name is None:
                library.add(name.bound)
            elif name.module == "streamlit" and name.name == "session_state":
                states.add(name.bound)
    return library, states


def _is_state(expr: Expr, library: set[str], states: set[str]) -> bool:
    if isinstance(expr, Name):
        return expr.id in states
    return (
        isinstance(expr, Attr)
        and expr.name == "session_state"
        and isinstance(expr.obj, Name)
        and expr.obj.id in library
    )


def _key(node: Attr | Item, methods: frozenset[str]) -> str | None:
    """The key that is read; None for a method of the state, "" where it is computed."""
    if isinstance(node, Attr):
        return None if node.name in methods or node.name.startswith("__") else node.name
    return str(node.index.value) if isinstance(node.index, Const) else ""
