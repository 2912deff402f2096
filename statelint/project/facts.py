"""What the bodies of one module mention, without judging it. In: ModuleIR. Out: ModuleFacts, names as dotted tuples.

`if __name__ == "__main__": asyncio.run(App().main())` gives guard.used {("App",), ("asyncio", "run")}, guard.methods
{"main", "run"}.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from statelint.ir.expr import Attr, Call, Const, Expr, Lambda, Name, Op
from statelint.ir.stmt import Assign, DefineClass, DefineFunction, If, Import, ImportName, ModuleIR, Stmt, WithItem
from statelint.ir.walk import walk

Dotted = tuple[str, ...]


@dataclass(slots=True)
class Body:
    """One body: names called, handed to a call or entered by `with`; methods called on anything; what it defines."""

    used: set[Dotted] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)
    lambdas: list[int] = field(default_factory=list)
    functions: dict[str, int] = field(default_factory=dict)
    classes: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(slots=True)
class ModuleFacts:
    """One module: its body, the body of its `__main__` guard, its functions (as in ModuleIR).

    `imports` and `calls` are those of the whole file; `values` what a name is assigned, if exactly one place does it;
    `callables` the names of its functions and classes, wherever they are defined.
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
    runnable: bool = True  # a body that imports relatively belongs to a package: `streamlit run` cannot start it


def dotted(expr: Expr) -> Dotted | None:
    """`a.b.c` as ("a", "b", "c"); None for anything that is not names and dots."""
    parts: list[str] = []
    while isinstance(expr, Attr):
        parts.append(expr.name)
        expr = expr.obj
    return (expr.id, *reversed(parts)) if isinstance(expr, Name) else None


def read_module(module: ModuleIR) -> ModuleFacts:
    """The facts of one module, in one walk over it."""
    facts = ModuleFacts(module.path)
    top = tuple(each for each in module.body if not is_main_guard(each))
    guards = tuple(each.body for each in module.body if isinstance(each, If) and is_main_guard(each))
    _collect(module, top, facts, facts.top, facts.top.functions)
    _collect(module, sum(guards, ()), facts, facts.guard, facts.guard.functions)
    for function in module.functions:
        body = Body()
        _collect(module, function.body, facts, body, body.functions)
        facts.functions.append(body)
    facts.callables = {function.name for function in module.functions}.union(cls.name for cls in module.classes)
    facts.runnable = not any(name.level for each in top if isinstance(each, Import) for name in each.names)
    facts.bound = {name.bound: name for name in facts.imports if name.bound}
    return facts


def is_main_guard(statement: Stmt) -> bool:
    """Whether this is `if __name__ == "__main__":`; true in a script that Streamlit runs, false in an import."""
    if not (isinstance(statement, If) and isinstance(statement.test, Op) and statement.test.kind == "=="):
        return False
    names = [each.id for each in statement.test.operands if isinstance(each, Name)]
    values = [each.value for each in statement.test.operands if isinstance(each, Const)]
    return names == ["__name__"] and values == ["__main__"]


def _collect(
    module: ModuleIR, statements: tuple[Stmt, ...], facts: ModuleFacts, body: Body, functions: dict[str, int]
) -> None:
    """Adds what the statements mention to `body` and to `facts`, and the functions that they define to `functions`."""
    for node in walk(statements):
        if isinstance(node, Call):
            facts.calls.append(node)
            _collect_call(node, body)
        elif isinstance(node, Assign):
            for target in node.targets:
                if isinstance(target, Name):
                    facts.values[target.id] = None if target.id in facts.values else node.value
        elif isinstance(node, Lambda):
            body.lambdas.append(node.function)
        elif isinstance(node, WithItem):
            _use(node.context, body)
        elif isinstance(node, Import):
            facts.imports.extend(node.names)
        elif isinstance(node, DefineFunction):
            functions[module.functions[node.function].name] = node.function
        elif isinstance(node, DefineClass):
            cls = module.classes[node.cls]
            _collect(module, cls.body, facts, body, body.classes.setdefault(cls.name, {}))


def _collect_call(call: Call, body: Body) -> None:
    if isinstance(call.func, Attr):
        body.methods.add(call.func.name)
    _use(call.func, body)
    for argument in call.args:
        _use(argument.value, body)


def _use(expr: Expr, body: Body) -> None:
    name = dotted(expr)
    if name:
        body.used.add(name)
