"""In: a ModuleIR. Out: text for people: one line for each statement, with its row; bodies are indented below it."""

from __future__ import annotations

from collections.abc import Iterator

from statelint.ir import stmt as ir
from statelint.ir.expr import NOWHERE
from statelint.ir.show import Printer

_ROW = 5  # columns that the row number takes
_STEP = "    "


def dump(module: ir.ModuleIR) -> str:
    """The whole module in a compact, source-like form; functions and classes stand where they are defined."""
    return "".join(f"{line}\n" for line in _Dump(module).block(module.body, ""))


class _Dump:
    def __init__(self, module: ir.ModuleIR) -> None:
        self._module = module
        self._show = Printer(module)

    def block(self, body: tuple[ir.Stmt, ...], indent: str) -> Iterator[str]:
        for statement in body:
            yield from self._statement(statement, indent)

    def _line(self, at: int, indent: str, text: str) -> str:
        row = "" if at == NOWHERE else str(self._module.span(at).row)
        return f"{row:>{_ROW}}  {indent}{text}"

    def _suite(self, head: str, body: tuple[ir.Stmt, ...], indent: str, at: int = NOWHERE) -> Iterator[str]:
        """A head and, one step further in, its body; an empty body stands on the line of the head."""
        yield self._line(at, indent, f"{head}:" if body else f"{head}: pass")
        yield from self.block(body, indent + _STEP)

    def _statement(self, node: ir.Stmt, indent: str) -> Iterator[str]:
        match node:
            case ir.If():
                yield from self._if(node, indent)
            case ir.While(test, body, orelse):
                yield from self._loop(f"while {self._show(test)}", body, orelse, indent, node.at)
            case ir.For(target, iterable, body, orelse):
                head = f"for {self._show(target)} in {self._show(iterable)}"
                yield from self._loop(head, body, orelse, indent, node.at)
            case ir.Try():
                yield from self._try(node, indent)
            case ir.With(items, body):
                yield from self._suite(f"with {', '.join(map(self._with_item, items))}", body, indent, node.at)
            case ir.DefineFunction(index):
                yield from self._function(self._module.functions[index], indent, node.at)
            case ir.DefineClass(index):
                yield from self._class(self._module.classes[index], indent, node.at)
            case _:
                yield self._line(node.at, indent, self._simple(node))

    def _simple(self, node: ir.Stmt) -> str:
        show = self._show
        match node:
            case ir.Do(value):
                return show(value)
            case ir.Assign(targets, value):
                return " = ".join(map(show, (*targets, value)))
            case ir.AugAssign(target, op, value):
                return f"{show(target)} {op}= {show(value)}"
            case ir.Delete(targets):
                return f"del {', '.join(map(show, targets))}"
            case ir.Return(value):
                return "return" if value is None else f"return {show(value)}"
            case ir.Raise(value, cause):
                text = "raise" if value is None else f"raise {show(value)}"
                return text if cause is None else f"{text} from {show(cause)}"
            case ir.Import(names):
                return "; ".join(map(_import, names))
            case _:
                return type(node).__name__.lower()

    def _if(self, node: ir.If, indent: str) -> Iterator[str]:
        """An If that is all of an `orelse` prints as `elif`."""
        word = "if"
        while True:
            yield from self._suite(f"{word} {self._show(node.test)}", node.body, indent, node.at)
            match node.orelse:
                case (ir.If() as node,):
                    word = "elif"
                case ():
                    return
                case orelse:
                    yield from self._suite("else", orelse, indent)
                    return

    def _loop(
        self, head: str, body: tuple[ir.Stmt, ...], orelse: tuple[ir.Stmt, ...], indent: str, at: int
    ) -> Iterator[str]:
        yield from self._suite(head, body, indent, at)
        if orelse:
            yield from self._suite("else", orelse, indent)

    def _try(self, node: ir.Try, indent: str) -> Iterator[str]:
        yield from self._suite("try", node.body, indent, node.at)
        for handler in node.handlers:
            kind = "" if handler.type is None else f" {self._show(handler.type)}"
            name = "" if handler.name is None else f" as {handler.name}"
            yield from self._suite(f"except{kind}{name}", handler.body, indent, handler.at)
        if node.orelse:
            yield from self._suite("else", node.orelse, indent)
        if node.final:
            yield from self._suite("finally", node.final, indent)

    def _with_item(self, item: ir.WithItem) -> str:
        context = self._show(item.context)
        return context if item.target is None else f"{context} as {self._show(item.target)}"

    def _function(self, function: ir.FunctionIR, indent: str, at: int) -> Iterator[str]:
        yield from (self._line(each.at, indent, f"@{self._show(each)}") for each in function.decorators)
        word = "async def" if function.is_async else "def"
        yield self._line(at, indent, f"{word} {function.name}({self._show.params(function.params)}):{_notes(function)}")
        yield from self.block(function.body, indent + _STEP)

    def _class(self, cls: ir.ClassIR, indent: str, at: int) -> Iterator[str]:
        yield from (self._line(each.at, indent, f"@{self._show(each)}") for each in cls.decorators)
        arguments = ", ".join((*map(self._show, cls.bases), *map(self._show.argument, cls.keywords)))
        yield from self._suite(f"class {cls.name}({arguments})", cls.body, indent, at)


def _notes(function: ir.FunctionIR) -> str:
    """What cannot be seen in the text of a function."""
    notes = [
        f"{word} {', '.join(names)}"
        for word, names in (
            ("local", function.locals),
            ("global", function.globals),
            ("nonlocal", function.nonlocals),
        )
        if names
    ]
    if function.is_generator:
        notes.append("generator")
    return f"  # {'; '.join(notes)}" if notes else ""


def _import(each: ir.ImportName) -> str:
    if each.name is None:
        return f"import {each.module} as {each.bound}" if each.whole else f"import {each.module}"
    alias = "" if each.bound in ("", each.name) else f" as {each.bound}"
    return f"from {'.' * each.level}{each.module} import {each.name}{alias}"
