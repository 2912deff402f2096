"""Commands that show something: the text that appears, for each of them.

`st.write` shows each thing in the form that suits it; `st.exception` shows an error as a crash does.
"""

from __future__ import annotations

import dataclasses
import inspect
import io
import re
import textwrap
import types
from collections import ChainMap, UserDict, UserList
from collections.abc import ItemsView, KeysView, Mapping, ValuesView
from typing import Any

from statelint.runtime.call import Call, Handler
from statelint.runtime.page import DeltaGenerator, Shown
from statelint.runtime.proxy import SessionStateProxy

STRUCTURES = (
    *(dict, list, map, enumerate, types.MappingProxyType, UserDict, ChainMap, UserList),
    *(ItemsView, KeysView, ValuesView),
)
ADDRESS = re.compile(r"<.+ at 0x[0-9a-f]+>")  # nothing but where an object lies
EXPLAINED = (types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.ModuleType)


def clean(body: object) -> str:
    """A text as it is shown: without its indentation."""
    return textwrap.dedent(str(body)).strip()


def show(call: Call) -> DeltaGenerator:
    """An element whose first argument is what it shows."""
    first = next(iter(call.element.parameters), "")
    return call.show(Shown(call.element.name, clean(call.values.get(first, ""))))


def metric(call: Call) -> DeltaGenerator:
    """A label and a number."""
    value = call.values["value"]
    return call.show(Shown("metric", "—" if value is None else str(value)))


def badge(call: Call) -> DeltaGenerator:
    """A coloured label, which is Markdown."""
    icon = f"{call.values['icon']} " if call.values.get("icon") else ""
    return call.show(Shown("markdown", f":{call.values['color']}-badge[{icon}{call.values['label']}]"))


def json_text(call: Call) -> DeltaGenerator:
    """A structure."""
    return call.show(Shown("json", structure(call.values["body"])))


def structure(value: Any) -> str:
    """JSON, or what comes near to it."""
    import json

    if isinstance(value, SessionStateProxy):
        value = value.to_dict()
    plain = list(value) if not isinstance(value, str | Mapping) and hasattr(value, "__iter__") else value
    return plain if isinstance(plain, str) else json.dumps(plain, default=repr)


def write(call: Call) -> None:
    """Each argument in its form; texts that follow each other are one."""
    texts: list[str] = []
    for thing in call.values["args"]:
        text = in_line(thing)
        if text is not None:
            texts.append(text)
            continue
        flush(call, texts)
        if isinstance(thing, Exception):
            call.show(shown_error(call, thing))
        elif hasattr(thing, "dtypes") or hasattr(thing, "__dataframe__"):
            call.show(Shown("dataframe", str(thing)))
        elif isinstance(thing, (*STRUCTURES, SessionStateProxy)):
            call.show(Shown("json", structure(thing)))
        elif inspect.isgenerator(thing):
            write_stream(Call(call.run, call.node, call.element, {"stream": thing}))
        else:
            call.show(Shown("help", str(thing)))
    flush(call, texts)


def in_line(thing: Any) -> str | None:
    """The text of a thing that is part of a sentence; None for one that has a place of its own."""
    if isinstance(thing, str):
        return thing
    if isinstance(thing, io.StringIO):
        return thing.getvalue()
    own = (*STRUCTURES, *EXPLAINED, Exception, SessionStateProxy, type)
    if isinstance(thing, own) or dataclasses.is_dataclass(thing) or inspect.isgenerator(thing):
        return None
    if hasattr(thing, "dtypes") or hasattr(thing, "__dataframe__"):
        return None
    text = str(thing)
    if ADDRESS.fullmatch(text):
        return None
    return f"```\n{text}\n```" if "\n" in text else f"`{text}`"


def flush(call: Call, texts: list[str]) -> None:
    """Shows the texts that have come together."""
    if texts:
        call.show(Shown("markdown", clean(" ".join(texts))))
        texts.clear()


def write_stream(call: Call) -> Any:
    """Texts that come one after the other; gives them joined."""
    stream = call.values["stream"]
    parts = list(stream() if callable(stream) else stream)
    if all(isinstance(part, str) for part in parts):
        call.show(Shown("markdown", clean("".join(parts))))
        return "".join(parts)
    return parts


def exception(call: Call) -> DeltaGenerator:
    """An error that the script shows by itself."""
    return call.show(shown_error(call, call.values["exception"]))


def shown_error(call: Call, error: BaseException) -> Shown:
    """An error with the innermost line of the app in its trace."""
    shown: Shown = call.run.visitor.shown_error(error)
    return shown


TEXTS: dict[str, Handler] = {
    "badge": badge,
    "exception": exception,
    "json": json_text,
    "metric": metric,
    "write": write,
    "write_stream": write_stream,
}
