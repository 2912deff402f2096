"""Modules and scripts that a program loads by name. In: a call of importlib or runpy. Out: the module, its body run.

    spec = importlib.util.spec_from_file_location("page", HERE / "views" / "page.py")     views/page.py, not run yet
    page = importlib.util.module_from_spec(spec)                                          run: nothing is done with it
    spec.loader.exec_module(page)                                                         before it has been executed

Which files a text can mean is the project's business (`paths`), and which ones a module may mean whose name is
computed (`navigation`); where there are several, one of them is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from statelint.explore.program import Choose, Invoke, Once, Step
from statelint.explore.unfold.base import Arguments, Files
from statelint.explore.unfold.library import Library
from statelint.explore.unfold.scopes import Scopes
from statelint.explore.unfold.values import (
    UNKNOWN,
    Alternatives,
    Known,
    Lib,
    ModuleValue,
    Navigation,
    PageValue,
    Value,
    alternatives,
)
from statelint.ir.expr import Const, Expr
from statelint.project.facts import ModuleFacts, read_module
from statelint.project.imports import Resolver, folder_of, join
from statelint.project.navigation import Targets, targets
from statelint.project.paths import ANY, bases_of, matching, pattern
from statelint.streamlit_api.model import Api

MOST = 12  # files that one call may load


class Loading(Scopes, Library):
    """`importlib` and `runpy`."""

    def __init__(self, files: Files, resolver: Resolver, search: tuple[str, ...], api: Api) -> None:
        super().__init__(files, resolver, search, api)
        self._blocks: dict[str, int] = {}  # of the files that are run again whenever they are loaded
        self._facts: dict[str, ModuleFacts] = {}
        self._mentioned: dict[str, Targets] = {}

    def call_library(self, dotted: str, args: Arguments, at: int, used: str) -> Value:
        load = LOADERS.get(dotted)
        value = load(self, args) if load is not None else None
        return super().call_library(dotted, args, at, used) if value is None else value

    def run_navigation(self, navigation: Navigation, at: int) -> Value:
        """Where not all of its pages are known, those that texts of the file name may be among them."""
        if not navigation.complete:
            folder = join(folder_of(self.entry), "")
            paths = (path for path in self._targets().pages if path.startswith(folder) and path != self.entry)
            named = [PageValue(Known(path.removeprefix(folder))) for path in paths]
            more = tuple(page for page in named if page not in navigation.pages)
            navigation = Navigation((*navigation.pages, *more), False, navigation.number)
        return super().run_navigation(navigation, at)

    def found_spec(self, args: Arguments) -> Value | None:
        """`spec_from_file_location(name, path)`: the module stands for its spec, too."""
        return _one_of(self._files_at(args, 1, "location") or self._known(self._targets().loads))

    def module_of_spec(self, args: Arguments) -> Value | None:
        value = args.positional[0] if args.positional else UNKNOWN
        modules = value.values if isinstance(value, Alternatives) else (value,)
        paths = [module.path for module in modules if isinstance(module, ModuleValue) and not module.package]
        if not paths or len(paths) < len(modules):
            return None
        self._choose([(Invoke(self._loaded(path)),) for path in paths])
        return value

    def imported(self, args: Arguments) -> Value | None:
        """`import_module(name)`: run once in a process, like any import."""
        name = args.positional[0] if args.positional else UNKNOWN
        if isinstance(name, Known) and isinstance(name.value, str):
            found = self.module_named(name.value)
            if found is None and not name.value.startswith("."):
                self.foreign()
                return Lib(name.value)
            paths = self._known([found.path]) if found is not None else []
        else:
            paths = self._files_at(args, 0, "name", dots=True) or self._known(self._targets().imports)
        blocks: list[tuple[Step, ...]] = []
        for path in paths:
            with self.capture() as steps:
                self.import_module(path)
            blocks.append(tuple(step for step in steps if isinstance(step, Once)))
        self._choose(blocks)
        return _one_of(paths)

    def run_path(self, args: Arguments) -> Value | None:
        """`runpy.run_path(path)`: what it gives is a dict of globals."""
        paths = self._files_at(args, 0, "path_name") or self._known(self._targets().runs)
        self._choose([(Invoke(self._loaded(path)),) for path in paths])
        return UNKNOWN if paths else None

    def _choose(self, blocks: list[tuple[Step, ...]]) -> None:
        if len(blocks) == 1:
            self.out.extend(blocks[0])
        elif blocks:
            self.emit(Choose(tuple(blocks)))

    def _loaded(self, path: str) -> int:
        """The block of a file that is run as a module each time it is loaded."""
        if path not in self._blocks:
            self._blocks[path] = self.block(())
            block = self.run_module(path)
            self.program.blocks[self._blocks[path]] = self.program.blocks[block]
        return self._blocks[path]

    def _files_at(self, args: Arguments, position: int, keyword: str, dots: bool = False) -> list[str]:
        """The files of the app that an argument can name; none if they cannot be told."""
        given = args.positional[position] if position < len(args.positional) else args.keywords.get(keyword, UNKNOWN)
        expr: Expr | None = args.exprs.get(position) or args.exprs.get(keyword)
        if isinstance(given, Known) and isinstance(given.value, str):
            expr = Const(given.value)
        text = pattern(expr, self._read(self.frame.module).values) if expr is not None else ANY
        if dots:
            text = text.lstrip(".").replace(".", "/") + ".py"
        if not text.strip(ANY) or text == f"{ANY}.py":
            return []
        return self._known(matching(text, self._bases(), self.resolver.paths))

    def _known(self, paths: Iterable[str]) -> list[str]:
        found = [path for path in paths if path in self.files.modules]
        return found if len(found) <= MOST else []

    def _bases(self) -> tuple[str, ...]:
        return (folder_of(self.entry), *bases_of(self.frame.module))

    def _targets(self) -> Targets:
        """All that the running module, or those that it imports, mention as a script or a module."""
        path = self.frame.module
        if path not in self._mentioned:
            facts = self._read(path)
            imported = {found for name in facts.imports for found in self.resolver.loads(path, name)}
            lists = [
                (self.files.modules[each], self._read(each)) for each in sorted(imported & self.files.modules.keys())
            ]
            self._mentioned[path] = targets(
                self.files.modules[path], facts, self._bases(), self.resolver.paths, lists=lists
            )
        return self._mentioned[path]

    def _read(self, path: str) -> ModuleFacts:
        if path not in self._facts:
            self._facts[path] = read_module(self.files.modules[path])
        return self._facts[path]


def _one_of(paths: list[str]) -> Value | None:
    return alternatives([ModuleValue(path) for path in paths]) if paths else None


LOADERS: dict[str, Callable[[Loading, Arguments], Value | None]] = {
    "importlib.util.spec_from_file_location": Loading.found_spec,
    "importlib.util.module_from_spec": Loading.module_of_spec,
    "importlib.import_module": Loading.imported,
    "builtins.__import__": Loading.imported,
    "runpy.run_path": Loading.run_path,
}
