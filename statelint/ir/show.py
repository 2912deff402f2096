"""In: expressions of one module. Out: their compact, source-like text; an Opaque of `a` and `b` reads `?(a, b)`."""

from __future__ import annotations

from statelint.ir import expr as ir
from statelint.ir.stmt import ModuleIR, Param, Return

_ATOMS = (ir.Const, ir.Name, ir.Attr, ir.Item, ir.Call, ir.Collection, ir.Dict, ir.FString, ir.Comprehension, ir.Opaque)
_BRACKETS = {"list": ("[", "]"), "tuple": ("(", ")"), "set": ("{", "}"), "dict": ("{", "}"), "generator": ("(", ")")}
_UNARY = {"neg": "-", "pos": "+", "~": "~"}
_STARS = {"args": "*", "kwargs": "**"}


class Printer:
    """Shows expressions of `module`; it is needed for the bodies of lambdas."""

    def __init__(self, module: ModuleIR) -> None:
        self._functions = module.functions

    def __call__(self, node: ir.Expr) -> str:
        """Chains that lean to the left are shown in a loop: they may be longer than Python recurses."""
        chain = [node]
        while (inner := _leftmost(chain[-1])) is not None:
            chain.append(inner)
        text = self._single(chain.pop())
        for outer in reversed(chain):
            text = self._around(outer, text if isinstance(_leftmost(outer), _ATOMS) else f"({text})")
        return text

    def _around(self, node: ir.Expr, left: str) -> str:
        match node:
            case ir.Attr(name=name):
                return f"{left}.{name}"
            case ir.Item(index=index):
                return f"{left}[{self(index)}]"
            case ir.Call(args=args):
                return f"{left}({', '.join(map(self.argument, args))})"
            case ir.Op(kind, operands) | ir.Bool(kind, operands):
                return f" {kind} ".join((left, *map(self._atom, operands[1:])))
            case _:
                raise AssertionError(node)

    def _single(self, node: ir.Expr) -> str:
        match node:
            case ir.Const(value):
                return repr(value)
            case ir.Name(name):
                return name
            case ir.Op() | ir.Not() | ir.IfElse() | ir.Walrus():
                return self._operation(node)
            case ir.Collection() | ir.Dict() | ir.Comprehension() | ir.FString():
                return self._display(node)
            case ir.Opaque(parts):
                return f"?({', '.join(map(self, parts))})" if parts else "?"
            case ir.Starred(value):
                return f"*{self._atom(value)}"
            case ir.Await(value):
                return f"await {self._atom(value)}"
            case ir.Yield(value, delegates):
                return ("yield from" if delegates else "yield") + ("" if value is None else f" {self(value)}")
            case ir.Lambda(index):
                return self._lambda(index)
            case _:
                raise AssertionError(node)

    def argument(self, arg: ir.Arg) -> str:
        """One argument of a call or a class."""
        return f"{arg.star}{self(arg.value)}" if arg.name is None else f"{arg.name}={self(arg.value)}"

    def params(self, params: tuple[Param, ...]) -> str:
        """A parameter list with its `/` and `*` marks."""
        shown: list[str] = []
        kinds = [param.kind for param in params]
        for index, param in enumerate(params):
            if param.kind == "keyword" and not {"args", "keyword"} & set(kinds[:index]):
                shown.append("*")
            default = "" if param.default is None else f"={self(param.default)}"
            shown.append(f"{_STARS.get(param.kind, '')}{param.name}{default}")
            if param.kind == "positional" and kinds[index + 1 : index + 2] != ["positional"]:
                shown.append("/")
        return ", ".join(shown)

    def _atom(self, node: ir.Expr) -> str:
        """In parentheses, if it would not hold together beside an operator."""
        return self(node) if isinstance(node, _ATOMS) else f"({self(node)})"

    def _operation(self, node: ir.Op | ir.Not | ir.IfElse | ir.Walrus) -> str:
        match node:
            case ir.Op(kind="slice", operands=operands):
                return ":".join("" if part == ir.Const(None) else self(part) for part in operands)
            case ir.Op(kind, operands):
                return f"{_UNARY[kind]}{self._atom(operands[0])}"
            case ir.Not(operand):
                return f"not {self._atom(operand)}"
            case ir.Walrus(target, value):
                return f"{target.id} := {self(value)}"
            case ir.IfElse(test, then, other):
                return f"{self._atom(then)} if {self._atom(test)} else {self._atom(other)}"

    def _display(self, node: ir.Collection | ir.Dict | ir.Comprehension | ir.FString) -> str:
        match node:
            case ir.Collection(kind, items):
                opening, closing = _BRACKETS[kind]
                comma = "," if kind == "tuple" and len(items) == 1 else ""
                return f"{opening}{', '.join(map(self, items))}{comma}{closing}"
            case ir.Dict(pairs):
                shown = (f"**{self(value)}" if key is None else f"{self(key)}: {self(value)}" for key, value in pairs)
                return f"{{{', '.join(shown)}}}"
            case ir.FString(parts):
                return "f'" + "".join(map(self._part, parts)) + "'"
            case ir.Comprehension(kind, clauses, element, value):
                opening, closing = _BRACKETS[kind]
                head = self(element) if value is None else f"{self(element)}: {self(value)}"
                return f"{opening}{head}{''.join(map(self._clause, clauses))}{closing}"

    def _part(self, part: ir.Expr) -> str:
        if isinstance(part, ir.Const) and isinstance(part.value, str):
            return repr(part.value)[1:-1].replace("{", "{{").replace("}", "}}")
        return f"{{{self(part)}}}"

    def _clause(self, clause: ir.Clause) -> str:
        tests = "".join(f" if {self._atom(test)}" for test in clause.tests)
        return f" for {self(clause.target)} in {self(clause.iterable)}{tests}"

    def _lambda(self, index: int) -> str:
        function = self._functions[index]
        (body,) = function.body
        value = self(body.value) if isinstance(body, Return) and body.value is not None else ""
        params = self.params(function.params)
        return f"lambda {params}: {value}" if params else f"lambda: {value}"


def _leftmost(node: ir.Expr) -> ir.Expr | None:
    """What a chain goes on with to the left."""
    match node:
        case ir.Attr(obj=left) | ir.Item(obj=left) | ir.Call(func=left):
            return left
        case ir.Op(operands=(left, _)) | ir.Bool(operands=(left, *_)):
            return left
        case _:
            return None
