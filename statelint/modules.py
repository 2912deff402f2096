"""The files of a run -> lowered modules: those that can matter, from the cache where they are known, else lowered."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from statelint.run import Run
from statelint.source.text import wants_lowering

if TYPE_CHECKING:
    from statelint.ir.stmt import ModuleIR, SyntaxProblem

# Bytes to lower that are worth one more process: it takes about as long to start as this takes to lower.
SHARE = 100_000


def lower_all(run: Run) -> tuple[list[ModuleIR], list[SyntaxProblem]]:
    """Lower every file that can matter, and then whatever more of the project these need."""
    from statelint.ir.stmt import ModuleIR, SyntaxProblem
    from statelint.project.closure import Closure

    modules: list[ModuleIR] = []
    problems: list[SyntaxProblem] = []
    seen: set[str] = set()
    closure = Closure((*run.inputs.listing, *run.inputs.beside))
    wanted = {path for path in run.inputs.listing if can_matter(run, path)}
    wanted |= thin_pages(run.inputs.listing, wanted)
    while wanted := wanted - seen:
        seen |= wanted
        lowered = lower_each(run, sorted(wanted))
        modules += [each for each in lowered if isinstance(each, ModuleIR)]
        problems += [each for each in lowered if isinstance(each, SyntaxProblem)]
        with run.stage("project"):
            wanted = closure.missing(modules)
            beside = closure.imported().intersection(run.inputs.beside)
        wanted |= {path for path in beside - run.beside if can_matter(run, path)}
        run.beside |= beside
    return modules, problems


def can_matter(run: Run, path: str) -> bool:
    """Whether a file touches the state or draws; one that does not is forgotten."""
    source = run.load(path)
    if source and wants_lowering(source.data):
        return True
    run.sources.pop(path, None)
    return False


def thin_pages(listing: Iterable[str], wanted: set[str]) -> set[str]:
    """Pages that leave all drawing to what they import: files in a `pages/` folder beside a script that can matter."""
    folders = {path.rpartition("/")[0] for path in wanted}
    pages = ((path, path.rpartition("/")[0].rpartition("/")) for path in listing if "pages/" in path)
    return {path for path, (folder, _, name) in pages if name == "pages" and folder in folders}


def lower_each(run: Run, paths: Sequence[str]) -> list[ModuleIR | SyntaxProblem]:
    """The files that can be read and lowered, in this order; those that are new are shared out among processes."""
    from statelint.ir.codec import decode

    with run.stage("lower"):
        found = {path: kept for path in paths if (kept := known(run, path))}
        sizes = {path: len(source.data) for path in paths if path not in found and (source := run.load(path))}
        new = sorted(sizes, key=lambda path: (-sizes[path], path))
        jobs = run.processes(sum(sizes.values()) // SHARE)
        if jobs > 1:
            importlib.import_module("statelint.lower.module")  # once, and not in every process
            plain = run.share(lambda path: lower_one(run, path, encoded=True), new, jobs)
            lowered = [decode(each) if each else None for each in plain]
        else:
            lowered = [lower_one(run, path) for path in new]
        found.update((path, each) for path, each in zip(new, lowered, strict=True) if each)
    return [found[path] for path in paths if path in found]


def known(run: Run, path: str) -> ModuleIR | SyntaxProblem | None:
    """A file as the cache knows it."""
    source = run.load(path) if run.cache else None
    return run.cache.lowered(path, source.data) if run.cache and source else None


def lower_one(run: Run, path: str, encoded: bool = False) -> Any:
    """One file that was read, as it is or encoded; None if lowering it fails."""
    from statelint.ir.codec import encode
    from statelint.lower import lower

    data = run.sources[path].data
    with run.guarded(path):
        lowered = lower(path, data)
        plain = encode(lowered) if encoded or run.cache else None
        if run.cache:
            run.cache.keep_lowered(data, plain)
        return plain if encoded else lowered
    return None
