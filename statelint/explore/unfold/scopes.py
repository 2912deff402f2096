"""Names: which frame a name belongs to, what it is worth there, and the frames of modules."""

from __future__ import annotations

import builtins
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from statelint.explore.program import Exit, Once, SetVar
from statelint.explore.terms import Var
from statelint.explore.unfold.base import Files, Workbench
from statelint.explore.unfold.bindings import global_bindings, names_of
from statelint.explore.unfold.trace import Body
from statelint.explore.unfold.values import (
    UNKNOWN,
    Dyn,
    Frame,
    Known,
    Lib,
    ModuleValue,
    State,
    Value,
    origin,
    origin_of,
    term_of,
)
from statelint.ir.blocks import statements
from statelint.ir.expr import Attr, Name
from statelint.ir.stmt import (
    Assign,
    AugAssign,
    DefineFunction,
    ImportName,
    ModuleIR,
    Stmt,
)
from statelint.project.imports import Resolver, ancestors, folder_of, join
from statelint.streamlit_api.model import Api
from statelint.streamlit_api.values import values

BUILTINS = frozenset(dir(builtins))


def attribute_stores(module: ModuleIR) -> tuple[Counter[str], Counter[str]]:
    """How often each attribute name is assigned anywhere in a module; how often most by one `__init__` to its self,
    which is not counted among the others: an object is made by the one of its class."""
    count: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for function in module.functions:
        new = function.params[0].name if function.name == "__init__" and function.params else ""
        own: Counter[str] = Counter()
        for attr in _stored(function.body):
            (own if isinstance(attr.obj, Name) and attr.obj.id == new else count)[attr.name] += 1
        made |= own
    for body in (module.body, *(cls.body for cls in module.classes)):
        count.update(attr.name for attr in _stored(body))
    return count, made


def _stored(body: tuple[Stmt, ...]) -> Iterator[Attr]:
    for stmt in statements(body):
        targets = stmt.targets if isinstance(stmt, Assign) else (stmt.target,) if isinstance(stmt, AugAssign) else ()
        yield from (target for target in targets if isinstance(target, Attr))


def method_names(module: ModuleIR) -> frozenset[str]:
    """The names of all functions that stand in a class of a module."""
    return frozenset(
        module.functions[stmt.function].name
        for cls in module.classes
        for stmt in statements(cls.body)
        if isinstance(stmt, DefineFunction)
    )


def script_of(frame: Frame | None) -> str:
    """The script whose run defines what stands in this frame; "" for that of an imported module."""
    while frame is not None and frame.parent is not None:
        frame = frame.parent
    return frame.module if frame is not None and frame.names.get("__name__") == Known("__main__") else ""


class Survey:
    """What unfolding wants to know of the modules of an app; each module is read once, however many apps share it."""

    def __init__(self, modules: Mapping[str, ModuleIR], broken: frozenset[str]) -> None:
        self._modules = modules
        self._broken = broken
        self._read: dict[str, tuple[tuple[Counter[str], Counter[str]], dict[str, int], frozenset[str]]] = {}

    def files(self, paths: Iterable[str]) -> Files:
        """These and no others: what is said of one app never depends on another's files."""
        chosen = {path: self._modules[path] for path in paths}
        stores: Counter[str] = Counter()
        made: Counter[str] = Counter()
        for path, module in chosen.items():
            if path not in self._read:
                self._read[path] = attribute_stores(module), global_bindings(module), method_names(module)
            count, own = self._read[path][0]
            stores += count
            made |= own
        bindings = {path: self._read[path][1] for path in chosen}
        methods = frozenset[str]().union(*(self._read[path][2] for path in chosen))
        return Files(chosen, dict(stores + made), bindings, methods, self._broken)


class Scopes(Workbench):
    """Name lookup as Python does it, with constants of a module seen through functions."""

    def __init__(self, files: Files, resolver: Resolver, search: tuple[str, ...], api: Api) -> None:
        super().__init__(files, resolver, search, api)
        self._bound: dict[str, frozenset[str] | None] = {}  # by module: all that it binds anywhere, None for any name

    def owner(self, name: str) -> Frame | None:
        """The frame in which a name read here is bound, None for builtins and unbound names."""
        frame: Frame | None = self.frame
        if name in self.frame.globals:
            return self.module_frames.get(self.frame.module)
        while frame is not None:
            if name in frame.names and (frame.kind != "class" or frame is self.frame):
                return frame
            frame = frame.parent
        return None

    def lookup(self, name: str) -> Value:
        frame = self.owner(name)
        if frame is None or name not in frame.names:
            if name in BUILTINS and frame is None:
                return Lib(f"builtins.{name}")
            if self.never_bound(name):
                self.emit(Exit("raise", name="NameError"))
            return UNKNOWN
        value = frame.names[name]
        if frame is self.frame:
            return value
        changes = self.files.global_bindings.get(frame.module, {}).get(name, 1) if frame.kind == "module" else 1
        if changes > 1 and isinstance(value, (Known, Dyn)):
            return Dyn(Var(self.slot(frame, name)), ours=origin(value))
        return value

    def never_bound(self, name: str) -> bool:
        """Is this a name that nothing in the text of the running module binds, nor any file among the builtins?"""
        path = self.frame.module
        if path not in self._bound:
            module = self.files.modules.get(path)  # none where nothing runs, between the scripts
            self._bound[path] = names_of(module) if module is not None else None
        bound = self._bound[path]
        return not (bound is None or name in bound or name.startswith("__") or name in self.files.attribute_stores)

    def bind(self, name: str, value: Value) -> None:
        """Store a value under a name, and what it is worth in the program's variable for it."""
        frame = self.frame
        if name in frame.globals:
            frame = self.module_frames.get(frame.module, frame)
        elif name in frame.nonlocals:
            frame = self._enclosing(name) or frame
        slot = self.slot(frame, name)
        self.emit(SetVar(slot, term_of(value)))
        if isinstance(value, Dyn) or (frame is not self.frame and isinstance(value, Known)):
            self.notes.asking.meanings[slot] = term_of(value)
            value = Dyn(Var(slot), ours=origin(value), of=origin_of(value))
        frame.names[name] = value

    def _enclosing(self, name: str) -> Frame | None:
        frame = self.frame.parent
        while frame is not None and name not in frame.names:
            frame = frame.parent
        return frame

    # ---- modules ----
    def import_module(self, path: str) -> None:
        """Run a module's body where it is imported first; later imports find its frame."""
        if path not in self.module_blocks:
            self.module_blocks[path] = -1
            self.importing += 1
            self.module_blocks[path] = self._run_body(path, self._module_name(path))
            self.share(path)
            self.importing -= 1
        if self.module_blocks[path] >= 0:
            self.emit(Once(self.module_blocks[path]))

    def run_script(self, path: str) -> int:
        """The block of a script run by Streamlit: fresh globals, `__name__` is `__main__`."""
        return self._run_body(path, "__main__")

    def run_module(self, path: str) -> int:
        """The block of a module that is run again whenever it is loaded."""
        return self._run_body(path, self._module_name(path))

    def module_named(self, dotted: str) -> ModuleValue | None:
        """The module of the project that goes by a full name."""
        return self._module(dotted, 0)

    def inside(self, frame: Frame) -> Frame:
        """A function-like frame from which the names of a module frame are seen as its functions see them."""
        return Frame(frame.module, frame)

    def import_name(self, name: ImportName) -> None:
        """Bind what one import gives: a module of the project, a name in it, or something of a library."""
        if name.name == "*":
            self._import_star(name)
            return
        self._load(name)
        if name.name is None:
            bound = name.module if name.whole else name.module.partition(".")[0]
            self.bind(name.bound, self._module(bound, 0) or Lib(bound))
            return
        owner = self._module(name.module, name.level)
        value = self.attribute(owner, name.name, -1) if owner is not None else UNKNOWN
        if owner is None or (owner.package and value == UNKNOWN and not name.level):
            value = Lib(f"{name.module}.{name.name}")  # an installed package wins over a folder of its name
        if isinstance(value, Lib) and values().has(value.dotted, "context"):
            self.trace.context = True
        if value == Lib("streamlit.session_state"):
            value = State()
        self.bind(name.bound, value)

    def _load(self, name: ImportName) -> None:
        for path in self.resolver.loads(self.frame.module, name):
            if path in self.files.modules:
                self.import_module(path)
            elif path in self.files.broken:
                self.emit(Exit("raise", name="SyntaxError"))
                return

    def _module(self, dotted: str, level: int) -> ModuleValue | None:
        path = self.resolver.resolve(self.frame.module, dotted, level)
        if path is not None:
            return ModuleValue(path)
        folder = self._namespace(dotted, level)
        return ModuleValue(folder, package=True) if folder is not None else None

    def _namespace(self, dotted: str, level: int) -> str | None:
        """The folder of a package without __init__.py; one that is called `streamlit` is no such package."""
        if not level and dotted.partition(".")[0] == "streamlit":
            return None
        here = ancestors(folder_of(self.frame.module))
        bases = here[level - 1 : level] if level else self.search
        found = (join(base, dotted.replace(".", "/")) if dotted else base for base in bases)
        return next((folder for folder in found if folder in self.resolver.folders), None)

    def submodule(self, module: ModuleValue, name: str) -> Value | None:
        folder = module.path if module.package else module.path.rpartition("/")[0]
        if not module.package and not module.path.endswith("__init__.py"):
            return None
        stem = f"{folder}/{name}" if folder else name
        for path in (f"{stem}/__init__.py", f"{stem}.py"):
            if path in self.resolver.paths:
                if path in self.files.modules:
                    self.import_module(path)
                return ModuleValue(path)
        return ModuleValue(stem, package=True) if stem in self.resolver.folders else None

    def _import_star(self, name: ImportName) -> None:
        self._load(name)
        owner = self._module(name.module, name.level)
        if owner is None:
            if name.module == "streamlit":
                for command in self.api.commands:
                    self.bind(command, self.attribute(Lib("streamlit"), command, -1))
            return
        frame = self.module_frames.get(owner.path)
        for bound in list(frame.names) if frame is not None else ():
            if not bound.startswith("_"):
                self.bind(bound, self.module_attribute(owner, bound))

    def _module_name(self, path: str) -> str:
        return path.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")

    def _run_body(self, path: str, dunder_name: str) -> int:
        frame = Frame(path, kind="module")
        frame.names["__name__"] = Known(dunder_name)
        frame.names["__file__"] = UNKNOWN
        outer = (self.frame, self.trying, self.returns)
        self.module_frames[path] = self.frame = frame
        self.trying, self.returns = 0, []
        self.program.entered.add((path, -1))
        root, kind = ("script", "script") if dunder_name == "__main__" else ("import", "module")
        with self.capture() as steps, self.notes.under(root), self.trace.inside(Body(kind, path)):
            self.execute(self.files.modules[path].body)
        self.frame, self.trying, self.returns = outer
        return self.block(steps)
