"""What the bodies of one module mention, without judging it. In: ModuleIR. Out: ModuleFacts, names as dotted tuples.

`if __name__ == "__main__": asyncio.run(App().main())` gives guard.used {("App",), ("asyncio", "run"), ("", "main"),
("", "run")}: a method of an unknown receiver is ("", name).
"""

from __future__ import annotations

from collections.abc import Iterable

from statelint.ir.expr import Attr, Call, Const, Expr, Item, Lambda, Name, Op
from statelint.ir.stmt import (
    Assign,
    DefineClass,
    DefineFunction,
    For,
    If,
    Import,
    ImportName,
    ModuleIR,
    Stmt,
    Try,
    While,
    With,
)
from statelint.ir.walk import expressions, walk
from statelint.record import dataclass, field

Dotted = tuple[str, ...]

# How surely a statement runs when its body does.
NEVER, MAYBE, ALWAYS = range(3)  # NEVER: in a handler, where drawing says what went wrong and not that this is an app


@dataclass(slots=True)
class Body:
    """One body: names called, handed to a call or entered by `with`, those of them on every path; what it defines."""

    used: set[Dotted] = field(default_factory=set)
    certain: set[Dotted] = field(default_factory=set)
    lambdas: list[int] = field(default_factory=list)
    functions: dict[str, int] = field(default_factory=dict)
    classes: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(slots=True)
class ModuleFacts:
    """One module: its body, the body of its `__main__` guard, its functions (as in ModuleIR).

    `imports` and `calls` are those of the whole file; `values` what a name is assigned, None if more than one place
    does it; `callables` the names of its functions and classes, wherever they are defined. `runnable` is False for a
    file that `streamlit run` cannot start: its body imports relatively, or puts something else in Streamlit's place.
    """

    path: str
    top: Body = field(default_factory=Body)
    guard: Body = field(default_factory=Body)
    functions: list[Body] = field(default_factory=list)
    imports: list[ImportName] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    values: dict[str, Expr | None] = field(default_factory=dict)
    callables: set[str] = field(default_factory=set)
    bound: dict[str, ImportName] = field(default_factory=dict)
    runnable: bool = True


def dotted(expr: Expr) -> Dotted | None:
    """`a.b.c` as ("a", "b", "c"); None for anything that is not names and dots."""
    parts: list[str] = []
    while isinstance(expr, Attr):
        parts.append(expr.name)
        expr = expr.obj
    return (expr.id, *reversed(parts)) if isinstance(expr, Name) else None


def read_module(module: ModuleIR) -> ModuleFacts:
    """The facts of one module, in one walk over it."""
    reader = _Reader(module)
    facts = reader.facts
    top = [each for each in module.body if not is_main_guard(each)]
    reader.read(top, facts.top, facts.top.functions)
    for guard in module.body:
        if isinstance(guard, If) and is_main_guard(guard):
            reader.read(guard.body, facts.guard, facts.guard.functions)
    for function in module.functions:
        body = Body()
        reader.read(function.body, body, body.functions)
        facts.functions.append(body)
    facts.callables = {function.name for function in module.functions}.union(cls.name for cls in module.classes)
    facts.bound = {name.bound: name for name in facts.imports if name.bound}
    if any(name.level for each in top if isinstance(each, Import) for name in each.names):
        facts.runnable = False
    return facts


def is_main_guard(statement: Stmt) -> bool:
    """Whether this is `if __name__ == "__main__":`; true in a script that Streamlit runs, false in an import."""
    if not (isinstance(statement, If) and isinstance(statement.test, Op) and statement.test.kind == "=="):
        return False
    names = [each.id for each in statement.test.operands if isinstance(each, Name)]
    values = [each.value for each in statement.test.operands if isinstance(each, Const)]
    return names == ["__name__"] and values == ["__main__"]


class _Reader:
    """Reads the bodies of one module into its facts."""

    def __init__(self, module: ModuleIR) -> None:
        self.facts = ModuleFacts(module.path)
        self._module = module

    def read(self, statements: Iterable[Stmt], body: Body, functions: dict[str, int], surely: int = ALWAYS) -> None:
        """Adds what the statements mention to `body`, and the functions that they define to `functions`."""
        pending = [(statement, surely) for statement in statements]
        while pending:
            statement, surely = pending.pop()
            pending.extend(_blocks(statement, surely))
            for expr in expressions(statement):
                if isinstance(expr, Call):
                    self.facts.calls.append(expr)
                    _use_call(expr, body, surely)
                elif isinstance(expr, Lambda):
                    body.lambdas.append(expr.function)
            if isinstance(statement, Assign):
                self._assign(statement)
            elif isinstance(statement, Import):
                self.facts.imports.extend(statement.names)
            elif isinstance(statement, With):
                for item in statement.items:
                    _use(dotted(item.context), body, surely)
            elif isinstance(statement, DefineFunction):
                functions[self._module.functions[statement.function].name] = statement.function
            elif isinstance(statement, DefineClass):
                cls = self._module.classes[statement.cls]
                self.read(cls.body, body, body.classes.setdefault(cls.name, {}), surely)

    def _assign(self, statement: Assign) -> None:
        values = self.facts.values
        for target in statement.targets:
            if isinstance(target, Name):
                values[target.id] = None if target.id in values else statement.value
            elif _is_stand_in(target):
                self.facts.runnable = False


def _is_stand_in(target: Expr) -> bool:
    """Whether this is `sys.modules["streamlit"]`."""
    if not (isinstance(target, Item) and isinstance(target.index, Const)):
        return False
    return target.index.value == "streamlit" and dotted(target.obj) == ("sys", "modules")


def _blocks(statement: Stmt, surely: int) -> list[tuple[Stmt, int]]:
    """The statements inside a statement; of an `if` without `else` none is certain, a loop is taken to run."""
    if isinstance(statement, If):
        inside = surely if statement.orelse else min(surely, MAYBE)
        return [(each, inside) for each in (*statement.body, *statement.orelse)]
    if isinstance(statement, Try):
        handled = [(each, NEVER) for handler in statement.handlers for each in handler.body]
        return [(each, surely) for each in (*statement.body, *statement.orelse, *statement.final)] + handled
    if isinstance(statement, (For, While)):
        return [(each, surely) for each in (*statement.body, *statement.orelse)]
    return [(each, surely) for each in statement.body] if isinstance(statement, With) else []


def _use_call(call: Call, body: Body, surely: int) -> None:
    if isinstance(call.func, Attr):
        _use(("", call.func.name), body, surely)
    elif not isinstance(call.func, Name):  # {"home": home, "about": about}[page]()
        for node in walk(call.func):
            _use(dotted(node) if isinstance(node, (Attr, Name)) else None, body, min(surely, MAYBE))
    _use(dotted(call.func), body, surely)
    for argument in call.args:
        _use(dotted(argument.value), body, surely)


def _use(name: Dotted | None, body: Body, surely: int) -> None:
    if name and surely != NEVER:
        body.used.add(name)
        if surely == ALWAYS:
            body.certain.add(name)
