"""Calling what the project defines: functions are entered with the constants they are given, once for each set of them.

`require("user")` and `require("cart")` are two blocks, so that each reads one key; a value that only a run knows
goes in through a variable. Library calls and elements are in `library` and `elements`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from statelint.explore.program import NAVIGATION, Branch, Exit, Handed, Invoke, Leaf, Loop, SetVar, Step, Touch
from statelint.explore.terms import UNKNOWN_TERM, AnyKey, Compare, Lit, Var
from statelint.explore.unfold.base import Arguments, Place, Variant
from statelint.explore.unfold.caching import Caching
from statelint.explore.unfold.canvas import Canvas, CanvasRow
from statelint.explore.unfold.classes import Classes
from statelint.explore.unfold.contexts import Contexts
from statelint.explore.unfold.holding import Holding
from statelint.explore.unfold.origins import GENERATOR, Made, called
from statelint.explore.unfold.silence import Silence, varied
from statelint.explore.unfold.spots import NOTHING
from statelint.explore.unfold.trace import Body
from statelint.explore.unfold.values import (
    UNKNOWN,
    Alternatives,
    BoundBuiltin,
    Context,
    Dyn,
    Frame,
    Function,
    Instance,
    Klass,
    Known,
    Lib,
    Mapping,
    Navigation,
    Seq,
    State,
    StateMethod,
    Value,
    origin_of,
    same,
    term_of,
)
from statelint.ir.stmt import FunctionIR, Stmt

MAX_VARIANTS = 30  # copies of one function for different constants
MAX_DEPTH = 40  # calls inside calls


class Calls(Classes, Contexts, Caching, Holding, Silence):
    """Functions, methods, classes and instances of the project."""

    def call(self, func: Value, args: Arguments, at: int, used: str = "") -> Value:
        match func:
            case Function():
                return self._call_function(func, args, at)
            case Lib(dotted=dotted, form=form):
                self.trace.surface = form
                self.forms.extend([form] if form >= 0 else ())
                value = self.call_library(dotted, args, at, used)
                del self.forms[len(self.forms) - (form >= 0) :]
                return value
            case StateMethod(name=name):
                return self.call_state_method(name, args, at, used)
            case BoundBuiltin(owner=owner, name=name):
                return self.call_builtin_method(owner, name, args, at)
            case Klass():
                return self.instantiate(func, args, at)
            case Instance():
                method = self.class_member(func.klass, "__call__")
                return self.enter(self.bound(method, func), args, at) if isinstance(method, Function) else UNKNOWN
            case Alternatives():
                return self._call_one_of(func, args, at)
            case Dyn() if (kept := self.call_kept_function(func, args, at)) is not None:
                return kept
        self.hand_over(args.all())
        if isinstance(func, Dyn) and func.ours:
            self.emit(Touch("hint", AnyKey(), self.here(at), kind="unresolved-call"))
        self.foreign()
        return Dyn(of=called(origin_of(func), map(origin_of, args.all()), at))

    def _call_function(self, func: Function, args: Arguments, at: int) -> Value:
        if not func.cached:
            return self.enter(func, args, at)
        return self.call_cached(func, args, at)

    def _call_one_of(self, func: Alternatives, args: Arguments, at: int) -> Value:
        methods = [one for one in func.values if isinstance(one, BoundBuiltin) and isinstance(one.owner, Navigation)]
        if len(methods) == len(func.values):
            return self._call_last_navigation(methods, args, at)
        return self.call_some([one for one in func.values if one != Known(None)], args, at, [])

    def _call_last_navigation(self, methods: list[BoundBuiltin], args: Arguments, at: int) -> Value:
        """A method of what st.navigation gave: of its call in this run."""
        one, *others = methods
        if not others or not isinstance(one.owner, Navigation):
            return self.call(one, args, at)
        test = Leaf(Compare("==", Var(NAVIGATION), Lit(one.owner.number)), (), self.here(at))
        with self.capture() as this, self.notes.under("some"):
            self.call(one, args, at)
        with self.capture() as other, self.notes.under("some"):
            self._call_last_navigation(others, args, at)
        self.emit(Branch(test, tuple(this), tuple(other)))
        return UNKNOWN

    # ---- entering ----
    def enter(self, function: Function, args: Arguments, at: int) -> Value:
        """Write the function's body (once for equal constants) and a step that invokes it; what it returns."""
        ir = self.files.modules[function.module].functions[function.index]
        given = self._bind(function, ir, args)
        keyed = self.keyed(ir, given, args) if function.cached else NOTHING
        place = (function.module, function.index, id(function.frame))
        family = self.variants.setdefault(place, {})
        if len(family) >= MAX_VARIANTS or self.tells_nothing(family.values()):
            given = varied(given)
        if function.kind == "context":
            return Context(function, given)
        signature = (self.in_dialog, *self.forms[-1:], *_signature(given))
        if self.over_budget or self.depth >= MAX_DEPTH or len(family) >= 2 * MAX_VARIANTS:
            return self._not_entered(at)
        if any(running == place for running, _ in self.entering) and signature not in family:
            given = {name: value if isinstance(value, (Function, Instance)) else Dyn() for name, value in given.items()}
            signature = (self.in_dialog, *self.forms[-1:], *_signature(given))
        if (place, signature) in self.entering:
            self.trace.enter(self.trace.of_block[self.entering[place, signature]], self.here(at), keyed)
            self.emit(Handed((Invoke(self.entering[place, signature]),)))
            return UNKNOWN
        if signature not in family:
            family[signature] = self._unfold_body(function, ir, given, (place, signature))
            self.alive.append((given, function.frame))
        self.trace.enter(self.trace.of_block[family[signature][0]], self.here(at), keyed)
        return self._invoke(family[signature], given, ir.is_generator)

    def local_code(self, function: Function) -> str:
        """The kind of a function that no import finds again, "" for one that stands at the top of a module."""
        if self.files.modules[function.module].functions[function.index].name == "<lambda>":
            return "a lambda"
        return "a local function" if function.frame.kind == "function" else ""

    def _not_entered(self, at: int) -> Value:
        """A call that we give up on may write any key."""
        self.emit(Touch("hint", AnyKey(), self.here(at), kind="budget"))
        return UNKNOWN

    def _bind(self, function: Function, ir: FunctionIR, args: Arguments) -> dict[str, Value]:
        """Parameters and what they are given, defaults included."""
        positional = [*function.bound, *args.positional]
        keywords = {**dict(function.keywords), **args.keywords}
        given: dict[str, Value] = {}
        for param in ir.params:
            if param.kind == "args":
                given[param.name] = Seq("tuple", positional, complete=not args.more)
                positional = []
            elif param.kind == "kwargs":
                given[param.name] = Mapping([(Known(k), v) for k, v in keywords.items()], complete=not args.more)
            elif positional and param.kind != "keyword":
                given[param.name] = positional.pop(0)
            elif param.name in keywords:
                given[param.name] = keywords.pop(param.name)
            else:
                default = function.defaults.get(param.name)
                if default is None and param.default is not None and ir.name == "<lambda>":
                    default = self.evaluate(param.default)
                given[param.name] = default if default is not None and not args.more else Dyn()
        return given

    def _unfold_body(
        self, function: Function, ir: FunctionIR, given: dict[str, Value], run: tuple[Place, tuple[object, ...]]
    ) -> Variant:
        frame = self.new_frame(function, ir, given)
        block = self.block(())
        self.entering[run] = block
        fragment = [block] if function.kind == "fragment" else []
        self.fragments.extend(fragment)
        self.program.fragments.update(fragment)
        body = Body("function", function.module, function.index, function.marks)
        before, shapes = len(self.notes.slow_calls), self.reshaped
        with self.notes.under("block", block), self.trace.inside(body) as number:
            self.trace.of_block[block] = number
            steps, returns = self.run_in(frame, ir.body)
            returned = self.trace.returned
        if len(self.notes.slow_calls) > before:
            self.notes.slow_blocks[block] = self.notes.slow_calls[before]
            del self.notes.slow_calls[before:]
        del self.fragments[len(self.fragments) - len(fragment) :]
        del self.entering[run]
        if self.reshaped > shapes:
            self.silent_blocks[block] = False  # another copy would store something else on an object
        fixed = [name for name in frame.slots if name in given and not isinstance(given[name], Dyn)]
        start = [SetVar(frame.slots[name], term_of(given[name])) for name in fixed]
        self.program.blocks[block] = (*start, *steps)
        result = self.fresh()
        self.trace.sources[result] = returned
        return block, self._returned(ir, returns, result), result, frame

    def new_frame(self, function: Function, ir: FunctionIR, given: dict[str, Value]) -> Frame:
        """A frame with the parameters bound: constants as they are, the rest through variables."""
        frame = Frame(
            function.module,
            function.frame,
            globals=frozenset(ir.globals),
            nonlocals=frozenset(ir.nonlocals),
            locals=frozenset(ir.locals),
            receiver=next(iter(given.values()), None),
            function=function.index,
        )
        for name, value in given.items():
            if isinstance(value, Dyn):
                slot = self.slot(frame, name)
                # A constant that goes in through a variable is that of one call among many.
                self.notes.asking.meanings[slot] = UNKNOWN_TERM if isinstance(value.term, Lit) else value.term
                self.trace.sources[slot] = self.of_value(value)
                value = Dyn(Var(slot), value.ours, value.of)
            frame.names[name] = value
        self.program.entered.add((function.module, function.index))
        return frame

    def run_in(self, frame: Frame, body: Sequence[Stmt]) -> tuple[list[Step], list[Value]]:
        """The steps of a body in a frame, and the values that it returns."""
        outer = (self.frame, self.returns, self.depth)
        self.frame, self.returns, self.depth = frame, [], self.depth + 1
        with self.capture() as steps, self.notes.on(self.notes.path):
            self.execute(body)
            if not (steps and isinstance(steps[-1], Exit)):
                self.returns.append(Known(None))
                self.emit(Exit("return", Lit(None)))
        returns = self.returns
        self.frame, self.returns, self.depth = outer
        return steps, returns

    def _returned(self, ir: FunctionIR, returns: list[Value], result: int) -> Value:
        if ir.is_generator:
            return Dyn(of=Made(GENERATOR, at=ir.at))
        if not returns:
            return Dyn()
        if all(same(value, returns[0]) for value in returns) and not isinstance(returns[0], Dyn):
            return returns[0]
        return self.one_of(returns, Var(result))

    def _invoke(self, variant: Variant, given: dict[str, Value], lazy: bool) -> Value:
        block, value, result, frame = variant
        steps = self.program.blocks[block]
        if len(steps) == 1 and isinstance(steps[0], Exit) and steps[0].kind == "return" and not isinstance(value, Dyn):
            return value
        for name, one in given.items():
            if isinstance(one, Dyn):
                self.emit(SetVar(self.slot(frame, name), one.term))
        step = Invoke(block, result)
        self.emit(Loop((step,)) if lazy else step)
        self.notes.callers.setdefault(block, []).append(self.notes.path)
        if block in self.notes.slow_blocks:
            self.notes.slow_calls.append(self.notes.slow_blocks[block])
        self.written += len(steps) // 4
        return value

    def hand_over(self, values: Iterator[Value], how: str = "handed", at: int = -1) -> None:
        """Something unknown receives these values: functions may run, the state may be written."""
        for value in list(values):
            if isinstance(value, (Canvas, CanvasRow)):
                self.trace.escaped = True
            if isinstance(value, State):
                self.emit(Touch("hint", AnyKey(), self.here(-1), kind="unresolved-call"))
            elif isinstance(value, (Seq, Mapping)):
                self.lend(value)
                inner = value.items if isinstance(value, Seq) else [v for _, v in value.items]
                self.hand_over((v for v in inner if isinstance(v, (State, Function))), how, at)
            elif isinstance(value, BoundBuiltin):
                self.lend(value)
            elif isinstance(value, Function):
                with self.capture() as steps, self.notes.under("handed"), self.trace.entering(how):
                    self.enter(value, Arguments(more=True), at)
                if steps:
                    self.emit(Handed(tuple(steps)))


def _signature(given: dict[str, Value]) -> tuple[object, ...]:
    """Which copy of a function serves these arguments."""
    return tuple((name, _identity(value)) for name, value in given.items())


def _identity(value: Value) -> Hashable:
    """What makes two arguments the same constant: a value that only a run knows is one of many."""
    if isinstance(value, Dyn):
        return ("dyn", value.ours)
    if isinstance(value, Known):
        return ("known", type(value.value), value.value)
    return value if type(value).__hash__ is not None else id(value)
