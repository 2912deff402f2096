"""Element calls: arguments by parameter, the key, the callback with the arguments bound now, the value returned."""

from __future__ import annotations

from statelint.explore.observations import Argument, Element, Shape
from statelint.explore.program import Draw
from statelint.explore.terms import Exact, Fired, KeyRef, Lit, SiteRef, Term, Var, WidgetValue
from statelint.explore.unfold.base import Arguments
from statelint.explore.unfold.bound_callbacks import Binding
from statelint.explore.unfold.canvas import AROUND, LOOSE, Canvas, CanvasRow
from statelint.explore.unfold.controls import Controls, disabled
from statelint.explore.unfold.initial import initial_value
from statelint.explore.unfold.kept import Keeping
from statelint.explore.unfold.keys import key_ref
from statelint.explore.unfold.origins import Drawn as DrawnBy
from statelint.explore.unfold.trace import Drawn
from statelint.explore.unfold.values import (
    UNKNOWN,
    Alternatives,
    Dyn,
    Function,
    Known,
    Mapping,
    Seq,
    StateMethod,
    Value,
)
from statelint.ir.blocks import statements
from statelint.ir.expr import Attr, Call, Const, Expr, Name
from statelint.ir.stmt import Return
from statelint.streamlit_api.model import Element as ElementApi

ROWS = frozenset({"columns", "tabs"})  # return several containers
SHAPES = frozenset({"list", "tuple", "set", "dict"})
SHAPED = frozenset({"args", "kwargs"})


class Elements(Binding, Controls, Keeping):
    """Everything that draws."""

    def call_element(self, command: str, args: Arguments, at: int) -> Value:
        api = self.api.elements[command]
        form = self.trace.form
        given, exprs = by_parameter(api, args)
        key = given.get("key")
        if isinstance(key, Known) and "key" in exprs and exprs["key"].at >= 0:
            self.note_key("draw", key.value, "item", exprs["key"].at, drawn=True)
        if api.has_key and key == Known("None"):
            key = None
        index = len(self.program.elements)
        ref = key_ref(key) if key is not None and key != Known(None) else None
        shown = ref.name if isinstance(ref, Exact) else None
        if ref is not None and shown is None:
            self.notes.moving.add(index)
        shapes = self._shapes(api, given, exprs, self.here(at), args.more)
        self.program.elements.append(Element(command, self.site(self.here(at)), shown, shapes))
        if isinstance(key, Known) and isinstance(key.value, str) and key.value in self.api.methods:
            self.drawn_reserved.setdefault(key.value, self.site(self.here(at)))
        own = self.submitter(api, given) if ref is None and not args.more else None
        ref = Exact(own) if own else ref if self._in_state(api, given) and not args.more else None
        initial = initial_value(api.initial, given, self.items_of)
        if api.kind in ("state", "trigger"):
            self.program.controls[index] = self.control(api, given, shown or own)
        bound = self._bind_callbacks(api, given, index)
        self.emit(Draw(index, ref, initial, self.here(at), disabled(given), bound))
        if args.more and api.in_state != "never":
            self.emit(self.touch("hint", UNKNOWN, at))
        self.note_callbacks(index, api, given, exprs, args)
        told = exprs if api.callbacks or api.kind in ("state", "trigger") else ()  # of others nobody asks
        comes_from = {name: self.of_value(given[name]) | self.comes_from(exprs[name]) for name in told}
        in_state = ref is not None or self._in_state(api, given) or api.kind == "form"
        places = {name: self.here(expr.at) for name, expr in exprs.items()}
        drawn = Drawn(index, command, self.here(at), self.trace.spot, form, in_state, comes_from, given, places)
        self.trace.body.drawn.append(drawn)
        around = self.forms[-1] if self.forms else LOOSE
        return self._drawn_value(api, index, ref, initial, around if form == AROUND else form)

    def _in_state(self, api: ElementApi, given: dict[str, Value]) -> bool:
        """Does the key of this call appear in the state? Some elements want their callback parameter switched on."""
        if api.in_state in ("always", "never"):
            return api.in_state == "always"
        default = next((c.default for c in api.callbacks if c.name == api.in_state), None)
        return given.get(api.in_state, Known(default)) not in (Known("ignore"), Known(None))

    def _drawn_value(self, api: ElementApi, index: int, key: KeyRef | None, initial: Term, form: int) -> Value:
        if api.name in ROWS:
            return CanvasRow(form)
        if api.kind == "trigger":
            rest = initial.value if isinstance(initial, Lit) else False
            return Dyn(Fired(index, rest), of=DrawnBy(index))
        if api.container or api.kind == "form":
            return Canvas(index if api.kind == "form" else form)
        return Dyn(WidgetValue(index, key, initial), of=DrawnBy(index)) if api.kind == "state" else Dyn()

    # ---- callbacks ----
    def _bind_callbacks(self, api: ElementApi, given: dict[str, Value], index: int) -> tuple[tuple[int, Term], ...]:
        """Note the callbacks; what they are given now, by variable."""
        args, kwargs = given.get("args"), given.get("kwargs")
        call = Arguments(more=bool(args or kwargs))
        if isinstance(args, Seq) and args.complete:
            call = Arguments(list(args.items), more=kwargs is not None)
        if isinstance(kwargs, Mapping) and kwargs.complete and all(isinstance(k, Known) for k, _ in kwargs.items):
            named = {str(k.value): v for k, v in kwargs.items if isinstance(k, Known)}
            call = Arguments(call.positional, named, more=args is not None and not isinstance(args, Seq))
        bound: list[tuple[int, Term]] = []
        call.positional = [self._given_now(value, bound) for value in call.positional]
        call.keywords = {name: self._given_now(value, bound) for name, value in call.keywords.items()}
        for callback in api.callbacks:
            value = given.get(callback.name)
            if isinstance(value, (Function, Alternatives)):
                self.pending.append((index, value, call))
            elif isinstance(value, StateMethod):
                self.emit(self.touch("hint", UNKNOWN, -1))
        return tuple(bound)

    def _given_now(self, value: Value, bound: list[tuple[int, Term]]) -> Value:
        """An argument of a callback as it will be then: what it is worth when the element is drawn."""
        if not isinstance(value, Dyn):
            return value
        bound.append((self.fresh(), value.term))
        return Dyn(Var(bound[-1][0]), value.ours)

    def _shapes(
        self, api: ElementApi, given: dict[str, Value], exprs: dict[str, Expr], call: SiteRef, more: bool
    ) -> tuple[Argument, ...]:
        """What the rules on callbacks want to know: the callback, its args and kwargs; unknown where `**` gives, or may
        give, them."""
        if not (api.callbacks or more or given.keys() & SHAPED):
            return ()
        wanted = SHAPED | {callback.name for callback in api.callbacks}
        shapes = [
            Argument(name, self.site(self.here(exprs[name].at)), self._shape(given[name], exprs[name]))
            for name in given
            if name in wanted and name in exprs and exprs[name].at >= 0
        ]
        seen = {argument.name for argument in shapes}
        spread = [name for name in wanted - seen if (more and name in api.parameters) or name in given]
        spread = [name for name in spread if given.get(name) != Known(None)]
        return (*shapes, *(Argument(name, self.site(call), Shape("unknown")) for name in sorted(spread)))

    def _shape(self, value: Value, expr: Expr) -> Shape:
        if isinstance(expr, Name) and self.frame.kind == "module" and expr.id not in self.frame.names:
            functions = self.files.modules[self.frame.module].functions
            later = [function for function in functions if function.qualname == expr.id]
            if later and value == UNKNOWN:
                return Shape("undefined", expr.id, self.site(self.here(later[0].at)))
        if isinstance(expr, Call):
            found = self._returns_nothing(expr.func)
            return Shape("nothing", dotted(expr.func), self.site(found)) if found is not None else Shape("unknown")
        if isinstance(value, Known):
            return Shape("const", repr(value.value))
        if isinstance(value, (Seq, Mapping)):
            kind = value.kind if isinstance(value, Seq) else "dict"
            return Shape(kind if kind in SHAPES else "unknown")
        if isinstance(value, Function):
            return Shape("function", self.files.modules[value.module].functions[value.index].name)
        return Shape("unknown")

    def _returns_nothing(self, func: Expr) -> SiteRef | None:
        """Where a plain function or method of the project stands that cannot return anything but None; else None."""
        if not dotted(func):
            return None
        with self.capture():
            value = self.evaluate(func, "call")
        if not isinstance(value, Function) or value.cached:
            return None
        ir = self.files.modules[value.module].functions[value.index]
        plain = not ir.decorators or (value.kind in ("static", "class") and len(ir.decorators) == 1)
        if ir.is_async or ir.is_generator or not plain or ir.name == "<lambda>":
            return None
        returns = [stmt.value for stmt in statements(ir.body) if isinstance(stmt, Return)]
        none = all(value is None or (isinstance(value, Const) and value.value is None) for value in returns)
        return (value.module, ir.at) if none else None


def dotted(expr: Expr) -> str:
    """`self.save` as text; "" for anything but names and attributes."""
    if isinstance(expr, Name):
        return expr.id
    owner = dotted(expr.obj) if isinstance(expr, Attr) else ""
    return f"{owner}.{expr.name}" if owner and isinstance(expr, Attr) else ""


def by_parameter(api: ElementApi, args: Arguments) -> tuple[dict[str, Value], dict[str, Expr]]:
    """Arguments by the element's parameter names, and where each one stands."""
    given: dict[str, Value] = {}
    exprs: dict[str, Expr] = {}
    for place, value in enumerate(args.positional[: api.positional]):
        given[api.parameters[place]] = value
        if place in args.exprs:
            exprs[api.parameters[place]] = args.exprs[place]
    for name, value in args.keywords.items():
        given[name] = value
        if name in args.exprs:
            exprs[name] = args.exprs[name]
    return given, exprs
