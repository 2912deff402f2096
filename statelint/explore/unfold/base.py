"""The workbench of unfolding: the modules and frames of an app, the steps so far, what each part may ask of others."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from statelint.explore.observations import Site
from statelint.explore.program import MayRaise, Program, SetVar, Step, Test, Touch
from statelint.explore.terms import KeyRef, SiteRef, Term, Var
from statelint.explore.unfold.arguments import Arguments as Arguments
from statelint.explore.unfold.meanwhile import Meanwhile
from statelint.explore.unfold.notes import Notes
from statelint.explore.unfold.spots import Sources, Spot
from statelint.explore.unfold.trace import Trace
from statelint.explore.unfold.values import Context, Frame, Function, Instance, Klass, ModuleValue, Navigation, Value
from statelint.ir.expr import Arg, Comprehension, Expr
from statelint.ir.stmt import Assign, For, FunctionIR, ImportName, ModuleIR, Stmt, While
from statelint.project.imports import Resolver
from statelint.record import dataclass
from statelint.streamlit_api.model import Api

MAX_STEPS = 150_000  # steps written for one app; beyond it calls are not entered any more

Place = tuple[str, int, int]  # module, function, identity of the frame that it closes over
Variant = tuple[int, Value, int, Frame]  # block, value returned, variable of the result, frame


@dataclass(frozen=True, slots=True)
class Files:
    """What is known of an app before it is unfolded: its modules, stores of each attribute name, `broken` files."""

    modules: dict[str, ModuleIR]
    attribute_stores: dict[str, int]
    global_bindings: dict[str, dict[str, int]]
    methods: frozenset[str]
    broken: frozenset[str]


class Workbench(ABC):
    """Shared state of one unfolding; the mixins of this package write the steps."""

    def __init__(self, files: Files, resolver: Resolver, search: tuple[str, ...], api: Api) -> None:
        self.files = files
        self.resolver = resolver
        self.search = search
        self.api = api
        self.program = Program(outcomes=api.outcomes)
        self.notes = Notes(api, self.program.elements)
        self.trace = Trace()
        self.out: list[Step] = []
        self.trying = self.depth = self.vars = self.loops = self.written = self.importing = self.reshaped = 0
        self.frame = Frame("")
        self.module_frames: dict[str, Frame] = {}
        self.module_blocks: dict[str, int] = {}
        self.returns: list[Value] = []
        self.variants: dict[Place, dict[tuple[object, ...], Variant]] = {}
        self.entering: dict[tuple[Place, tuple[object, ...]], int] = {}  # copies being unfolded, and their blocks
        self.silent_blocks: dict[int, bool] = {}  # blocks of which it is known whether they can reach the session
        self.idle_loops: set[tuple[int, Frame]] = set()  # loops of a body that cannot, by identity
        self.contexts: dict[int, Frame | None] = {}
        self.klasses: dict[int, Klass] = {}  # by the identity of the class's frame
        self.met: dict[tuple[str, int], Instance] = {}  # by class: an object of it out of the state
        self.alive: list[object] = []  # identities in signatures stay taken
        self.entry, self.in_dialog = "", False
        self.page_blocks: dict[str, int] = {}
        self.drawn_reserved: dict[str, Site] = {}
        self.pending: list[tuple[int, Value, Arguments]] = []  # callbacks by element, unfolded after the scripts
        self.forms: list[int] = []  # the forms around the statement, by element
        self.fragments: list[int] = []  # the fragments and dialogs around it

    # ---- writing steps ----
    def emit(self, step: Step) -> None:
        self.out.append(step)
        self.written += 1

    def capture(self) -> Meanwhile[list[Step]]:
        """Steps emitted inside go to the list that is given, not to the program."""
        return Meanwhile(self, "out", [])

    def block(self, steps: Sequence[Step]) -> int:
        """Store steps as a block of the program; its index."""
        self.program.blocks.append(tuple(steps))
        return len(self.program.blocks) - 1

    def fresh(self) -> int:
        self.vars += 1
        return self.vars

    def keep(self, term: Term) -> Var:
        """Remember what a term is worth now."""
        var = self.fresh()
        self.emit(SetVar(var, term))
        return Var(var)

    def foreign(self) -> None:
        """Something that is not ours runs here and may raise."""
        if self.trying and not (self.out and isinstance(self.out[-1], MayRaise)):
            self.emit(MayRaise())

    def here(self, at: int) -> SiteRef:
        return (self.frame.module, at)

    def site(self, ref: SiteRef) -> Site:
        return Site(ref[0], self.files.modules[ref[0]].span(ref[1]))

    @property
    def over_budget(self) -> bool:
        if self.written > MAX_STEPS:
            self.program.over_budget = True
        return self.program.over_budget

    def slot(self, frame: Frame, name: str) -> int:
        """The variable of the program that stands for a name of a frame."""
        if name not in frame.slots:
            frame.slots[name] = self.fresh()
        return frame.slots[name]

    # ---- what the parts offer each other ----
    @abstractmethod
    def evaluate(self, expr: Expr, used: str = "") -> Value:
        """Write what evaluating does; the value. `used` is how the value is used at once (see KeyFailure.used)."""

    @abstractmethod
    def comprehend(self, expr: Comprehension) -> Value: ...

    @abstractmethod
    def argument_use(self, func: Value) -> str: ...

    @abstractmethod
    def condition(self, expr: Expr) -> Test: ...

    @abstractmethod
    def execute(self, body: Sequence[Stmt]) -> None: ...

    @abstractmethod
    def assign(self, target: Expr, value: Value) -> None: ...

    @abstractmethod
    def arguments(self, args: Sequence[Arg], used: str = "") -> Arguments: ...

    @abstractmethod
    def call(self, func: Value, args: Arguments, at: int, used: str = "") -> Value: ...

    @abstractmethod
    def enter(self, function: Function, args: Arguments, at: int) -> Value: ...

    @abstractmethod
    def attribute(self, owner: Value, name: str, at: int, used: str = "") -> Value: ...

    @abstractmethod
    def item(self, owner: Value, index: Value, at: int, used: str = "") -> Value: ...

    @abstractmethod
    def touch(
        self, op: str, key: Value, at: int, form: str = "item", value: Value | None = None, used: str = ""
    ) -> Touch: ...

    @abstractmethod
    def use_state(self, op: str, key: KeyRef, at: int, value: Value | None = None) -> None: ...

    @abstractmethod
    def call_state_method(self, name: str, args: Arguments, at: int, used: str) -> Value: ...

    @abstractmethod
    def call_library(self, dotted: str, args: Arguments, at: int, used: str) -> Value: ...

    @abstractmethod
    def call_builtin_method(self, owner: Value, name: str, args: Arguments, at: int) -> Value: ...

    @abstractmethod
    def lookup(self, name: str) -> Value: ...

    @abstractmethod
    def bind(self, name: str, value: Value) -> None: ...

    @abstractmethod
    def comes_from(self, expr: Expr, since: int | None = None) -> Sources: ...

    @abstractmethod
    def of_value(self, value: Value) -> Sources: ...

    @abstractmethod
    def optionally(self, test: Expr, spot: Spot) -> Spot: ...

    @abstractmethod
    def keyed(self, ir: FunctionIR, given: dict[str, Value], args: Arguments) -> Sources: ...

    @abstractmethod
    def asking(self, test: Expr, since: int) -> Spot: ...

    @abstractmethod
    def share(self, path: str) -> None: ...

    @abstractmethod
    def note_shared(self, kind: str, owner: Value, slot: Value, at: int, value: Value | None = None) -> None: ...

    @abstractmethod
    def is_state(self, expr: Expr) -> bool: ...

    @abstractmethod
    def is_borrowed(self, stmt: Assign) -> bool: ...

    @abstractmethod
    def note(self, targets: Sequence[Expr], value: Expr, worth: Value) -> None: ...

    @abstractmethod
    def import_module(self, path: str) -> None: ...

    @abstractmethod
    def import_name(self, name: ImportName) -> None: ...

    @abstractmethod
    def loop_for(self, stmt: For) -> None: ...

    @abstractmethod
    def loop_while(self, stmt: While) -> None: ...

    @abstractmethod
    def new_frame(self, function: Function, ir: FunctionIR, given: dict[str, Value]) -> Frame: ...

    @abstractmethod
    def run_in(self, frame: Frame, body: Sequence[Stmt]) -> tuple[list[Step], list[Value]]: ...

    @abstractmethod
    def new_class(self, index: int, bases: tuple[Value, ...]) -> Klass: ...

    @abstractmethod
    def close_class(self, klass: Klass) -> None: ...

    @abstractmethod
    def call_kept(self, owner: Value, name: str, args: Arguments, at: int) -> Value | None: ...

    @abstractmethod
    def decorate(self, decorator: Value, value: Value, at: int) -> Value: ...

    @abstractmethod
    def store_attribute(self, owner: Value, name: str, value: Value, at: int) -> None: ...

    @abstractmethod
    def augment_attribute(self, owner: Value, name: str, value: Value, at: int) -> None: ...

    @abstractmethod
    def delete_attribute(self, owner: Value, name: str, at: int) -> None: ...

    @abstractmethod
    def store_item(self, owner: Value, index: Value, value: Value, at: int) -> None: ...

    @abstractmethod
    def augment_item(self, owner: Value, index: Value, value: Value, at: int) -> None: ...

    @abstractmethod
    def delete_item(self, owner: Value, index: Value, at: int) -> None: ...

    @abstractmethod
    def inside(self, frame: Frame) -> Frame: ...

    @abstractmethod
    def module_attribute(self, module: ModuleValue, name: str) -> Value: ...

    @abstractmethod
    def submodule(self, module: ModuleValue, name: str) -> Value | None: ...

    @abstractmethod
    def call_element(self, command: str, args: Arguments, at: int) -> Value: ...

    @abstractmethod
    def local_code(self, function: Function) -> str: ...

    @abstractmethod
    def bound(self, function: Function, *first: Value) -> Function: ...

    @abstractmethod
    def class_member(self, klass: Klass, name: str) -> Value | None: ...

    @abstractmethod
    def items_of(self, value: Value) -> list[Value] | None: ...

    @abstractmethod
    def one_of(self, values: Sequence[Value], term: Term) -> Value: ...

    @abstractmethod
    def text(self, parts: Sequence[Value]) -> Value: ...

    @abstractmethod
    def enter_context(self, context: Context) -> Value: ...

    @abstractmethod
    def leave_context(self, context: Context) -> None: ...

    @abstractmethod
    def run_navigation(self, navigation: Navigation, at: int) -> Value: ...

    @abstractmethod
    def run_script(self, path: str) -> int: ...

    @abstractmethod
    def hand_over(self, values: Iterator[Value], how: str = "handed", at: int = -1) -> None: ...
