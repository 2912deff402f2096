"""Scripts and modules that a file names instead of importing. In: ModuleIR, folders, paths. Out: Targets.

    st.Page("views/home.py")                      pages     runs below the frame, after it
    runpy.run_path("demo.py"), exec(open(…))      runs      runs inside the caller
    importlib.import_module(f"pages.{name}")      imports   runs once per process
    st.switch_page("pages/two.py")                links     runs on its own

Where the argument is not constant, every text of the file that names an existing script or module may be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from statelint.ir.expr import Attr, Call, Expr, Lambda, Name
from statelint.ir.stmt import ImportName, ModuleIR
from statelint.ir.walk import walk
from statelint.project.facts import Dotted, ModuleFacts, dotted, read_module
from statelint.project.paths import ANY, Values, matching, pattern, texts

PAGE, RUN, IMPORT, LINK = "page", "run", "import", "link"

# What a callable does with which argument: (kind, position, keyword).
_LIBRARY = {
    ("Page",): (PAGE, 0, "page"),
    ("switch_page",): (LINK, 0, "page"),
    ("page_link",): (LINK, 0, "page"),
    ("sidebar", "page_link"): (LINK, 0, "page"),
}
_PYTHON = {
    "runpy.run_path": (RUN, 0, "path_name"),
    "importlib.util.spec_from_file_location": (RUN, 1, "location"),
    "importlib.machinery.SourceFileLoader": (RUN, 1, "path"),
    "exec": (RUN, 0, ""),
    "importlib.import_module": (IMPORT, 0, "name"),
    "runpy.run_module": (IMPORT, 0, "mod_name"),
    "__import__": (IMPORT, 0, "name"),
}
_READS = frozenset({"open", "read", "read_text", "read_bytes"})


@dataclass(frozen=True, slots=True)
class Targets:
    """The files that a module names, by use; `unresolved` are the uses of which none could be told."""

    pages: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()


def page_targets(module: ModuleIR, base: str, paths: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """The scripts that `st.Page` calls of this file register, and whether every call could be read.

    They are relative to `base`, the folder of the entry script.
    """
    found = targets(module, read_module(module), (base,), frozenset(paths))
    return found.pages, PAGE not in found.unresolved


def targets(module: ModuleIR, facts: ModuleFacts, bases: tuple[str, ...], paths: frozenset[str]) -> Targets:
    """All that a file names, looked up in the first of `bases` that has it."""
    found: dict[str, set[str]] = {PAGE: set(), RUN: set(), IMPORT: set(), LINK: set()}
    unresolved: set[str] = set()
    for kind, text in set(_references(facts)):
        if text.strip(ANY):
            found[kind].update(matching(_as_path(kind, text), bases, paths))
        elif kind != LINK:
            unresolved.add(kind)
    for kind in unresolved.copy():
        guesses = {
            path for text in texts(module, facts.values) for path in matching(_as_path(kind, text), bases, paths)
        }
        if guesses:
            found[kind] |= guesses
            unresolved.discard(kind)
    pages, runs, imports, links = (tuple(sorted(found[kind])) for kind in (PAGE, RUN, IMPORT, LINK))
    return Targets(pages, runs, imports, links, tuple(sorted(unresolved)))


def _as_path(kind: str, text: str) -> str:
    if kind != IMPORT:
        return text
    return text.lstrip(".").replace(".", "/") + ".py"


def _references(facts: ModuleFacts) -> Iterator[tuple[str, str]]:
    """The kind of each use and the pattern of what is used."""
    callables = facts.callables.union(facts.bound)
    for call in facts.calls:
        name = dotted(call.func)
        use = _use(name, facts.bound) if name else None
        argument = _argument(call, use[1], use[2]) if use else None
        if use is None or argument is None or (use[0] in (PAGE, LINK) and _is_callable(argument, callables)):
            continue
        script = _script_run(argument, facts.values) if name == ("exec",) else argument
        if script is not None:
            yield use[0], pattern(script, facts.values)


def _use(name: Dotted, imported: Mapping[str, ImportName]) -> tuple[str, int, str] | None:
    source = imported.get(name[0])
    if source is None:
        full = name
    elif source.name is not None:
        full = (*source.module.split("."), source.name, *name[1:])
    else:
        full = (*source.module.split("."), *name[1:]) if source.whole else name
    return _LIBRARY.get(full[1:]) if full[0] == "streamlit" else _PYTHON.get(".".join(full))


def _argument(call: Call, position: int, keyword: str) -> Expr | None:
    positional = [argument.value for argument in call.args if argument.name is None and not argument.star]
    if position < len(positional):
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
    if isinstance(argument, Name):
        argument = values.get(argument.id) or argument
    for node in walk(argument):
        if isinstance(node, Call):
            name = node.func.name if isinstance(node.func, Attr) else getattr(node.func, "id", "")
            if name in _READS:
                return node
    return None
