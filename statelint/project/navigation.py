"""Scripts and modules that a file names instead of importing. In: ModuleIR, folders, paths. Out: Targets.

    st.Page("views/home.py")                      pages     runs below the frame, after it
    runpy.run_path("demo.py"), exec(open(…))      runs      runs inside the caller
    spec_from_file_location("demo", "demo.py")    loads     runs inside the caller, without its `__main__` guard
    importlib.import_module(f"pages.{name}")      imports   runs once per process
    st.switch_page("pages/two.py")                links     runs on its own
    Page("views/home.py")                         alone     of a page registry: runs on its own, like a file in pages/

Where the argument is not constant, every text of the file that names an existing script or module may be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from statelint.ir.expr import Attr, Call, Expr, Lambda, Name
from statelint.ir.stmt import ImportName, ModuleIR
from statelint.ir.walk import walk
from statelint.project.facts import Dotted, ModuleFacts, dotted
from statelint.project.paths import ANY, Values, matching, pattern, texts
from statelint.record import dataclass

PAGE, RUN, LOAD, IMPORT, LINK, ALONE = "page", "run", "load", "import", "link", "alone"
_KINDS = (PAGE, RUN, LOAD, IMPORT, LINK, ALONE)

# What a callable does with which argument: (kind, position, keyword).
_LIBRARY = {
    ("Page",): (PAGE, 0, "page"),
    ("switch_page",): (LINK, 0, "page"),
    ("page_link",): (LINK, 0, "page"),
    ("sidebar", "page_link"): (LINK, 0, "page"),
}
_PYTHON = {
    "runpy.run_path": (RUN, 0, "path_name"),
    "importlib.util.spec_from_file_location": (LOAD, 1, "location"),
    "importlib.machinery.SourceFileLoader": (LOAD, 1, "path"),
    "exec": (RUN, 0, ""),
    "importlib.import_module": (IMPORT, 0, "name"),
    "runpy.run_module": (IMPORT, 0, "mod_name"),
    "__import__": (IMPORT, 0, "name"),
}
# st_pages: up to 0.5 it registered pages as Streamlit does those in pages/, from 1.0 it reads them from a TOML file.
_REGISTRY = "st_pages"
_FROM_FILE = frozenset({"show_pages_from_config", "get_nav_from_toml"})
_UNKNOWN_PAGES = (PAGE, -1, "")
_READS = frozenset({"open", "read", "read_text", "read_bytes"})


@dataclass(frozen=True, slots=True)
class Targets:
    """The files that a module names, by use; `unresolved` are the uses of which none could be told."""

    pages: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()


def targets(
    module: ModuleIR,
    facts: ModuleFacts,
    bases: tuple[str, ...],
    paths: frozenset[str],
    registries: frozenset[str] = frozenset(),
    lists: Sequence[tuple[ModuleIR, ModuleFacts]] = (),
) -> Targets:
    """All that a file names, looked up in the first of `bases` that has it.

    `registries` are names bound in the file that come from a page registry of the project's own; `lists` the modules
    that it imports, where the names may stand if it has none itself.
    """
    found: dict[str, set[str]] = {kind: set() for kind in _KINDS}
    unresolved: set[str] = set()
    for kind, text in set(_references(facts, registries)):
        if text.strip(ANY):
            found[kind].update(matching(_as_path(kind, text), bases, paths))
        elif kind not in (LINK, ALONE):
            unresolved.add(kind)
    for kind in unresolved.copy():
        guesses = (_mentioned(each, values, kind, bases, paths) for each, values in ((module, facts), *lists))
        if guess := next(filter(None, guesses), None):
            found[kind] |= guess
            unresolved.discard(kind)
    pages, runs, loads, imports, links, alone = (tuple(sorted(found[kind])) for kind in _KINDS)
    return Targets(pages, runs, loads, imports, links, alone, tuple(sorted(unresolved)))


def _mentioned(
    module: ModuleIR, facts: ModuleFacts, kind: str, bases: tuple[str, ...], paths: frozenset[str]
) -> set[str]:
    """The scripts, other than itself, that any text of a module names."""
    found = {path for text in texts(module, facts.values) for path in matching(_as_path(kind, text), bases, paths)}
    return found - {module.path}


def _as_path(kind: str, text: str) -> str:
    if kind != IMPORT:
        return text
    return text.lstrip(".").replace(".", "/") + ".py"


def _references(facts: ModuleFacts, registries: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The kind of each use and the pattern of what is used."""
    callables = facts.callables.union(facts.bound)
    for call in facts.calls:
        name = dotted(call.func)
        use = _use(name, facts.bound, registries) if name else None
        if use is None:
            continue
        kind, position, keyword = use
        argument = _argument(call, position, keyword)
        if use == _UNKNOWN_PAGES:
            yield PAGE, ANY
        if argument is None or (kind in (PAGE, LINK) and _is_callable(argument, callables)):
            continue
        script = _script_run(argument, facts.values) if name == ("exec",) else argument
        if script is not None:
            yield kind, pattern(script, facts.values)


def _use(name: Dotted, imported: Mapping[str, ImportName], registries: frozenset[str]) -> tuple[str, int, str] | None:
    """What a call of `name` does with which argument."""
    if name[0] in registries:
        return ALONE, 0, "path"
    source = imported.get(name[0])
    if source is None:
        full = name
    elif source.name is not None:
        full = (*source.module.split("."), source.name, *name[1:])
    else:
        full = (*source.module.split("."), *name[1:]) if source.whole else name
    if full[0] == _REGISTRY:
        return _UNKNOWN_PAGES if full[-1] in _FROM_FILE else (ALONE, 0, "path")
    return _LIBRARY.get(full[1:]) if full[0] == "streamlit" else _PYTHON.get(".".join(full))


def _argument(call: Call, position: int, keyword: str) -> Expr | None:
    positional = [argument.value for argument in call.args if argument.name is None and not argument.star]
    if 0 <= position < len(positional):
        return positional[position]
    return next((argument.value for argument in call.args if argument.name == keyword), None)


def _is_callable(argument: Expr, callables: set[str]) -> bool:
    """Whether a page is given as a function, not as a file."""
    if isinstance(argument, Lambda):
        return True
    if isinstance(argument, Call):  # functools.partial(render, …) and factories of functions
        return any(_is_callable(each.value, callables) for each in argument.args) and dotted(argument.func) != ("str",)
    name = dotted(argument)
    return name is not None and (name[0] in callables or (len(name) > 1 and name[-1] in callables))


def _script_run(argument: Expr, values: Values) -> Expr | None:
    """The file that `exec(open(file).read())` runs, also through `compile` or a name; None if it reads none."""
    nodes = list(walk(argument))
    named = (values.get(node.id) for node in nodes if isinstance(node, Name))
    for node in (*nodes, *(inner for value in named if value for inner in walk(value))):
        if isinstance(node, Call):
            name = node.func.name if isinstance(node.func, Attr) else getattr(node.func, "id", "")
            if name in _READS:
                return node
    return None
