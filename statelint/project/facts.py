"""What the bodies of one module mention, without judging it. In: ModuleIR. Out: ModuleFacts, names as dotted tuples.

if __name__ == "__main__":     guard.used == {("App",), ("asyncio", "run")}
    asyncio.run(App().main())  guard.methods == {"main"}
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from statelint.ir.expr import Attr, Call, Const, Expr, Lambda, Name, Op
from statelint.ir.stmt import ClassIR, DefineClass, DefineFunction, If, Import, ImportName, ModuleIR, Stmt, WithItem
from statelint.ir.walk import walk, walk_module

Dotted = tuple[str, ...]


@dataclass(slots=True)
class Body:
    """One body: names called, handed to a call or entered by `with`; methods called on anything; what is defined in it."""

    used: set[Dotted] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)
    mentioned: set[Dotted] = field(default_factory=set)
    lambdas: list[int] = field(default_factory=list)
    functions: dict[str, int] = field(default_factory=dict)
    classes: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(slots=True)
class ModuleFacts:
    """One module: its body, the body of its `__main__` guard, its functions (as in ModuleIR) and its imports anywhere.

    `runnable` is False where the body imports relatively: such a file is part of a package and `streamlit run` cannot start it.
    """

    path: str
    top: Body
    guard: Body
    functions: tuple[Body, ...]
    imports: tuple[ImportName, ...]
    bound: dict[str, ImportName]
    runnable: bool


def dotted(expr: Expr) -> Dotted | None:
    """`a.b.c` as ("a", "b", "c"); None for anything that is not names and dots."""
    parts: list[str] = []
    while isinstance(expr, Attr):
        parts.append(expr.name)
        expr = expr.obj
    return (expr.id, *reversed(parts)) if isinstance(expr, Name) else None


def read_module(module: ModuleIR) -> ModuleFacts:
    """The facts of one module."""
    guards = [statement for statement in module.body if is_main_guard(statement)]
    imports = imports_of(module)
    return ModuleFacts(
        path=module.path,
        top=_read(module, [statement for statement in module.body if not is_main_guard(statement)]),
        guard=_read(module, [inner for guard in guards if isinstance(guard, If) for inner in guard.body]),
        functions=tuple(_read(module, function.body) for function in module.functions),
        imports=imports,
        bound={name.bound: name for name in imports if name.bound},
        runnable=not any(name.level for node in module.body if isinstance(node, Import) for name in node.names),
    )


def imports_of(module: ModuleIR) -> tuple[ImportName, ...]:
    """Everything that the file imports, at its top or inside a function."""
    return tuple(name for node in walk_module(module) if isinstance(node, Import) for name in node.names)


def is_main_guard(statement: Stmt) -> bool:
    """Whether this is `if __name__ == "__main__":`, which is true in a script that Streamlit runs and false in an import."""
    if not (isinstance(statement, If) and isinstance(statement.test, Op) and statement.test.kind == "=="):
        return False
    names = [each.id for each in statement.test.operands if isinstance(each, Name)]
    values = [each.value for each in statement.test.operands if isinstance(each, Const)]
    return names == ["__name__"] and values == ["__main__"]


def _read(module: ModuleIR, statements: Iterable[Stmt]) -> Body:
    body = Body()
    _collect(module, tuple(statements), body, body.functions)
    return body


def _collect(module: ModuleIR, statements: tuple[Stmt, ...], body: Body, functions: dict[str, int]) -> None:
    """Adds what the statements mention to `body`, and the functions that they define to `functions`."""
    for node in walk(statements):
        if isinstance(node, Call):
            _collect_call(node, body)
        elif isinstance(node, Name):
            body.mentioned.add((node.id,))
        elif isinstance(node, Attr):
            if isinstance(node.obj, Name):
                body.mentioned.add((node.obj.id, node.name))
        elif isinstance(node, Lambda):
            body.lambdas.append(node.function)
        elif isinstance(node, DefineFunction):
            functions[module.functions[node.function].name] = node.function
        elif isinstance(node, DefineClass):
            cls: ClassIR = module.classes[node.cls]
            _collect(module, cls.body, body, body.classes.setdefault(cls.name, {}))
        elif isinstance(node, WithItem):
            _use(node.context, body)


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
